"""Threads: who goes on. Where the browser can switch stacks (JSPI) they take turns; elsewhere one runs inside another.

One thread runs at a time. It goes on until it waits or its turn is over (engine/src/threads.rs), and then the next one
does that can. Where there is but one stack a thread begins when another waits, and runs to its end or its own waiting.
Nothing here is interrupted by a turn, so nothing here needs a lock.
"""

import sys
import time

import _vivarium

MAIN = 1
# Each has a stack of a quarter of a megabyte once it has begun.
MOST = 500

# `_vivarium_calls`, once it is there: while all wait, it takes in what the page answers.
calls = None
# Where turns cannot be taken: a function with which a program's processes take their answers in until something is so or
# the time is over; false when they have nothing left to do and it still is not.
processes_work = None


class Thread:
    """A thread that has not ended: its work until it begins, and what it waits for while it waits."""

    __slots__ = ("number", "work", "handle", "daemon", "ready", "until", "waits_for")

    def __init__(self, number, work, handle, daemon):
        self.number, self.work, self.handle, self.daemon = number, work, handle, daemon
        self.ready = self.until = self.waits_for = None

    def can_go_on(self):
        if self.ready is None or self.ready():
            return True
        return self.until is not None and time.monotonic() >= self.until


_main = Thread(MAIN, None, None, False)
# In the order of their turns.
_threads = [_main]
_running = _main
_last_number = MAIN
# Whether they take turns; found out when the first one is started.
_turns = None
# Stop was pressed, and the first thread does not know yet.
_interrupted = False
# All wait for each other: what the first thread is told.
_deadlock = None


def running():
    """The number of the running thread."""
    return _running.number


def alone():
    """Whether there is but one thread."""
    return len(_threads) == 1


def count():
    """How many there are besides the first one."""
    return len(_threads) - 1


def take_turns():
    """Whether threads take turns here."""
    global _turns
    if _turns is None:
        try:
            _vivarium.switch(_running.number)
            _turns = True
        except RuntimeError:
            _turns = False
    return _turns


def start(work, handle, daemon):
    """A new thread, which has not begun; its number."""
    global _last_number
    if count() >= MOST:
        raise RuntimeError(f"can't start new thread: there are {MOST} that have not ended")
    _last_number += 1
    _threads.append(Thread(_last_number, work, handle, daemon))
    _vivarium.take_turns(take_turns())
    return _last_number


def wait(ready, timeout=-1, what=None):
    """Let others go on until `ready()`; whether it became so within `timeout` seconds (negative: for ever)."""
    if not _turns:
        return _wait_inside(ready, timeout)
    me = _running
    me.ready, me.waits_for = ready, what
    me.until = None if timeout < 0 else time.monotonic() + timeout
    try:
        while not me.can_go_on():
            _go(_choose())
        return ready()
    finally:
        me.ready = me.until = me.waits_for = None


def sleep(seconds):
    """Let others go on for so long."""
    if not _turns:
        run_waiting()
    if alone() or not _turns:
        _vivarium.sleep(seconds)
    elif seconds > 0:
        wait(_never, seconds)
    else:
        turn()


def turn():
    """Called by the engine when a turn is over: the next one that can goes on."""
    if alone():
        _vivarium.take_turns(False)
    else:
        if calls.waiting():
            calls.wait(0)
        _go(_next() or _running)


def live(number):
    """Called by the engine on the stack of a thread that begins: its whole life. The number of the one that goes on."""
    global _running
    me = _running
    work, me.work = me.work, None
    try:
        _run(work)
    finally:
        place = _threads.index(me)
        del _threads[place]
        _running = _threads[place - 1]
        me.handle._done = True
        _running = _choose()
    return _running.number


def join(handle, timeout):
    """Wait for a thread's end."""
    if not _turns:
        while not handle._done and _begin_one(handle):
            pass
    wait(lambda: handle._done, timeout, handle)


def shut_down():
    """At the program's end: wait for the threads that it waits for."""
    for thread in list(_threads):
        if thread is not _main and not thread.daemon:
            join(thread.handle, -1)


