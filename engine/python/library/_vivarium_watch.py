"""A run that is watched: recorded step by step (`_vivarium_debug` stops it). The page says so by a file beside the packages."""

import io
import os
import sys

import _vivarium
from _vivarium_debug import Debugger, said
from _vivarium_heap import Heap, Names, clean, name_of

_STEPS = 100_000
_LETTERS = 24_000_000
_OUTPUT = 1_000_000
# What one answer to the page holds.
_ANSWER = 1_000_000
# Of a deep recursion the objects of the frames at both ends are followed.
_FIRST, _LAST = 4, 24
# From here on it may have been the depth that ended the tracing.
_DEEP = 40

_TOO_DEEP = "The recording ends where the program called too deep: a program that is watched can do so less deep than others."
_TAKEN = "The recording ends where the program was interrupted, or set a trace function of its own."

_watch = None


def begin(settings, path, file):
    """Watch the program that stands at `path`, and that tracebacks call `file`."""
    global _watch
    files = Files(os.path.dirname(path), file)
    _watch = Debugger(files, settings) if settings["do"] == "debug" else Recorder(files)
    _watch.begin()


def end(exception):
    """The program has ended, with this exception or `None`."""
    watch = _watch
    if watch is not None and watch.tracing:
        watch.end(exception)
        leave_out(exception)


def recorded(start):
    """Steps of the recording from this number on, as JSON texts, and what is to be said about all of it."""
    if type(_watch) is not Recorder:
        return None
    steps, letters = [], 0
    for text in _watch.steps[start:]:
        steps.append(text)
        letters += len(text)
        if letters > _ANSWER:
            break
    return {"steps": steps, "total": len(_watch.steps), "note": _watch.note}


class Files:
    """Which code is the user's: that of the files in the home directory."""

    def __init__(self, home, program):
        self.home = home + "/"
        # Of a session's cell the file has a name that is no path.
        self.names = {program: "main.py"} if program.startswith("<") else {}

    def name(self, code):
        """The file's name as the user knows it, or `None`."""
        path = code.co_filename
        found = self.names.get(path, 0)
        if found == 0:
            found = self.names[path] = clean(path[len(self.home) :]) if path.startswith(self.home) else None
        return found


