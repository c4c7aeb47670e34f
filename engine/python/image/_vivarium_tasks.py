"""What the page asks about a program without running it: a text goes in, JSON comes out."""

import _vivarium
import _vivarium_json
from _ast import PyCF_ALLOW_TOP_LEVEL_AWAIT


def run(name, text):
    """The answer of the task `name` as JSON."""
    task = _TASKS.get(name)
    if task is None:
        raise LookupError(f"this engine has no task {name!r}; it has {', '.join(sorted(_TASKS))}")
    return _vivarium.to_json(task(text))


def check(text):
    """What keeps a program from being compiled: a list of `message`, `line`, `column`, `endLine`, `endColumn`, all
    counted from 1 and in characters."""
    import warnings

    try:
        with warnings.catch_warnings(action="ignore"):
            compile(text.removeprefix("\ufeff"), "main.py", "exec", PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return [_problem(error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)]
    except Exception as error:
        # Null bytes are a ValueError, nesting too deep is a MemoryError or RecursionError; none tells a place.
        return [_problem(str(error) or type(error).__name__, None, None, None, None)]
    return []


def _problem(message, line, column, end_line, end_column):
    line, column = max(line or 1, 1), max(column or 1, 1)
    end_line, end_column = max(end_line or line, line), max(end_column or 0, 0)
    if end_line == line:
        end_column = max(end_column, column + 1)
    message = str(message).encode("utf-8", "backslashreplace").decode("utf-8")
    return {"message": message, "line": line, "column": column, "endLine": end_line, "endColumn": max(end_column, 1)}


def _with_position(name):
    def of_text(text):
        # From the library: the first output need not wait for it.
        import _vivarium_complete

        request = _vivarium_json.loads(text)
        return getattr(_vivarium_complete, name)(request["source"], request["line"], request["column"])

    return of_text


def variables(text):
    """What the frames of the last exception hold; the text says nothing."""
    import _vivarium_frames

    return _vivarium_frames.variables()


def recorded(text):
    """Steps of the run that was recorded, from the one with this number on."""
    import _vivarium_watch

    return _vivarium_watch.recorded(int(text))


_TASKS = {
    "check": check,
    "complete": _with_position("complete"),
    "hover": _with_position("hover"),
    "recorded": recorded,
    "signature": _with_position("signature"),
    "variables": variables,
}
