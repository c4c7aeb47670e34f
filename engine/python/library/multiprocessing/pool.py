"""`Pool`: workers that take tasks from one queue and answer on another."""

import itertools
import os

from . import _page, context
from .process import Process

__all__ = ["Pool", "ThreadPool"]

_END = "end"


class _Failure:
    """An exception with the traceback of the process that it comes from."""

    def __init__(self, error):
        from traceback import format_exception

        try:
            _page.dumps(error)
        except Exception as failure:
            error = MaybeEncodingError(failure, error)
        self.error, self.text = error, "".join(format_exception(error))

    def exception(self):
        """What is raised here; it names the other traceback as its cause."""
        self.error.__cause__ = RemoteTraceback(f'\n"""\n{self.text}"""')
        return self.error


class _Same:
    """An exception of this process."""

    def __init__(self, error):
        self._error = error

    def exception(self):
        """What is raised here."""
        return self._error


class RemoteTraceback(Exception):
    """The traceback of another process, as a text."""


class MaybeEncodingError(Exception):
    """A result or an exception cannot be pickled."""

    def __init__(self, failure, value):
        super().__init__(repr(failure), repr(value))

    def __str__(self):
        return f"Error sending result: '{self.args[1]}'. Reason: '{self.args[0]}'"


def _work(tasks, results, initializer, initargs, most):
    """What a worker does: takes a task, answers, until there is an end."""
    if initializer is not None:
        initializer(*initargs)
    answer = None
    for _ in range(most) if most else itertools.count():
        text = _page.ask("receive", channel=tasks.number, send=answer)
        answer = None
        if text == _END:
            return
        number, _, task = text.partition(":")
        text = f"{number}:{_page.dumps(_answers(task))}"
        if len(text) > _page.SMALL:
            results.send(text)
        else:
            # With the question for the next task, which saves a message.
            answer = {"channel": results.number, "text": text}
    if answer:
        _page.ask("send", **answer)


def _answers(task):
    """Whether all went well, and the results, or the failure; each must be something that can be pickled."""
    try:
        function, items = _page.loads(task)
        values = [function(*args, **kwargs) for args, kwargs in items]
        try:
            _page.dumps(values)
        except Exception as failure:
            raise MaybeEncodingError(failure, values) from None
        return True, values
    except Exception as error:
        return False, _Failure(error)


def taken(text):
    """The number of a task, whether all went well, and its results or the failure."""
    number, _, data = text.partition(":")
    try:
        good, value = _page.loads(data)
    except Exception as error:
        good, value = False, _Same(error)
    return int(number), good, value


class AsyncResult:
    """What will be the answer to some tasks."""

    def __init__(self, pool, chunks, callback=None, error_callback=None, single=False):
        self._pool, self._missing, self._single = pool, chunks, single
        self._values, self._failure = {}, None
        self._callback, self._error_callback = callback, error_callback

    def _take(self, index, good, value):
        if good:
            self._values[index] = value
        elif self._failure is None:
            self._failure = value
        self._missing -= 1
        if self._missing == 0:
            if self._failure is None and self._callback:
                self._callback(self._value())
            if self._failure is not None and self._error_callback:
                self._error_callback(self._failure.exception())

    def _value(self):
        values = [value for index in sorted(self._values) for value in self._values[index]]
        return values[0] if self._single else values

    def ready(self):
        """Whether all is there."""
        self._pool._pump(lambda: self._missing == 0, 0)
        return self._missing == 0

    def successful(self):
        """Whether all went well."""
        if not self.ready():
            raise ValueError(f"{self!r} not ready")
        return self._failure is None

    def wait(self, timeout=None):
        """Wait until all is there."""
        self._pool._pump(lambda: self._missing == 0, timeout)

    def get(self, timeout=None):
        """The answer."""
        self.wait(timeout)
        if self._missing:
            raise context.TimeoutError
        if self._failure is not None:
            raise self._failure.exception()
        return self._value()


ApplyResult = MapResult = AsyncResult


class IMapIterator:
    """Answers one after the other."""

    def __init__(self, pool, chunks, ordered):
        self._pool, self._left, self._ordered = pool, chunks, ordered
        self._chunks, self._next, self._ready = {}, 0, iter(())

    def _take(self, index, good, value):
        self._chunks[index] = good, value

    def __iter__(self):
        return self

    def next(self, timeout=None):
        """The next answer."""
        while True:
            for value in self._ready:
                return value
            if self._left == 0:
                raise StopIteration
            there = (lambda: self._next in self._chunks) if self._ordered else (lambda: bool(self._chunks))
            self._pool._pump(there, timeout)
            if not there():
                raise context.TimeoutError
            index = self._next if self._ordered else next(iter(self._chunks))
            good, value = self._chunks.pop(index)
            self._next += 1
            self._left -= 1
            if not good:
                raise value.exception()
            self._ready = iter(value)

    __next__ = next