class Recorder:
    """Records each line, call, return and exception as what has changed since the one before."""

    def __init__(self, files):
        self.files = files
        self.heap = Heap()
        self.steps, self.letters, self.note = [], 0, ""
        self.stack, self.made = [], 0
        # Frames that are to be taken off before the next step; whether an exception is on its way.
        self.leaving, self.raised = 0, False
        self.texts, self.written, self.streams = [], 0, []
        self.tracing = False

    def begin(self):
        for name, kind in (("stdout", "out"), ("stderr", "err")):
            stream = getattr(sys, name)
            heard = _Heard(stream, self, kind)
            self.streams.append((name, stream, heard))
            setattr(sys, name, heard)
            setattr(sys, f"__{name}__", heard)
        self.tracing = True
        sys.settrace(self.enter)

    def end(self, exception):
        self.tracing = False
        ours, _ = sys.gettrace(), sys.settrace(None)
        for name, stream, heard in self.streams:
            heard.close()
            for place in (name, f"__{name}__"):
                if getattr(sys, place, None) is heard:
                    setattr(sys, place, stream)
        if self.texts and self.steps and not self.note:
            self._append({"event": "end", "texts": self.texts})
        if not self.note and getattr(ours, "__self__", None) is not self:
            # The stack is as it was when the last step was recorded.
            self.note = _TOO_DEEP if isinstance(exception, RecursionError) or len(self.stack) > _DEEP else _TAKEN
        self.heap, self.stack = Heap(), []

    def heard(self, kind, text):
        """The program has written something."""
        if self.written < _OUTPUT and not self.note:
            text = clean(text[: _OUTPUT - self.written])
            self.written += len(text)
            last = self.texts[-1] if self.texts else None
            if last and last[0] == kind and len(last[1]) < 2_000:
                last[1] += text
            else:
                self.texts.append([kind, text])

    def enter(self, frame, event, arg):
        if self.files.name(frame.f_code) is None:
            return None
        return self.step(frame, event, arg)

    def step(self, frame, event, arg):
        if event == "exception" and arg[0] in (StopIteration, StopAsyncIteration, GeneratorExit):
            # A loop has come to its end.
            return self.step
        try:
            self._step(frame, event, arg)
        except RecursionError:
            raise
        except Exception as error:
            # Ours, or memory that is not there: the program goes on.
            self._stop(f"The recording ends here: {name_of(type(error))} while it was made; the program went on.")
        return self.step

    def _step(self, frame, event, arg):
        delta = {"line": frame.f_lineno}
        if self.texts:
            delta["texts"], self.texts = self.texts, []
        self._find(frame, delta)
        if event != "line":
            delta["event"] = event
        if event == "exception":
            delta["says"] = said(arg[0], arg[1])
        self._names(delta, event, arg)
        self.raised = event == "exception" or event == "return" and self.raised
        self._append(delta)

    def _find(self, frame, delta):
        """Have the frame on top of the stack."""
        stack = self.stack
        if self.leaving:
            del stack[-self.leaving :]
            delta["pop"], self.leaving = self.leaving, 0
        if stack and stack[-1].frame is frame:
            return
        for at in range(len(stack) - 1, -1, -1):
            if stack[at].frame is frame:
                delta["pop"] = delta.get("pop", 0) + len(stack) - 1 - at
                del stack[at + 1 :]
                return
        self.made += 1
        stack.append(Names(frame, self.made))
        delta["push"] = [self.made, stack[-1].title, self.files.name(frame.f_code)]

    def _names(self, delta, event, arg):
        stack, heap = self.stack, self.heap
        told = []
        top = len(stack) - 1
        extra = []
        for at, names in enumerate(stack):
            if at != top and not names.is_shared:
                continue
            changed, gone = names.changes(heap)
            if at == top and event == "return" and names.returns and not self.raised:
                changed = changed | {"return": heap.show(arg, extra)}
            if changed or gone:
                told.append([names.number, changed, gone] if gone else [names.number, changed])
        if event == "return":
            self.leaving = 1
        if told:
            delta["set"] = told
        roots = extra
        for names in stack if top < _FIRST + _LAST else stack[:_FIRST] + stack[-_LAST:]:
            roots.extend(names.roots)
        changed, gone = heap.changes(roots)
        if changed:
            delta["heap"] = changed
        if gone:
            delta["gone"] = gone

    def _append(self, delta):
        text = _vivarium.to_json(delta)
        self.steps.append(text)
        self.letters += len(text)
        if len(self.steps) >= _STEPS:
            self._stop(f"The recording ends after {_STEPS:,} steps; the program went on.")
        elif self.letters >= _LETTERS:
            self._stop(f"The recording ends after {len(self.steps):,} steps, as its memory was full; the program went on.")

    def _stop(self, note):
        self.note = note
        sys.settrace(None)
        self.heap, self.stack = Heap(), []


def leave_out(exception):
    """Take our own frames off the end of its traceback."""
    step = getattr(exception, "__traceback__", None)
    while step is not None and step.tb_next is not None:
        if step.tb_next.tb_frame.f_globals.get("__name__", "").startswith(("_vivarium_watch", "_vivarium_debug", "_vivarium_heap")):
            step.tb_next = None
        step = step.tb_next


class _Heard(io.TextIOWrapper):
    """A stream of the program's whose text is recorded, too."""

    def __init__(self, stream, recorder, kind):
        super().__init__(stream.buffer, encoding=stream.encoding, errors=stream.errors, line_buffering=stream.line_buffering)
        self._tell = lambda text: recorder.heard(kind, text)

    def write(self, text):
        count = super().write(text)
        self._tell(text)
        return count

    def close(self):
        """Who still has it may go on writing: what it writes to is not its own."""
        try:
            self.flush()
        except ValueError:
            # The program has closed what is below.
            pass

    __del__ = close
