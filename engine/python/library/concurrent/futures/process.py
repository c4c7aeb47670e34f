"""`ProcessPoolExecutor` over the page's processes: futures get their answers while the program waits for something."""

import itertools
import os

import _vivarium_calls
import _vivarium_turns
from multiprocessing import _page
from multiprocessing.pool import _END, _work, taken
from multiprocessing.process import Process

from . import _base

__all__ = ["BrokenProcessPool", "ProcessPoolExecutor"]

# Requests to the page, of all executors with work: number → the executor.
_requests = {}


def _take_answers(until, timeout=None):
    """Take answers in until something is so or the time is over; false when there is nothing left to wait for."""
    end = _page.deadline(timeout)
    while not until():
        if not _requests:
            return False
        came = _page.first(_requests, _page.left(end))
        if came is None:
            return True
        number, value = came
        _requests[number]._came(number, value)
    return True


class BrokenProcessPool(_base.BrokenExecutor):
    """A process ended while there was work for it."""


class _Future(_base.Future):
    """A future that looks for its answer when it is asked."""

    def done(self):
        _take_answers(super().done, 0)
        return super().done()


class ProcessPoolExecutor(_base.Executor):
    """Calls functions in processes."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._most = max_workers or os.cpu_count() or 1
        self._arguments = initializer, initargs, max_tasks_per_child
        self._tasks = self._results = self._answer = None
        # The number of the request for its end → the worker; the number of a task → its future.
        self._workers, self._futures, self._numbers = {}, {}, itertools.count()
        self._broken, self._closed = None, False

    def submit(self, fn, /, *args, **kwargs):
        """Call it in one of the processes; a future."""
        if self._broken:
            raise BrokenProcessPool(self._broken)
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._tasks is None:
            self._tasks, self._results = _page.Channel(), _page.Channel()
        future = _Future()
        try:
            task = _page.dumps((fn, [(args, kwargs)]))
        except Exception as error:
            future.set_exception(error)
            return future
        number = next(self._numbers)
        self._futures[number] = future
        if len(self._workers) < min(self._most, len(self._futures)):
            self._hire()
        self._tasks.send(f"{number}:{task}")
        self._listen()
        return future

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """Answers for the items, in order."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        if chunksize == 1:
            return super().map(fn, *iterables, timeout=timeout)
        items = list(zip(*iterables))
        chunks = [items[start : start + chunksize] for start in range(0, len(items), chunksize)]
        portions = super().map(_Portion(fn), chunks, timeout=timeout)
        return (value for portion in portions for value in portion)

    def _hire(self):
        worker = Process(target=_work, args=(self._tasks, self._results, *self._arguments), daemon=True)
        worker._name = worker._name.replace("Process", "SpawnProcess", 1)
        worker.start()
        self._workers[_page.start("wait", pid=worker.pid)] = worker

    # ---- what comes back ----

    def _listen(self):
        """While there is work, whoever waits waits for its answers."""
        if self._futures and self._answer is None:
            self._answer = _page.start("receive", channel=self._results.number)
        for number in [self._answer, *self._workers]:
            if not self._futures:
                _requests.pop(number, None)
                _vivarium_calls.forget(number)
            elif number not in _requests:
                _requests[number] = self
                _vivarium_calls.expect(number, lambda answer, number=number: self._answered(number, answer))
        _vivarium_turns.processes_work = _take_answers if _requests else None

    def _answered(self, number, answer):
        """The event loop hands over what came."""
        self._came(number, _page.unpack(answer))

    def _came(self, number, value):
        _requests.pop(number, None)
        _vivarium_calls.forget(number)
        if number == self._answer:
            self._answer = None
            self._take(*taken(value))
        else:
            self._gone(self._workers.pop(number), value)
        self._listen()

    def _take(self, number, good, value):
        future = self._futures.pop(number, None)
        if future is None or not future.set_running_or_notify_cancel():
            return
        if good:
            future.set_result(value[0])
        else:
            future.set_exception(value.exception())

    def _gone(self, worker, code):
        worker._ended(code)
        if code == 0 and self._arguments[2] and self._futures:
            self._hire()
        elif code and not self._broken and self._futures:
            self._broken = "A process in the process pool was terminated abruptly while the future was running or pending."
            if code == 1 and self._arguments[0]:
                self._broken = "A process in the process pool failed: its initializer raised an exception."
            for future in self._futures.values():
                if future.set_running_or_notify_cancel():
                    future.set_exception(BrokenProcessPool(self._broken))
            self._futures.clear()
            self.terminate_workers()

    # ---- its end ----

    def terminate_workers(self):
        """End all processes now."""
        for worker in self._workers.values():
            worker.terminate()

    kill_workers = terminate_workers

    def shutdown(self, wait=True, *, cancel_futures=False):
        """No more work; by default wait for what is under way."""
        if cancel_futures:
            for future in self._futures.values():
                future.cancel()
        if not self._closed:
            self._closed = True
            for _ in self._workers:
                self._tasks.send(_END)
        if wait:
            _take_answers(lambda: not self._futures)
            for worker in self._workers.values():
                worker.join()


class _Portion:
    """Calls a function for several items."""

    def __init__(self, function):
        self._function = function

    def __call__(self, items):
        return [self._function(*item) for item in items]
