"""The event loop of a page: timers, tasks and calls to the page, no sockets. It waits by letting the page go on."""

import _vivarium
import _vivarium_calls
import _vivarium_turns

from . import base_events
from . import events
from . import futures

__all__ = ("EventLoop", "SelectorEventLoop")


class _Sleeper:
    """What the loop waits on: time that passes, and the answers to calls."""

    def __init__(self, loop):
        self._loop = loop
        # Another thread has something for the loop.
        self.woken = False

    def select(self, timeout=None):
        if not _vivarium_turns.alone() and _vivarium_turns.take_turns():
            if timeout is None or timeout > 0:
                _vivarium_turns.wait(self._is_awake, -1 if timeout is None else timeout)
            self.woken = False
        elif _vivarium_calls.waiting():
            _vivarium_calls.wait(timeout)
        elif timeout is None:
            raise RuntimeError(
                "the event loop waits for ever: no task can go on, no timer is set and no call is under way; "
                "look for an await on something that nobody completes"
            )
        elif timeout > 0:
            _vivarium.sleep(timeout)
        return []

    def _is_awake(self):
        return self.woken or bool(self._loop._ready)

    def close(self):
        pass


class EventLoop(base_events.BaseEventLoop):
    """Runs tasks and timers in the thread that runs it."""

    def __init__(self, selector=None):
        super().__init__()
        self._selector = selector or _Sleeper(self)

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        """Another thread has something for the loop."""
        self._selector.woken = True

    def run_in_executor(self, executor, func, *args):
        """Run `func` in a thread; where threads cannot take turns, at once."""
        if _vivarium_turns.take_turns():
            return super().run_in_executor(executor, func, *args)
        if executor is not None:
            return futures.wrap_future(executor.submit(func, *args), loop=self)
        self._check_closed()
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exception:
            future.set_exception(exception)
        return future

    async def _make_subprocess_transport(self, protocol, args, shell, *pipes, **options):
        raise OSError(f"there are no other programs in a browser: asyncio cannot run {args!r}")

    def close(self):
        super().close()
        self._selector.close()


SelectorEventLoop = EventLoop


class _DefaultEventLoopPolicy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = EventLoop
