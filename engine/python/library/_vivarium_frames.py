"""The variables of the frames that failed in the last run."""

import builtins
import reprlib
import sys

# What is shown of one variable, and of one frame.
_MAX_TEXT = 2_000
_MAX_VARIABLES = 200


def variables():
    """The frames of the exception that ended the last run, outermost first: `file`, `line`, `name` and `variables`,
    pairs of name and text."""
    texts = reprlib.Repr(maxlevel=4, maxlist=50, maxtuple=50, maxdict=50, maxset=50, maxstring=_MAX_TEXT, maxother=_MAX_TEXT)
    found, seen = [], set()

    def take(exception):
        if exception is None or id(exception) in seen:
            return
        seen.add(id(exception))
        # As they are printed: what came before stands first.
        take(exception.__cause__ or (None if exception.__suppress_context__ else exception.__context__))
        step = exception.__traceback__
        while step is not None:
            code = step.tb_frame.f_code
            if not code.co_filename.startswith(("<_vivarium", "<frozen")):
                shown = _shown(step.tb_frame, texts)
                found.append({"file": code.co_filename, "line": step.tb_lineno, "name": code.co_name, "variables": shown})
            step = step.tb_next

    take(getattr(sys, "last_exc", None))
    return found


def _shown(frame, texts):
    at_top = frame.f_globals is frame.f_locals
    shown = []
    for name, value in list(frame.f_locals.items()):
        # Of a module's names those that a reader of the program would call variables.
        if at_top and (name.startswith("__") or type(value) is type(sys) or name in vars(builtins)):
            continue
        try:
            text = texts.repr(value)
        except Exception as error:
            text = f"<its repr() failed: {type(error).__name__}>"
        shown.append([name, text.encode("utf-8", "backslashreplace").decode("utf-8")])
        if len(shown) == _MAX_VARIABLES:
            break
    return shown
