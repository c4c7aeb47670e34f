"""What the page does for processes: it starts them, and keeps the channels between them."""

import binascii
import pickle
import time

import _vivarium
import _vivarium_calls
import _vivarium_json
import _vivarium_turns
import _vivarium_tools

unpack = _vivarium_tools.unpack

# Letters in one request, and those of a text whose arrival is not waited for.
PART, SMALL = 8_000_000, 100_000
# Seconds between two looks while other threads go on.
_BETWEEN = 0.005

# The process object that is being pickled for its child, with the pipes' ends that it takes along; else None.
spawning = None


def ask(do, **details):
    """What the page answers to a request. Other threads do not run meanwhile: they may want the lock that is being taken."""
    _vivarium_calls.show_output()
    number = start(do, **details)
    try:
        # An interrupt that the program handles itself ends the wait without an answer.
        while (answered := first([number])) is None:
            pass
        return answered[1]
    except BaseException:
        cancel([number])
        raise


def post(do, **details):
    """A request whose answer nobody waits for."""
    number = start(do, **details)
    _vivarium.cancel_calls([number])


def start(do, **details):
    """The number of a request that is under way."""
    return _vivarium.start_call(_vivarium_json.dumps({"kind": "process", "do": do, **details}))


def first(numbers, seconds=None):
    """Of requests under way the first that is answered, with its answer, or `None` when the time is over."""
    text = _vivarium.wait_calls(list(numbers), -1.0 if seconds is None else float(max(0, seconds)))
    if text is None:
        return None
    number, answer = _vivarium_json.loads(text)
    return number, _vivarium_tools.unpack(answer)


def cancel(numbers):
    """Nobody waits for these any more."""
    _vivarium.cancel_calls(list(numbers))


def dumps(value):
    """A value as a text."""
    return text(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def loads(data):
    """The value of a text."""
    return pickle.loads(bytes_of(data))


def text(data):
    """Bytes as a text."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def bytes_of(data):
    """The bytes of a text."""
    return binascii.a2b_base64(data)


def must_be_inherited(value):
    """Locks and queues reach other processes only as arguments of `Process`, as in CPython."""
    if spawning is None:
        raise RuntimeError(
            f"{type(value).__name__} objects should only be shared between processes through inheritance"
        )


def deadline(timeout):
    """The moment at which a wait ends; `None` for never."""
    return None if timeout is None else time.monotonic() + timeout


def left(moment):
    """Seconds until then."""
    return None if moment is None else max(0.0, moment - time.monotonic())


class Channel:
    """A queue of texts that all processes of the program can send to and receive from."""

    __slots__ = ("number",)

    def __init__(self, *texts, pipe=False):
        self.number = ask("open", texts=list(texts), pipe=pipe)

    def __getstate__(self):
        return self.number

    def __setstate__(self, number):
        self.number = number

    def send(self, data):
        """Add a text at the end."""
        while len(data) > PART:
            ask("begin", channel=self.number, text=data[:PART])
            data = data[PART:]
        # Nobody waits for the answer to small ones; when there is too much, large ones raise.
        (ask if len(data) > SMALL else post)("send", channel=self.number, text=data)

    def receive(self, timeout=None, keep=False):
        """The first text, which others then do not get; `None` when the time is over, `False` when nobody can send."""
        if timeout is None or timeout > 0:
            text = ask("receive", channel=self.number, seconds=0, keep=keep)
            if text is not None:
                return text
            # What is not there yet may come from another thread.
            _vivarium_turns.run_waiting()
            moment = deadline(timeout)
            while not _vivarium_turns.alone() and _vivarium_turns.take_turns():
                if (rest := left(moment)) == 0:
                    break
                _vivarium_turns.sleep(_BETWEEN if rest is None else min(rest, _BETWEEN))
                text = ask("receive", channel=self.number, seconds=0, keep=keep)
                if text is not None:
                    return text
            timeout = left(moment)
        return ask("receive", channel=self.number, seconds=timeout, keep=keep)

    def replace(self, data):
        """Put one text in the place of all."""
        ask("set", channel=self.number, text=data)

    def size(self):
        """How many texts are waiting."""
        return ask("size", channel=self.number)
