"""The beginning and the end of a run: `__main__`, and what is to be said about how it went."""

import builtins
import linecache
import os
import sys
import time
import traceback
import types

import _vivarium
import _vivarium_ast
import _vivarium_json
import _vivarium_library
import _vivarium_turns
import vivarium

# The compiler stores the last expression's value under this name, which no program can spell (engine/patches).
RESULT = "<result>"
# A page that shows more of one text than this helps nobody.
MAX_TEXT = 1_000_000

_root = ""
# Where the host puts packages.
_packages = ""
_excepthook = sys.excepthook
# The program's names, the file that tracebacks name, and the cells of the session so far.
_names = {}
_file = ""
_cells = 0
# What runs a session's cells that await outside of functions: tasks of one go on in the next.
_runner = None


def prepare(home, root):
    """At build time: everything that is the same for all runs."""
    global _root, _packages
    _root = root
    _packages = os.path.join(os.path.dirname(root), "site-packages")
    os.environ.clear()
    os.environ.update(HOME=home, USER="user", LANG="C.UTF-8", TERM="dumb")
    os.chdir(home)
    sys.stdout.reconfigure(line_buffering=True)
    sys.executable = ""
    time.sleep = sleep
    builtins.exit = Quitter("exit")
    builtins.quit = Quitter("quit")
    builtins.help = Helper()


def begin(path, argv, seed, cell):
    """The names of the program that stands at `path`, and what its file is called. `cell` is the source of a session's
    next cell, or `None` for a program of its own, with which a session may go on, too."""
    global _names, _file, _cells
    if cell is None or not _file:
        main = types.ModuleType("__main__")
        main.__file__ = path
        main.__builtins__ = builtins
        sys.modules["__main__"] = main
        _names = vars(main)
        sys.path[:] = [os.path.dirname(path), _root, _packages]
        if random := sys.modules.get("random"):
            random.seed(seed)
    # A session's next cell may bring more of them.
    sys.path_importer_cache.pop(_packages, None)
    sys.argv = [path, *argv]
    _file = path
    if cell is not None:
        _cells += 1
        _file = f"<cell {_cells}>"
        # Functions of this cell may fail in a later one, when its text stands nowhere else.
        linecache.cache[_file] = len(cell), None, cell.splitlines(keepends=True), _file
    _watch(path)
    return _names, _file


def finish(program, session):
    """Run a program that awaits outside of functions: it is a coroutine, and asyncio its caller."""
    global _runner
    import asyncio

    try:
        if not session:
            asyncio.run(program)
            return
        _runner = _runner or asyncio.Runner()
        _runner.run(program)
    except BaseException as exception:
        trace = exception.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != _file:
            trace = trace.tb_next
        # asyncio's own frames stand above the program's; nobody wrote that call.
        raise exception.with_traceback(trace)


def _watch(path):
    """Have the run watched, if the page has left a file that says how (`editor/debug.js`)."""
    watched = os.path.join(_packages, "_vivarium_watch.json")
    if os.path.exists(watched):
        import _vivarium_watch

        with open(watched, encoding="utf-8") as file:
            settings = _vivarium_json.loads(file.read())
        # Only this run; a console that goes on from it is not.
        os.remove(watched)
        _vivarium_watch.begin(settings, path, _file)


def end(exception, session):
    """Say what is to be said, run what waits for the end; the outcome as JSON. A session goes on after it."""
    if watch := sys.modules.get("_vivarium_watch"):
        watch.end(exception)
    code, error, result, last = 0, None, None, None
    if exception is None:
        try:
            last = _names.pop(RESULT, None)
            result = _value(last)
            if last is not None:
                vivarium.show_result(last)
                if session:
                    builtins._ = last
        except BaseException as failure:
            exception = failure
    if isinstance(exception, SystemExit):
        code = _exit_code(exception)
    elif exception is not None:
        code, error = 1, _report(exception)
    if not session:
        _shut_down(exception)
        # For a console that goes on from here.
        builtins._ = last
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            # The program closed or replaced it; there is nobody left to tell.
            pass
    return _vivarium.to_json({"error": error, "result": result, "exit_code": code})


