"""Queues between processes."""

from queue import Empty, Full
from . import _page
from .synchronize import Condition, Semaphore

__all__ = ["JoinableQueue", "Queue", "SimpleQueue"]


class Queue:
    """Values in the order in which they were put."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize if maxsize > 0 else 2**31 - 1
        self._values = _page.Channel()
        # One for each free place; a queue without a limit has no need of them.
        self._places = Semaphore(maxsize) if maxsize > 0 else None
        self._closed = False

    def put(self, obj, block=True, timeout=None):
        """Add a value; `queue.Full` when there is no place in time."""
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        data = _page.dumps(obj)
        if self._places is not None and not self._places.acquire(block, timeout):
            raise Full
        self._values.send(data)

    def get(self, block=True, timeout=None):
        """The next value; `queue.Empty` when there is none in time."""
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")
        data = self._values.receive(timeout if block else 0)
        if data is None:
            raise Empty
        if self._places is not None:
            self._places.release()
        return _page.loads(data)

    def put_nowait(self, obj):
        """Add a value without waiting."""
        self.put(obj, False)

    def get_nowait(self):
        """The next value without waiting."""
        return self.get(False)

    def qsize(self):
        """How many there are."""
        return self._values.size()

    def empty(self):
        """Whether there is none."""
        return self.qsize() == 0

    def full(self):
        """Whether there is no place."""
        return self.qsize() >= self._maxsize

    def close(self):
        """Nothing more is put here."""
        self._closed = True

    def join_thread(self):
        """Values are sent at once; there is nothing to wait for."""

    cancel_join_thread = join_thread

    def __getstate__(self):
        _page.must_be_inherited(self)
        return vars(self)

    def __setstate__(self, state):
        vars(self).update(state)


class JoinableQueue(Queue):
    """A queue that knows when its values have been dealt with."""

    def __init__(self, maxsize=0):
        super().__init__(maxsize)
        self._unfinished, self._finished = Semaphore(0), Condition()

    def put(self, obj, block=True, timeout=None):
        """Add a value."""
        self._unfinished.release()
        try:
            super().put(obj, block, timeout)
        except BaseException:
            self._unfinished.acquire(False)
            raise

    def task_done(self):
        """One value has been dealt with."""
        with self._finished:
            if not self._unfinished.acquire(False):
                raise ValueError("task_done() called too many times")
            if self._unfinished.get_value() == 0:
                self._finished.notify_all()

    def join(self):
        """Wait until all have been."""
        with self._finished:
            while self._unfinished.get_value() > 0:
                self._finished.wait()


class SimpleQueue:
    """A queue without limit."""

    def __init__(self):
        self._values = _page.Channel()

    def put(self, obj):
        """Add a value."""
        self._values.send(_page.dumps(obj))

    def get(self):
        """The next value, however long that takes."""
        return _page.loads(self._values.receive())

    def empty(self):
        """Whether there is none."""
        return self._values.size() == 0

    def close(self):
        """Nothing belongs to it that could be given back."""

    def __getstate__(self):
        _page.must_be_inherited(self)
        return self._values

    def __setstate__(self, state):
        self._values = state
