"""What programs call on `multiprocessing` itself, and the errors."""

import os
import sys

from . import process

METHODS = (
    "Array", "Barrier", "BoundedSemaphore", "Condition", "Event", "JoinableQueue", "Lock", "Manager", "Pipe", "Pool", "Queue",
    "RLock", "RawArray", "RawValue", "Semaphore", "SimpleQueue", "Value", "allow_connection_pickling", "cpu_count",
    "freeze_support", "get_all_start_methods", "get_logger", "get_start_method", "log_to_stderr", "set_executable",
    "set_forkserver_preload", "set_start_method",
)


class ProcessError(Exception):
    """Base of the errors here."""


class BufferTooShort(ProcessError):
    """The place for a message is smaller than the message."""


class TimeoutError(ProcessError):
    """The time is over."""


class AuthenticationError(ProcessError):
    """For programs that name it; there are no strangers to keep out."""


class SpawnContext:
    """The one way in which processes start here."""

    ProcessError, BufferTooShort, TimeoutError, AuthenticationError = ProcessError, BufferTooShort, TimeoutError, AuthenticationError
    Process = process.Process
    _name = "spawn"
    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """Processors of this machine, as the browser tells."""
        return os.cpu_count()

    def Pipe(self, duplex=True):
        """Two ends that hear each other."""
        from .connection import Pipe

        return Pipe(duplex)

    def Queue(self, maxsize=0):
        """A queue of values."""
        from .queues import Queue

        return Queue(maxsize)

    def JoinableQueue(self, maxsize=0):
        """A queue that knows when its values have been dealt with."""
        from .queues import JoinableQueue

        return JoinableQueue(maxsize)

    def SimpleQueue(self):
        """A queue without a limit."""
        from .queues import SimpleQueue

        return SimpleQueue()

    def Lock(self):
        """A lock between processes."""
        from .synchronize import Lock

        return Lock()

    def RLock(self):
        """A lock that its holder may take again."""
        from .synchronize import RLock

        return RLock()

    def Semaphore(self, value=1):
        """A counter that cannot fall below zero."""
        from .synchronize import Semaphore

        return Semaphore(value)

    def BoundedSemaphore(self, value=1):
        """One that cannot rise above its first value either."""
        from .synchronize import BoundedSemaphore

        return BoundedSemaphore(value)

    def Condition(self, lock=None):
        """A lock with a waiting room."""
        from .synchronize import Condition

        return Condition(lock)

    def Event(self):
        """A flag that processes wait for."""
        from .synchronize import Event

        return Event()

    def Barrier(self, parties, action=None, timeout=None):
        """A gate that opens when so many stand before it."""
        from .synchronize import Barrier

        return Barrier(parties, action, timeout)

    def Value(self, typecode_or_type, *args, lock=True):
        """A number that processes share."""
        from .sharedctypes import Value

        return Value(typecode_or_type, *args, lock=lock)

    RawValue = Value

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """Numbers that processes share."""
        from .sharedctypes import Array

        return Array(typecode_or_type, size_or_initializer, lock=lock)

    RawArray = Array

    def Manager(self):
        """A process that keeps lists, dictionaries and the like for all."""
        from .managers import SyncManager

        manager = SyncManager()
        manager.start()
        return manager

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        """Workers for many small tasks."""
        from .pool import Pool

        return Pool(processes, initializer, initargs, maxtasksperchild)

    def get_context(self, method=None):
        """The context of a start method."""
        if method not in (None, "spawn"):
            if method in ("fork", "forkserver"):
                raise ValueError(f"a browser cannot {'fork' if method == 'fork' else 'keep a fork server'}; processes start with 'spawn'")
            raise ValueError(f"cannot find context for {method!r}")
        return self

    def get_start_method(self, allow_none=False):
        """How processes start."""
        return "spawn"

    def set_start_method(self, method, force=False):
        """Only the one that there is can be set."""
        if method is not None:
            self.get_context(method)

    def get_all_start_methods(self):
        """All ways in which processes can start."""
        return ["spawn"]

    def freeze_support(self):
        """For programs that call it."""

    set_executable = set_forkserver_preload = allow_connection_pickling = lambda self, *ignored: None

    def get_logger(self):
        """The logger of this package."""
        import logging

        return logging.getLogger("multiprocessing")

    def log_to_stderr(self, level=None):
        """Let that logger be heard."""
        import logging

        logger = self.get_logger()
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("[%(levelname)s/%(processName)s] %(message)s"))
        logger.addHandler(handler)
        if level:
            logger.setLevel(level)
        return logger


BaseContext = DefaultContext = SpawnContext
default = SpawnContext()


def get_context(method=None):
    """The context of a start method."""
    return default.get_context(method)