def _shut_down(exception):
    """What an interpreter does last: threads, exit functions, the program's own objects."""
    # Whoever has been stopped waits for nobody.
    if (threading := sys.modules.get("threading")) and not isinstance(exception, KeyboardInterrupt):
        try:
            threading._shutdown()
        except Exception:
            traceback.print_exc()
    _vivarium_turns.stop()
    if atexit := sys.modules.get("atexit"):
        atexit._run_exitfuncs()
    _finalize(_names)


def _value(value):
    if value is None:
        return None
    return {"repr": _plain(repr(value)), "json": _vivarium.to_json(value)}


def _plain(text):
    """Text of a bearable length and without lone surrogates, which JSON cannot carry."""
    text = str(text)
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT] + "…"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _exit_code(exception):
    code = exception.code
    if code is None:
        return 0
    if isinstance(code, int):
        return max(-0x8000_0000, min(int(code), 0x7FFF_FFFF))
    print(code, file=sys.stderr)
    return 1


def _report(exception):
    """Print the traceback, as the interpreter would, and describe the exception."""
    sys.last_exc = exception
    if _needs_library(exception):
        _vivarium_library.arrive()
    report = traceback.TracebackException(type(exception), exception, exception.__traceback__, compact=True)
    _drop_frames(report, set())
    text = _formatted(report)
    if sys.excepthook is _excepthook:
        print(text, end="", file=sys.stderr)
    else:
        sys.excepthook(type(exception), exception, exception.__traceback__)
    line, column = _place(exception, report)
    kind = type(exception)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    try:
        message = str(exception)
    except Exception:
        message = "<exception str() failed>"
    return {
        "type": _plain(name),
        "message": _plain(message),
        "traceback": _plain(text),
        "line": line,
        "column": column,
    }


def _formatted(report):
    """The report as text, with a smaller `ast` in place while it is made."""
    if "ast" in sys.modules:
        return "".join(report.format())
    sys.modules["ast"] = _vivarium_ast
    try:
        return "".join(report.format())
    finally:
        del sys.modules["ast"]


def _needs_library(exception):
    """Whether the traceback passes through a file of the library, whose lines it will show."""
    frame = exception.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename.startswith(_root):
            return True
        frame = frame.tb_next
    return False


def _drop_frames(report, seen):
    """Leave out our own frames and those of the import system, in the whole chain."""
    if report is None or id(report) in seen:
        return
    seen.add(id(report))
    report.stack[:] = [
        frame for frame in report.stack if not frame.filename.startswith(("<_vivarium", "<frozen importlib"))
    ]
    _drop_frames(report.__cause__, seen)
    _drop_frames(report.__context__, seen)
    for inner in report.exceptions or ():
        _drop_frames(inner, seen)


def _place(exception, report):
    """Innermost line and column in the program's own file, both counted from 1."""
    if isinstance(exception, SyntaxError) and exception.filename == _file:
        return exception.lineno, exception.offset or None
    for frame in reversed(report.stack):
        if frame.filename == _file:
            column = None
            if frame.colno is not None:
                line = (frame._original_lines if hasattr(frame, "_original_lines") else frame.line) or ""
                column = _vivarium.characters(line.encode("utf-8", "replace")[: frame.colno]) + 1
            return frame.lineno, column
    return None, None


def names():
    """The program's global names."""
    return _names


def _finalize(main):
    """Let go of the program's own objects that have something to do at their end: files, `__del__`."""
    for name in [name for name, value in main.items() if hasattr(type(value), "__del__")]:
        main[name] = None


def sleep(seconds, /):
    """Delay execution for a given number of seconds. The argument may be a floating-point number."""
    if not isinstance(seconds, (int, float)):
        if not hasattr(seconds, "__index__"):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer or float")
        seconds = seconds.__index__()
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if sys.stdout is sys.__stdout__:
        sys.stdout.flush()
    _vivarium_turns.sleep(float(seconds))


class Quitter:
    """`exit` and `quit`, which the site module would define."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Use {self.name}() to end the program"

    def __call__(self, code=None):
        raise SystemExit(code)


class Helper:
    """`help`, with pydoc from the library at the first call."""

    def __repr__(self):
        return "Type help(object) for help about object."

    def __call__(self, *things):
        import pydoc

        # No pager: a page has a scroll bar.
        for thing in things:
            print(pydoc.render_doc(thing, renderer=pydoc.plaintext))
