"""Locks and their like between processes: channels with as many texts in them as may pass."""

from . import _page

__all__ = ["Barrier", "BoundedSemaphore", "Condition", "Event", "Lock", "RLock", "Semaphore"]

_TOKEN = "1"


class Semaphore:
    """A counter that cannot fall below zero."""

    _most = None

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._tokens = _page.Channel(*[_TOKEN] * value)

    def acquire(self, block=True, timeout=None):
        """Take one, waiting so long at most; whether there was one."""
        if not block:
            timeout = 0
        elif timeout is not None:
            timeout = max(0, timeout)
        return self._tokens.receive(timeout) is not None

    def release(self):
        """Give one back."""
        if self._most is not None and self.get_value() >= self._most:
            raise ValueError("semaphore or lock released too many times")
        self._tokens.send(_TOKEN)

    def get_value(self):
        """How many there are."""
        return self._tokens.size()

    def locked(self):
        """Whether there is none."""
        return self.get_value() == 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exception):
        self.release()

    def __getstate__(self):
        _page.must_be_inherited(self)
        return vars(self)

    def __setstate__(self, state):
        vars(self).update(state)

    def __repr__(self):
        return f"<{type(self).__name__}(value={self.get_value()})>"


class BoundedSemaphore(Semaphore):
    """One that cannot rise above its first value."""

    def __init__(self, value=1):
        super().__init__(value)
        self._most = value


class Lock(BoundedSemaphore):
    """A lock that any process may open again."""

    def __init__(self):
        super().__init__(1)

    def __repr__(self):
        return f"<Lock(owner={'None' if self.get_value() else 'SomeOtherProcess'})>"


class RLock(Semaphore):
    """A lock that its holder may take again."""

    def __init__(self):
        super().__init__(1)
        self._held = 0

    def acquire(self, block=True, timeout=None):
        """Take it, or once more."""
        if not self._held and not super().acquire(block, timeout):
            return False
        self._held += 1
        return True

    def release(self):
        """Give it back as often as it was taken."""
        if not self._held:
            raise AssertionError("attempt to release recursive lock not owned by thread")
        self._held -= 1
        if not self._held:
            super().release()

    def __getstate__(self):
        # Whoever holds it here does not hold it there.
        return {**super().__getstate__(), "_held": 0}


class Condition:
    """A lock with a waiting room."""

    def __init__(self, lock=None):
        self._lock = lock or RLock()
        self._sleeping, self._calls = Semaphore(0), Semaphore(0)
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __getstate__(self):
        _page.must_be_inherited(self)
        return self._lock, self._sleeping, self._calls

    def __setstate__(self, state):
        self._lock, self._sleeping, self._calls = state
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exception):
        return self._lock.__exit__(*exception)

    def wait(self, timeout=None):
        """Leave the lock until somebody calls; whether somebody did."""
        held = getattr(self._lock, "_held", 1)
        if not held:
            raise AssertionError("must acquire() condition before using wait()")
        self._sleeping.release()
        for _ in range(held):
            self._lock.release()
        called = False
        try:
            called = self._calls.acquire(True, timeout)
        finally:
            for _ in range(held):
                self._lock.acquire()
            # Whoever called has taken the sleeper off the list; who was not called does so himself, unless a call came
            # just now.
            if not called and not self._sleeping.acquire(False):
                called = self._calls.acquire(True)
        return called

    def wait_for(self, predicate, timeout=None):
        """Wait until something is true; what the predicate said last."""
        end = _page.deadline(timeout)
        while not (result := predicate()):
            if end is not None and _page.left(end) <= 0:
                break
            self.wait(_page.left(end))
        return result

    def notify(self, n=1):
        """Call so many of those who wait."""
        if not getattr(self._lock, "_held", 1):
            raise AssertionError("lock is not owned")
        while n > 0 and self._sleeping.acquire(False):
            self._calls.release()
            n -= 1

    def notify_all(self):
        """Call all who wait."""
        self.notify(2**31)


class Event:
    """A flag that processes wait for."""

    def __init__(self):
        self._flag = _page.Channel()

    def is_set(self):
        """Whether it is up."""
        return self._flag.size() > 0

    def set(self):
        """Raise it: all who wait go on."""
        self._flag.replace(_TOKEN)

    def clear(self):
        """Take it down."""
        self._flag.receive(0)

    def wait(self, timeout=None):
        """Wait until it is up; whether it is."""
        return self._flag.receive(None if timeout is None else max(0, timeout), keep=True) is not None

    def __getstate__(self):
        _page.must_be_inherited(self)
        return self._flag

    def __setstate__(self, state):
        self._flag = state

    def __repr__(self):
        return f"<Event at {id(self):#x} {'set' if self.is_set() else 'unset'}>"


class Barrier:
    """A gate that opens when so many stand before it, again and again."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._parties, self._action, self._timeout = parties, action, timeout
        self._gate = Condition()
        # How many wait, which round it is, whether it is broken, and the last round that was given up.
        self._state = _page.Channel(_page.dumps((0, 0, False, -1)))

    def _look(self):
        return _page.loads(self._state.receive(keep=True))

    def _become(self, *state):
        self._state.replace(_page.dumps(state))

    def wait(self, timeout=None):
        """Wait for the others; the place in the row, from the last one backwards."""
        from threading import BrokenBarrierError

        end = _page.deadline(self._timeout if timeout is None else timeout)
        with self._gate:
            waiting, turn, broken, failed = self._look()
            if broken:
                raise BrokenBarrierError
            if waiting + 1 == self._parties:
                try:
                    if self._action:
                        self._action()
                except BaseException:
                    self._break()
                    raise
                self._become(0, turn + 1, False, failed)
                self._gate.notify_all()
                return waiting
            self._become(waiting + 1, turn, False, failed)
            self._gate.wait_for(lambda: self._look()[1] != turn or self._look()[2], _page.left(end))
            _, now, broken, failed = self._look()
            if now == turn and not broken:
                self._break()
            if now == turn or failed == turn:
                raise BrokenBarrierError
            return waiting

    def _break(self):
        _, turn, _, failed = self._look()
        self._become(0, turn, True, failed)
        self._gate.notify_all()

    def abort(self):
        """Let all who wait fail."""
        with self._gate:
            self._break()

    def reset(self):
        """Begin anew; who waits fails."""
        with self._gate:
            _, turn, _, _ = self._look()
            self._become(0, turn + 1, False, turn)
            self._gate.notify_all()

    @property
    def parties(self):
        """How many it takes."""
        return self._parties

    @property
    def n_waiting(self):
        """How many stand before it."""
        return self._look()[0]

    @property
    def broken(self):
        """Whether it is."""
        return self._look()[2]

    def __getstate__(self):
        _page.must_be_inherited(self)
        return vars(self)

    def __setstate__(self, state):
        vars(self).update(state)
