"""`_thread`: locks and the start of threads. Who goes on when is the work of `_vivarium_turns`."""

import sys

import _vivarium_turns

__all__ = ["LockType", "RLock", "allocate_lock", "error", "exit", "get_ident", "start_new_thread"]

error = RuntimeError
TIMEOUT_MAX = 4294967.0


def prepare(home, root):
    """At build time: take the place of the module that is missing."""
    sys.modules["_thread"] = sys.modules[__name__]


def _check(blocking, timeout):
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")


class LockType:
    """A lock that one thread holds."""

    def __init__(self):
        # The owner is for reports of deadlocks: any thread may release a lock.
        self._locked, self._owner = False, 0

    def acquire(self, blocking=True, timeout=-1):
        _check(blocking, timeout)
        if self._locked and not (blocking and _vivarium_turns.wait(self._is_free, timeout, self)):
            return False
        self._locked, self._owner = True, get_ident()
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False

    def locked(self):
        return self._locked

    def _is_free(self):
        return not self._locked

    def _at_fork_reinit(self):
        self._locked = False

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exception):
        self.release()

    def __repr__(self):
        return f"<{'locked' if self._locked else 'unlocked'} _thread.lock object at {id(self):#x}>"


lock = LockType


def allocate_lock():
    """A new lock."""
    return LockType()


class RLock:
    """A lock that its holder may take again."""

    def __init__(self):
        self._owner, self._count = 0, 0

    def acquire(self, blocking=True, timeout=-1):
        _check(blocking, timeout)
        if self._owner not in (0, get_ident()):
            if not (blocking and _vivarium_turns.wait(self._is_free, timeout, self)):
                return False
        self._owner = get_ident()
        self._count += 1
        return True

    def release(self):
        if self._owner != get_ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if self._count == 0:
            self._owner = 0

    def locked(self):
        return self._count > 0

    def _is_free(self):
        return self._owner == 0

    def _is_owned(self):
        return self._owner == get_ident()

    def _recursion_count(self):
        return self._count if self._is_owned() else 0

    def _release_save(self):
        state = self._count, self._owner
        self._owner, self._count = 0, 0
        return state

    def _acquire_restore(self, state):
        self.acquire()
        self._count, self._owner = state

    def _at_fork_reinit(self):
        self._owner, self._count = 0, 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exception):
        self.release()

    def __repr__(self):
        state = "locked" if self._count else "unlocked"
        return f"<{state} _thread.RLock object owner={self._owner} count={self._count} at {id(self):#x}>"


class _ThreadHandle:
    """What can be known about a thread from outside."""

    def __init__(self):
        self._ident, self._done = 0, False

    @property
    def ident(self):
        return self._ident

    def is_done(self):
        return self._done

    def _set_done(self):
        self._done = True

    def join(self, timeout=None):
        _vivarium_turns.join(self, -1 if timeout is None else max(0, timeout))


class _local:
    """Attributes of each thread's own."""

    def __init_subclass__(cls):
        super().__init_subclass__()

    def __new__(cls, /, *args, **kwargs):
        self = object.__new__(cls)
        object.__setattr__(self, "_local__made", (args, kwargs))
        object.__setattr__(self, "_local__all", {})
        return self

    def __getattribute__(self, name):
        _switch(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        _switch(self)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        _switch(self)
        object.__delattr__(self, name)


_OWN = ("_local__made", "_local__all", "_local__ident")


def _switch(local):
    """Put the running thread's attributes into the object's dictionary."""
    attributes = object.__getattribute__(local, "__dict__")
    now, before = get_ident(), attributes.get("_local__ident")
    if now == before:
        return
    everyone = attributes["_local__all"]
    everyone[before] = {name: value for name, value in attributes.items() if name not in _OWN}
    for name in everyone[before]:
        del attributes[name]
    attributes["_local__ident"] = now
    if now in everyone:
        attributes.update(everyone.pop(now))
    elif before is not None:
        args, kwargs = attributes["_local__made"]
        type(local).__init__(local, *args, **kwargs)


get_ident = get_native_id = _vivarium_turns.running


def _get_main_thread_ident():
    return _vivarium_turns.MAIN


def daemon_threads_allowed():
    return True


def _is_main_interpreter():
    return True


def _count():
    return _vivarium_turns.count()


def _make_thread_handle(ident):
    handle = _ThreadHandle()
    handle._ident = ident
    return handle


def start_joinable_thread(function, handle=None, daemon=True):
    """Start a thread that can be waited for."""
    return _start((function, (), {}), handle or _ThreadHandle(), daemon)


def start_new_thread(function, args, kwargs={}, /):
    """Start a thread; its number."""
    return _start((function, args, kwargs), _ThreadHandle(), True)._ident


def _start(work, handle, daemon):
    handle._ident = _vivarium_turns.start(work, handle, daemon)
    return handle


start_new = start_new_thread
_shutdown = _vivarium_turns.shut_down


def interrupt_main(signum=2, /):
    """As if the user had pressed Stop."""
    import signal

    if signum != signal.SIGINT or _vivarium_turns.interrupt():
        signal.raise_signal(signum)


def exit():
    """End the running thread."""
    raise SystemExit


def stack_size(size=0, /):
    """There is one stack."""
    return 0


def _set_sentinel():
    return allocate_lock()