def stop():
    """Nobody goes on any more but the first thread."""
    global _interrupted
    _vivarium.take_turns(False)
    _threads[:] = [_main]
    _interrupted = False


def interrupt():
    """Stop was pressed. True in the first thread, which is to be interrupted; another one lets it go on soon."""
    global _interrupted
    if _running is _main and _main.ready is None:
        return True
    if not _turns or alone():
        return True
    _interrupted = True
    return False


def _never():
    return False


def _go(thread):
    """Let this thread go on, and come back when it is this one's turn."""
    global _running, _interrupted, _deadlock
    me = _running
    if thread is not me:
        _running = thread
        try:
            _vivarium.switch(thread.number)
        except BaseException:
            _running = me
            raise
    if me is not _main:
        return
    if _interrupted:
        _interrupted = False
        sys.modules["_vivarium_platform"].interrupted()
    if _deadlock:
        text, _deadlock = _deadlock, None
        raise RuntimeError(text)


def _next():
    """The next thread that can go on, if any; the running one comes last."""
    if _interrupted:
        return _main
    place = _threads.index(_running) + 1
    for thread in _threads[place:] + _threads[:place]:
        if thread.can_go_on():
            return thread
    return None


def _choose():
    """The next thread that can go on, once there is one."""
    global _deadlock
    while True:
        if calls.waiting():
            calls.wait(0)
        if thread := _next():
            return thread
        moments = [thread.until for thread in _threads if thread.until is not None]
        most = max(0.0, min(moments) - time.monotonic()) if moments else None
        if calls.waiting():
            calls.wait(most)
        elif most is not None:
            calls.show_output()
            _vivarium.sleep(most)
        else:
            _deadlock = "deadlock: no thread can ever go on. " + "; ".join(map(_described, _threads))
            # It is told, and nobody waits for the others at the end.
            for thread in _threads:
                thread.daemon = True
            return _main


def _described(thread):
    name, what = _name(thread.number), thread.waits_for
    if what is None:
        return f"{name} waits for what nobody does"
    if hasattr(what, "is_done"):
        return f"{name} waits for the end of {_name(what._ident)}"
    if what._owner == thread.number:
        return f"{name} waits for a lock that it holds itself, or to be notified"
    return f"{name} waits for a lock that {_name(what._owner)} holds"


def _name(number):
    threading = sys.modules.get("threading")
    thread = threading and threading._active.get(number)
    return thread.name if thread else f"thread {number}"


def _run(work):
    function, args, kwargs = work
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except KeyboardInterrupt:
        if _turns:
            return
        raise
    except BaseException as exception:
        sys.unraisablehook(_Unraisable(exception, function))


class _Unraisable:
    """What `sys.unraisablehook` is told of a thread that ended with an exception."""

    def __init__(self, exception, function):
        self.exc_type, self.exc_value, self.exc_traceback = type(exception), exception, exception.__traceback__
        self.err_msg, self.object = "Exception ignored in thread started by", function


# ---- one inside the other ----


def run_waiting():
    """Where turns cannot be taken: run every thread that has not begun."""
    while not _turns and _begin_one():
        pass


def _begin_one(handle=None):
    """Run one thread that has not begun: that of the handle, or the oldest. False when there is none."""
    global _running
    for thread in _threads:
        if thread.work is not None and (handle is None or thread.handle is handle):
            break
    else:
        return False
    before, _running = _running, thread
    work, thread.work = thread.work, None
    try:
        _run(work)
    finally:
        _running = before
        _threads.remove(thread)
        thread.handle._done = True
    return True


def _wait_inside(ready, timeout):
    while not ready():
        if _begin_one():
            continue
        if processes_work and processes_work(ready, None if timeout < 0 else timeout):
            return ready()
        if timeout < 0:
            raise RuntimeError(
                "this thread waits for ever: where a browser cannot switch stacks one thread runs inside another, and the "
                "one that it waits for cannot go on before it; use asyncio for work that takes turns"
                if count()
                else "this thread waits for ever: there is no other that could end its waiting"
            )
        time.sleep(timeout)
        return ready()
    return True
