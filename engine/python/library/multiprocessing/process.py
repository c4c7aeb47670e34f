"""`Process`: a program's functions in a worker of their own."""

import io
import itertools
import os
import pickle
import sys
from _ast import PyCF_ALLOW_TOP_LEVEL_AWAIT

from . import _page

__all__ = ["BaseProcess", "Process", "active_children", "current_process", "parent_process"]

ORIGINAL_DIR = None
_children = {}


def current_process():
    """The process that runs this."""
    return _current


def parent_process():
    """The process that started this one; `None` in the first."""
    return _parent


def active_children():
    """Children that are still alive; those that have ended are joined."""
    for child in list(_children.values()):
        child.exitcode  # noqa: B018 - looking at it takes the ended ones out
    return list(_children.values())


class BaseProcess:
    """One activity in a process of its own."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if group is not None:
            raise AssertionError("group argument must be None for now")
        count = next(_current._counter)
        self._identity = (*_current._identity, count)
        self._name = name or f"{type(self).__name__}-{':'.join(map(str, self._identity))}"
        self._target, self._args, self._kwargs = target, tuple(args), dict(kwargs or {})
        self._daemon = _current._daemon if daemon is None else bool(daemon)
        self._parent_pid, self._parent_name = os.getpid(), _current._name
        self._pid = self._code = None
        self._closed = False

    def run(self):
        """What the process does."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Begin, once."""
        self._check()
        if self._pid is not None:
            raise AssertionError("cannot start a process twice")
        if _current._daemon:
            raise AssertionError("daemonic processes are not allowed to have children")
        if getattr(_current, "_importing", False):
            raise RuntimeError(
                "a process is started while the program is read by a new process; put what starts processes below "
                "if __name__ == '__main__':"
            )
        main = sys.modules["__main__"]
        _page.spawning = taken = []
        try:
            # Two values: the second is read when the program that it names has been.
            payload = pickle.dumps(_description(main)) + pickle.dumps(self)
        finally:
            _page.spawning = None
        _show_output()
        _join_at_end()
        self._pid = _page.ask("spawn", payload=_page.text(payload), holds=taken)
        _children[self._pid] = self
        # What was handed over may be large, and belongs to the child now.
        del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        """Wait until it has ended, at most so many seconds."""
        self._check()
        if self._pid is None:
            raise AssertionError("can only join a started process")
        if self._code is not None:
            return
        _show_output()
        number = _page.start("wait", pid=self._pid)
        try:
            answer = _page.first([number], timeout)
        except BaseException:
            _page.cancel([number])
            raise
        if answer is None:
            _page.cancel([number])
        else:
            self._ended(answer[1])

    def is_alive(self):
        """Whether it has begun and not ended."""
        self._check()
        if self is _current:
            return True
        return self._pid is not None and self.exitcode is None

    @property
    def exitcode(self):
        """`None` while it runs; negative when something else ended it."""
        self._check()
        if self._pid is not None and self._code is None and self is not _current:
            self._ended(_page.ask("poll", pid=self._pid))
        return self._code

    def _ended(self, code):
        self._code = code
        if code is not None:
            _children.pop(self._pid, None)

    def terminate(self):
        """End it from outside."""
        self._check()
        if self._pid is not None and self._code is None:
            _page.ask("terminate", pid=self._pid)

    kill = interrupt = terminate

    def close(self):
        """Give back what belongs to it; it must have ended."""
        if self._pid is not None and self.exitcode is None:
            raise ValueError("Cannot close a process while it is still running. You should first call join() or terminate().")
        self._closed = True

    def _check(self):
        if self._closed:
            raise ValueError("process object is closed")

    @property
    def name(self):
        """A name for people."""
        return self._name

    @name.setter
    def name(self, name):
        if not isinstance(name, str):
            raise AssertionError("name must be a string")
        self._name = name

    @property
    def daemon(self):
        """Whether it ends with the process that started it."""
        return self._daemon

    @daemon.setter
    def daemon(self, daemon):
        if self._pid is not None:
            raise AssertionError("process has already started")
        self._daemon = bool(daemon)

    @property
    def pid(self):
        """Its number; `None` before it begins."""
        self._check()
        return os.getpid() if self is _current else self._pid

    ident = pid

    @property
    def sentinel(self):
        """What `connection.wait` can wait for."""
        return self

    @property
    def authkey(self):
        """Processes of one program trust each other."""
        return b""

    def __getstate__(self):
        return {name: value for name, value in vars(self).items() if name != "_counter"}

    def __repr__(self):
        code = None if self is _current or self._pid is None or self._closed else self.exitcode
        state = "closed" if self._closed else "started" if self is _current else "initial" if self._pid is None else "started"
        if code is not None:
            state = f"stopped exitcode={_SIGNALS.get(code, code)}"
        number = "" if self._pid is None else f" pid={self._pid}"
        kind = " daemon" if self._daemon else ""
        return f"<{type(self).__name__} name={self._name!r}{number} parent={self._parent_pid} {state}{kind}>"


