"""The event loop of a page: timers, tasks and calls to the page, no sockets. It waits by letting the page go on."""

import _vivarium
import _vivarium_calls

from . import base_events
from . import events
from . import futures

__all__ = ("EventLoop", "SelectorEventLoop")


class _Sleeper:
    """What the loop waits on: time that passes, and the answers to calls."""

    def select(self, timeout=None):
        if _vivarium_calls.waiting():
            _vivarium_calls.wait(timeout)
        elif timeout is None:
            raise RuntimeError(
                "the event loop waits for ever: no task can go on, no timer is set and no call is under way; "
                "look for an await on something that nobody completes"
            )
        elif timeout > 0:
            _vivarium.sleep(timeout)
        return []

    def close(self):
        pass


class EventLoop(base_events.BaseEventLoop):
    """Runs tasks and timers on the page's one thread."""

    def __init__(self, selector=None):
        super().__init__()
        self._selector = selector or _Sleeper()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        """Nobody calls from another thread: there is none."""

    def run_in_executor(self, executor, func, *args):
        """Run `func` at once: there is no other thread that could."""
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
