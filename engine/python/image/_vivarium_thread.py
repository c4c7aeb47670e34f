"""`_thread` for a page with one thread: a started thread runs when somebody waits, to its end or its own waiting.

Nothing runs at the same time. `start` only remembers the thread; a blocked lock, a join, a sleep and the program's
end run what is remembered, one inside the other. Whoever then still waits would wait for ever and gets an error.
"""

import sys

__all__ = ["LockType", "RLock", "allocate_lock", "error", "exit", "get_ident", "start_new_thread"]

error = RuntimeError
TIMEOUT_MAX = 4294967.0

_MAIN = 1
# Idents of the threads that have begun and not ended; the last one is running.
_running = [_MAIN]
_last_ident = _MAIN
# Threads that were started and have not begun: (function, args, kwargs, handle, daemon).
_waiting = []


def prepare(home, root):
    """At build time: take the place of the module that is missing."""
    sys.modules["_thread"] = sys.modules[__name__]


def _begin_one(wanted=None):
    """Run one thread that has not begun: that of the handle `wanted`, or the oldest. False when there is none."""
    global _last_ident
    for index, (_, _, _, handle, _) in enumerate(_waiting):
        if wanted is None or handle is wanted:
            break
    else:
        return False
    function, args, kwargs, handle, _ = _waiting.pop(index)
    _last_ident += 1
    handle._ident = _last_ident
    _running.append(_last_ident)
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except KeyboardInterrupt:
        raise
    except BaseException as exception:
        sys.unraisablehook(_Unraisable(exception, function))
    finally:
        _running.pop()
        handle._done = True
    return True


class _Unraisable:
    """What `sys.unraisablehook` is told of a thread that ended with an exception."""

    def __init__(self, exception, function):
        self.exc_type, self.exc_value, self.exc_traceback = type(exception), exception, exception.__traceback__
        self.err_msg, self.object = "Exception ignored in thread started by", function


# What processes are working on (`concurrent.futures`): a function that takes their answers in until something is so or
# the time is over; false when they have nothing left to do and it still is not.
processes_work = None


def run_waiting():
    """Run every thread that has not begun."""
    while _begin_one():
        pass


def _wait(ready, timeout):
    """Run other threads until `ready()`; whether it became so within `timeout` seconds (negative: for ever)."""
    while not ready():
        if _begin_one():
            continue
        if processes_work and processes_work(ready, None if timeout < 0 else timeout):
            return ready()
        if timeout < 0:
            raise RuntimeError(
                "this thread waits for ever: a page runs one thread at a time, and the one that it waits for "
                "cannot go on before it; use asyncio for work that takes turns"
            )
        import time

        time.sleep(timeout)
        return ready()
    return True


def _check(blocking, timeout):
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")


class LockType:
    """A lock that one thread holds."""

    def __init__(self):
        self._locked = False

    def acquire(self, blocking=True, timeout=-1):
        _check(blocking, timeout)
        if self._locked and not (blocking and _wait(lambda: not self._locked, timeout)):
            return False
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False

    def locked(self):
        return self._locked

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
            if not (blocking and _wait(lambda: self._owner == 0, timeout)):
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
        while not self._done and _begin_one(self):
            pass
        _wait(lambda: self._done, -1 if timeout is None else timeout)


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


def get_ident():
    """A number that names the running thread."""
    return _running[-1]




get_native_id = get_ident


def _get_main_thread_ident():
    return _MAIN


def daemon_threads_allowed():
    return True


def _is_main_interpreter():
    return True


def _count():
    return len(_running) + len(_waiting) - 1


def _make_thread_handle(ident):
    handle = _ThreadHandle()
    handle._ident = ident
    return handle


def start_joinable_thread(function, handle=None, daemon=True):
    """Remember a thread."""
    handle = handle or _ThreadHandle()
    _waiting.append((function, (), {}, handle, daemon))
    return handle


def start_new_thread(function, args, kwargs={}, /):
    """Remember a thread; a number that names it."""
    handle = _ThreadHandle()
    _waiting.append((function, args, kwargs, handle, True))
    return id(handle)


start_new = start_new_thread


def _shutdown():
    """At the program's end: run the threads that it waits for."""
    for _, _, _, handle, daemon in list(_waiting):
        if not daemon:
            handle.join()


def interrupt_main(signum=2, /):
    """As if the user had pressed Stop."""
    import signal

    signal.raise_signal(signum)


def exit():
    """End the running thread."""
    raise SystemExit


def stack_size(size=0, /):
    """There is one stack."""
    return 0


def _set_sentinel():
    return allocate_lock()

