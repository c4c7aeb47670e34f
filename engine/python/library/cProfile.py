"""`cProfile` without C: counts and times every call by `sys.setprofile`, for the tables of `pstats`."""

import sys
import time
import types

import profile as _profile

__all__ = ["run", "runctx", "Profile"]


def run(statement, filename=None, sort=-1):
    """Run a statement and print, or save, how long each function took."""
    return _profile._Utils(Profile).run(statement, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """The same with names of the caller's."""
    return _profile._Utils(Profile).runctx(statement, globals, locals, filename, sort)


class Profile:
    """Between `enable` and `disable`, or inside of `with`, every call is counted and timed."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer = timer or time.perf_counter
        self._unit = timeunit or 1
        self._builtins = builtins
        self.clear()

    def clear(self):
        """Forget what was counted."""
        # What runs: [name, start, time in what it called].
        self._stack = []
        # Of each name: [calls, calls from outside of itself, own time, time with what it called, callers, running].
        self._counts = {}

    def enable(self, subcalls=True, builtins=True):
        """Begin to count."""
        self._builtins = self._builtins and builtins
        sys.setprofile(self._event)

    def disable(self):
        """Stop counting."""
        sys.setprofile(None)
        while self._stack:
            self._leave()

    def _event(self, frame, event, argument):
        code = frame.f_code
        if code.co_filename == __file__ or (event[0] == "c" and event != "call" and not self._builtins):
            return
        if event == "call":
            self._enter((code.co_filename, code.co_firstlineno, code.co_name))
        elif event == "c_call":
            self._enter(("~", 0, _name(argument)))
        elif self._stack:
            self._leave()

    def _enter(self, name):
        counts = self._counts.setdefault(name, [0, 0, 0, 0, {}, 0])
        counts[5] += 1
        self._stack.append([name, self._timer(), 0])

    def _leave(self):
        name, start, below = self._stack.pop()
        took = (self._timer() - start) * self._unit
        counts = self._counts[name]
        counts[5] -= 1
        outermost = not counts[5]
        self._add(counts, outermost, took, below)
        if self._stack:
            caller = self._stack[-1]
            caller[2] += took
            self._add(counts[4].setdefault(caller[0], [0, 0, 0, 0]), outermost, took, below)

    @staticmethod
    def _add(counts, outermost, took, below):
        counts[0] += 1
        counts[2] += took - below
        if outermost:
            counts[1] += 1
            counts[3] += took

    def create_stats(self):
        """What `pstats.Stats` reads."""
        self.disable()
        self.stats = {
            name: (primitive, calls, own, whole, {caller: tuple(each) for caller, each in callers.items()})
            for name, (calls, primitive, own, whole, callers, _) in self._counts.items()
        }

    snapshot_stats = create_stats

    def print_stats(self, sort=-1):
        """Print the table."""
        import pstats

        keys = sort if isinstance(sort, tuple) else (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*keys).print_stats()

    def dump_stats(self, file):
        """Save it for `pstats`."""
        import marshal

        self.create_stats()
        with open(file, "wb") as out:
            marshal.dump(self.stats, out)

    def run(self, command):
        """Run a statement as the program would."""
        import __main__

        return self.runctx(command, vars(__main__), vars(__main__))

    def runctx(self, command, globals, locals):
        """Run a statement with these names."""
        code = compile(command, "<string>", "exec") if isinstance(command, str) else command
        with self:
            exec(code, globals, locals)
        return self

    def runcall(self, function, /, *arguments, **keywords):
        """Call a function; its result."""
        with self:
            return function(*arguments, **keywords)

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *error):
        self.disable()


def _name(function):
    """What CPython's tables call a function that is not Python's."""
    owner = getattr(function, "__self__", None)
    if owner is None or isinstance(owner, types.ModuleType):
        module = getattr(function, "__module__", None)
        return f"<built-in method {module + '.' if module else ''}{function.__name__}>"
    return f"<method {function.__name__!r} of {type(owner).__name__!r} objects>"
