"""Calls to the page: one that waits for its answer, or many at a time under asyncio."""

import sys
import time

import _vivarium
import _vivarium_json
import _vivarium_turns

# Calls that a task awaits: their numbers and the futures that get the answers.
_awaited = {}
# While tasks are ready to go on, the page is asked for answers no more often than this.
_PATIENCE = 0.01
_last_look = 0.0


def prepare(home, root):
    """At build time: threads that all wait wait for answers, too."""
    _vivarium_turns.calls = sys.modules[__name__]


def call(request):
    """Make a call and wait for its answer. What the host refuses is an `OSError` with its sentence."""
    number = _start(request)
    try:
        if not _vivarium_turns.alone() and _vivarium_turns.take_turns():
            return _take_turns_until(number)
        # Whoever waits runs others, whose calls then run beside this one.
        _vivarium_turns.run_waiting()
        show_output()
        # An interrupt that the program handles itself ends the wait without an answer.
        while (answered := _next([number], -1.0)) is None:
            pass
        return answered[1]
    except BaseException:
        _vivarium.cancel_calls([number])
        raise


def _take_turns_until(number):
    """Other threads go on until this call is answered."""
    answers = []
    expect(number, answers.append)
    try:
        _vivarium_turns.wait(lambda: answers)
    finally:
        forget(number)
    return answers[0]


async def call_async(request):
    """Make a call, and let other tasks go on until it is answered. Cancelling the task cancels the call."""
    from asyncio import get_running_loop

    future = get_running_loop().create_future()
    number = _start(request)
    _awaited[number] = future
    try:
        return await future
    finally:
        if _awaited.pop(number, None) is not None:
            _vivarium.cancel_calls([number])


def expect(number, function):
    """While the event loop waits, it also waits for this answer, and hands it to the function."""
    _awaited[number] = _Expected(function)


def forget(number):
    """Nobody expects this answer any more."""
    _awaited.pop(number, None)


class _Expected:
    """Looks to the event loop like a task's future."""

    def __init__(self, function):
        self.set_result = function

    def done(self):
        return False


def waiting():
    """Whether a task awaits a call."""
    return bool(_awaited)


def wait(seconds):
    """For the event loop: hand out the answers that are there, after waiting at most so long (`None`: without end)
    for the first one."""
    global _last_look
    now = time.monotonic()
    if seconds == 0 and 0 <= now - _last_look < _PATIENCE:
        return
    show_output()
    seconds = -1.0 if seconds is None else float(seconds)
    while _awaited and (answered := _next(list(_awaited), seconds)) is not None:
        number, answer = answered
        future = _awaited.pop(number)
        if not future.done():
            future.set_result(answer)
        seconds = 0.0
    _last_look = time.monotonic()


def _start(request):
    return _vivarium.start_call(_vivarium_json.dumps(request))


def _next(numbers, seconds):
    """The next answer to one of these calls: its number and itself, or `None` when the time is over."""
    text = _vivarium.wait_calls(numbers, seconds)
    return None if text is None else _vivarium_json.loads(text)


def show_output():
    """What has been printed is seen while the program waits."""
    if sys.stdout is sys.__stdout__:
        sys.stdout.flush()