class Pool:
    """Workers for many small tasks."""

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        processes = os.cpu_count() or 1 if processes is None else processes
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._tasks, self._results = _page.Channel(), _page.Channel()
        self._arguments = initializer, initargs, maxtasksperchild
        self._numbers, self._waiting, self._answer = itertools.count(), {}, None
        self._state = "RUN"
        self._processes = processes
        # Requests to the page: number → the worker whose end it waits for.
        self._pool, self._ends = [], {}
        for _ in range(processes):
            self._hire()

    def _hire(self):
        worker = Process(target=_work, args=(self._tasks, self._results, *self._arguments), daemon=True)
        worker._name = worker._name.replace("Process", "SpawnPoolWorker", 1)
        worker.start()
        self._pool.append(worker)
        self._ends[_page.start("wait", pid=worker.pid)] = worker

    # ---- what may be asked of it ----

    def apply(self, func, args=(), kwds={}):
        """Call a function in a worker."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """The same, without waiting."""
        result = AsyncResult(self, 1, callback, error_callback, single=True)
        self._put(result, 0, func, [(tuple(args), dict(kwds))])
        return result

    def map(self, func, iterable, chunksize=None):
        """Call it for each item; all answers, in order."""
        return self.map_async(func, iterable, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        """The same for items that are several arguments."""
        return self.starmap_async(func, iterable, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """The same as `map`, without waiting."""
        return self._map(func, [((item,), {}) for item in iterable], chunksize, callback, error_callback)

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """The same as `starmap`, without waiting."""
        return self._map(func, [(tuple(items), {}) for items in iterable], chunksize, callback, error_callback)

    def imap(self, func, iterable, chunksize=1):
        """The answers one after the other, in order."""
        return self._iterate(func, iterable, chunksize, True)

    def imap_unordered(self, func, iterable, chunksize=1):
        """The answers one after the other, as they come."""
        return self._iterate(func, iterable, chunksize, False)

    def _map(self, func, items, chunksize, callback, error_callback):
        if chunksize is None:
            # Four portions a worker: few messages, and nobody is idle for long at the end.
            chunksize = -(-len(items) // (4 * self._processes)) or 1
        chunks = [items[start : start + chunksize] for start in range(0, len(items), chunksize)]
        result = AsyncResult(self, len(chunks), callback, error_callback)
        for index, chunk in enumerate(chunks):
            self._put(result, index, func, chunk)
        if not chunks and callback:
            callback([])
        return result

    def _iterate(self, func, iterable, chunksize, ordered):
        if chunksize < 1:
            raise ValueError(f"Chunksize must be 1+, not {chunksize:n}")
        items = [((item,), {}) for item in iterable]
        chunks = [items[start : start + chunksize] for start in range(0, len(items), chunksize)]
        result = IMapIterator(self, len(chunks), ordered)
        for index, chunk in enumerate(chunks):
            self._put(result, index, func, chunk)
        return result

    def _put(self, result, index, function, items):
        if self._state != "RUN":
            raise ValueError("Pool not running")
        number = next(self._numbers)
        self._tasks.send(f"{number}:{_page.dumps((function, items))}")
        self._waiting[number] = result, index

    # ---- what comes back ----

    def _pump(self, until, timeout=None):
        """Take answers until something is so, or the time is over."""
        end = _page.deadline(timeout)
        while not until():
            self._answer = self._answer or _page.start("receive", channel=self._results.number)
            came = _page.first([self._answer, *self._ends], _page.left(end))
            if came is None:
                return
            number, value = came
            if number == self._answer:
                self._answer = None
                task, good, value = taken(value)
                if there := self._waiting.pop(task, None):
                    result, index = there
                    result._take(index, good, value)
                continue
            worker = self._ends.pop(number)
            worker._ended(value)
            self._pool.remove(worker)
            # As in CPython: another takes its place; what it was working on is lost.
            if self._state == "RUN" or (self._state == "CLOSE" and self._waiting):
                self._hire()

    # ---- its end ----

    def close(self):
        """No more tasks; workers end when all are done."""
        if self._state == "RUN":
            self._state = "CLOSE"
            for _ in range(self._processes):
                self._tasks.send(_END)

    def terminate(self):
        """Workers end now."""
        self._state = "TERMINATE"
        for worker in self._pool:
            worker.terminate()

    def join(self):
        """Wait until all workers have ended."""
        if self._state == "RUN":
            raise ValueError("Pool is still running")
        self._pump(lambda: not self._pool)
        self._pump(lambda: not self._waiting, 0)

    def __enter__(self):
        if self._state != "RUN":
            raise ValueError("Pool not running")
        return self

    def __exit__(self, *exception):
        self.terminate()

    def __reduce__(self):
        raise NotImplementedError("pool objects cannot be passed between processes or pickled")

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} state={self._state} pool_size={len(self._pool)}>"


class ThreadPool(Pool):
    """The same interface over threads, which take turns here."""

    def __init__(self, processes=None, initializer=None, initargs=()):
        self._processes, self._state, self._pool = processes or 1, "RUN", []
        if initializer is not None:
            initializer(*initargs)

    def _put(self, result, index, function, items):
        if self._state != "RUN":
            raise ValueError("Pool not running")
        try:
            good, value = True, [function(*args, **kwargs) for args, kwargs in items]
        except Exception as error:
            good, value = False, _Same(error)
        result._take(index, good, value)

    def _pump(self, until, timeout=None):
        """All is there as soon as it was asked for."""

    def close(self):
        """No more tasks."""
        self._state = "CLOSE"

    terminate = close
