"""A run that stops at breakpoints and goes on step by step, as the page says: it asks the page whenever it stands still."""

import sys
import time

import _vivarium
from _vivarium_calls import _next
from _vivarium_heap import Heap, Names, _args, _orders, clean, name_of, text_of
from _vivarium_json import dumps

# How often a program that runs looks for what the page has to say.
_PATIENCE = 0.1
# Of a deep recursion these are told.
_FRAMES = 200


class Debugger:
    """Stops a program. `over` and `out` look at one frame, `into` at all, `go` at breakpoints alone."""

    def __init__(self, files, settings):
        self.files = files
        self.do, self.frame = ("go" if any(settings["breakpoints"].values()) else "into"), None
        self.watches, self.selected = [], 0
        self._take(settings)
        self.listening = self.looked = None
        self.tracing = False

    def begin(self):
        self.tracing = True
        self._listen()
        sys.settrace(self.enter)

    def end(self, exception):
        self.tracing = False
        sys.settrace(None)
        self.frame = None
        if self.listening is not None:
            _vivarium.cancel_calls([self.listening])

    def enter(self, frame, event, arg):
        if self.files.name(frame.f_code) is None or not self.tracing:
            return None
        return self.step

    def step(self, frame, event, arg):
        if event == "line":
            self._hear()
            if self.do == "into" or self.do == "over" and frame is self.frame or self._is_breakpoint(frame):
                self._pause(frame)
        elif event == "return" and frame is self.frame:
            # To whoever has called, or goes on after a `yield`.
            self.frame = self._caller(frame)
            self.do = "over" if self.frame else "go"
        return self.step

    def _is_breakpoint(self, frame):
        return frame.f_lineno in self.breakpoints.get(self.files.name(frame.f_code), ())

    def _caller(self, frame):
        while (frame := frame.f_back) is not None and self.files.name(frame.f_code) is None:
            pass
        return frame

    # ---- while it runs ----

    def _listen(self):
        self.listening, self.looked = _start({"kind": "debug", "what": "listen"}), time.monotonic()

    def _hear(self):
        now = time.monotonic()
        if 0 <= now - self.looked < _PATIENCE:
            return
        self.looked = now
        answered = _next([self.listening], 0.0)
        if answered:
            self._take(answered[1])
            if answered[1]["do"] == "pause":
                self.do = "into"
            self._listen()

    def _take(self, told):
        self.breakpoints = {file: frozenset(lines) for file, lines in told["breakpoints"].items()}
        self.watches = told.get("watches", self.watches)

    # ---- while it stands still ----

    def _pause(self, frame):
        self.selected = 0
        while True:
            told = self._ask(self._state(frame))
            self._take(told)
            if told["do"] != "look":
                break
            self.selected = told.get("frame", 0)
        self.do, self.frame = told["do"], frame if told["do"] in ("over", "out") else None
        self.looked = time.monotonic()

    def _ask(self, request):
        sys.stdout.flush()
        number = _start(request)
        try:
            while (answered := _next([number], -1.0)) is None:
                pass
            return answered[1]
        except BaseException:
            _vivarium.cancel_calls([number])
            raise

    def _state(self, frame):
        """The frames, as steps that lead there, and the watched expressions."""
        frames = [frame]
        while len(frames) < _FRAMES and (frame := self._caller(frame)) is not None:
            frames.append(frame)
        frames.reverse()
        heap, roots, steps = Heap(), [], []
        for number, frame in enumerate(frames, 1):
            names = Names(frame, number)
            changed, _ = names.changes(heap)
            roots.extend(names.roots)
            steps.append({"line": frame.f_lineno, "push": [number, names.title, self.files.name(frame.f_code)], "set": [[number, changed]]})
        selected = frames[self.selected - 1] if 0 < self.selected <= len(frames) else frames[-1]
        watches = [[clean(text), *_value(text, selected, heap, roots)] for text in self.watches]
        changed, _ = heap.changes(roots)
        steps.append({"line": frames[-1].f_lineno, "heap": changed})
        return {"kind": "debug", "what": "paused", "steps": steps, "watches": watches}


def _start(request):
    return _vivarium.start_call(dumps(request))


def _value(text, frame, heap, roots):
    """What an expression is in a frame, and whether that is a value and no complaint."""
    try:
        value = eval(text, {**frame.f_globals, **frame.f_locals})
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return [said(type(error), error), False]
    return [heap.show(value, roots), True]


def said(kind, value):
    """An exception in one line, without its own `__str__`."""
    args = _args(value) if BaseException in _orders(type(value)) else ()
    texts = [arg[:200] if type(arg) is str else text_of(arg) or "…" for arg in args[:1]]
    return clean(": ".join([name_of(kind), *texts]))