class Process(BaseProcess):
    """One activity in a process of its own."""

    _start_method = "spawn"


_SIGNALS = {-15: "-SIGTERM", -9: "-SIGKILL", -11: "-SIGSEGV", -24: "-SIGXCPU", -25: "-SIGXFSZ"}


class _MainProcess(BaseProcess):
    """The process that the page started."""

    def __init__(self):
        self._identity, self._name, self._daemon = (), "MainProcess", False
        self._parent_pid, self._parent_name = None, None
        self._pid, self._code, self._closed = os.getpid(), None, False
        self._counter = itertools.count(1)


class _ParentProcess(BaseProcess):
    """The process that started this one, as far as it can be known here."""

    def __init__(self, name, pid):
        self._identity, self._name, self._daemon = (), name, False
        self._parent_pid = None
        self._pid, self._code, self._closed = pid, None, False


_current, _parent = _MainProcess(), None


def _description(main):
    """What a child needs before it can read the process object."""
    path = getattr(main, "__file__", None)
    # Cells of a session are no file from which a child could take them.
    return {"path": list(sys.path), "argv": list(sys.argv), "directory": os.getcwd(), "main": path}


def _child():
    """The whole life of a process, in its worker."""
    global _current, _parent
    payload, pid = sys.argv[1:]
    stream = io.BytesIO(_page.bytes_of(payload))
    description = pickle.load(stream)
    sys.path[:], sys.argv[:] = description["path"], description["argv"]
    os.getpid = lambda: int(pid)
    os.chdir(description["directory"])
    _current._importing, _current._pid = True, int(pid)
    if description["main"]:
        _import_main(description["main"])
    del _current._importing
    process = pickle.load(stream)
    _parent = _ParentProcess(process._parent_name, process._parent_pid)
    os.getppid = lambda: process._parent_pid
    process._pid, process._counter = int(pid), itertools.count(1)
    _current = process
    sys.exit(_lived(process))


def _import_main(path):
    """The program as a module of another name, so that what stands below `if __name__ == "__main__":` is left out."""
    module = type(sys)("__mp_main__")
    module.__file__ = path
    sys.modules["__main__"] = sys.modules["__mp_main__"] = module
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if coroutine := eval(code, vars(module)):
        import asyncio

        asyncio.run(coroutine)


def _lived(process):
    """Run it; the exit code."""
    try:
        process.run()
        return 0
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        import traceback

        print(f"Process {process.name}:", file=sys.stderr)
        traceback.print_exc()
        return 1
    finally:
        _finish()


def _finish():
    """What a process does last: daemons end, the others are waited for."""
    for child in active_children():
        if child.daemon:
            child.terminate()
    for child in active_children():
        child.join()


def _join_at_end():
    global _join_at_end
    _join_at_end = lambda: None
    if _parent is None:
        import atexit

        atexit.register(_finish)


def _show_output():
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
