"""Calls to the page: one that waits for its answer, or many at a time under asyncio."""

import sys
import time

import _vivarium
import _vivarium_json
import _vivarium_thread

# Calls that a task awaits: their numbers and the futures that get the answers.
_awaited = {}
# While tasks are ready to go on, the page is asked for answers no more often than this.
_PATIENCE = 0.01
_last_look = 0.0


def call(request):
    """Make a call and wait for its answer. What the host refuses is an `OSError` with its sentence."""
    number = _start(request)
    try:
        # Whoever waits runs others, whose calls then run beside this one.
        _vivarium_thread.run_waiting()
        _show_output()
        # An interrupt that the program handles itself ends the wait without an answer.
        while (answered := _next([number], -1.0)) is None:
            pass
        return answered[1]
    except BaseException:
        _vivarium.cancel_calls([number])
        raise


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
    _show_output()
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


def _show_output():
    if sys.stdout is sys.__stdout__:
        sys.stdout.flush()
