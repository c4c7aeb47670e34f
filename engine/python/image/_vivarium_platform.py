"""What programs expect of `os`, `time` and `signal` and WASI does not have, as far as a page can give it."""

import _signal
import os
import sys
import time

_handlers = {}
# How the names of functions begin that start other programs or speak to them.
_PROGRAMS = ("exec", "fork", "kill", "pipe", "posix_spawn", "spawn", "wait")


def prepare(home, root):
    """At build time: fill the gaps."""
    time.tzname = ("UTC", "UTC")
    time.timezone = time.altzone = time.daylight = 0
    time.tzset = tzset
    for function in (access, chmod, cpu_count, get_terminal_size, getpid, system, umask):
        setattr(os, function.__name__, function)
    os.__getattr__ = missing
    _signal.SIG_DFL, _signal.SIG_IGN, _signal.SIGINT, _signal.SIGTERM = 0, 1, 2, 15
    for function in (default_int_handler, getsignal, raise_signal, signal):
        setattr(_signal, function.__name__, function)
    _handlers[_signal.SIGINT] = default_int_handler
    _handlers[_signal.SIGTERM] = _signal.SIG_DFL


def missing(name):
    """What `os` does not have, and why; `hasattr` still tells."""
    if name.startswith(_PROGRAMS):
        raise AttributeError(
            f"module 'os' has no attribute {name!r}: there are no other programs in a browser; "
            "multiprocessing runs Python's functions"
        )
    raise AttributeError(f"module 'os' has no attribute {name!r}", name=name, obj=os)


def tzset():
    """The page's clock is UTC."""


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Every file that is there may be used, except that the library is not written to."""
    return os.path.exists(path)


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    """Files have no permissions here; the path must exist all the same."""
    os.stat(path)


def umask(mask):
    """Files have no permissions here."""
    return 0o022


def getpid():
    """There is one process."""
    return 1


def cpu_count():
    """What the browser says; one where the page cannot be asked."""
    import _vivarium_calls

    try:
        return _vivarium_calls.call({"kind": "process", "do": "cpus"})["ok"]
    except (KeyError, OSError):
        return 1


def get_terminal_size(fd=1):
    """The size that programs take when they cannot ask."""
    return os.terminal_size((80, 24))


def system(command):
    """Clearing the screen is left to the page; other programs there are none."""
    if command in ("clear", "cls"):
        return 0
    raise OSError("there are no other programs in a browser: os.system cannot run " + repr(command))


def signal(signalnum, handler, /):
    """Set the action for a signal; only SIGINT, the page's Stop, ever arrives."""
    if signalnum not in _handlers:
        raise ValueError("signal number out of range")
    if not callable(handler) and handler not in (_signal.SIG_DFL, _signal.SIG_IGN):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    before = _handlers[signalnum]
    _handlers[signalnum] = handler
    return before


def getsignal(signalnum, /):
    """The current action for a signal."""
    return _handlers.get(signalnum)


def raise_signal(signalnum, /):
    """Send a signal to the program itself."""
    handler = _handlers.get(signalnum)
    if callable(handler):
        handler(int(signalnum), sys._getframe(1))
    elif handler != _signal.SIG_IGN:
        raise SystemExit(128 + int(signalnum))


def default_int_handler(signalnum, frame, /):
    """The default handler for SIGINT: raises KeyboardInterrupt."""
    raise KeyboardInterrupt


def interrupt():
    """The page's Stop or the deadline, called from wherever the program is; the first thread is told."""
    if sys.modules["_vivarium_turns"].interrupt():
        interrupted()


def interrupted():
    """The page's Stop or the deadline, in the first thread."""
    raise_signal(_signal.SIGINT)
