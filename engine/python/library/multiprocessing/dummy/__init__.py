"""The interface of `multiprocessing` over threads."""

import threading
from queue import Queue
from threading import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore, current_thread as current_process

__all__ = [
    "Barrier", "BoundedSemaphore", "Condition", "Event", "JoinableQueue", "Lock", "Pool", "Process", "Queue", "RLock",
    "Semaphore", "current_process",
]

JoinableQueue = Queue
DummyProcess = Process = threading.Thread


def Pool(processes=None, initializer=None, initargs=()):
    """Workers that are threads."""
    from ..pool import ThreadPool

    return ThreadPool(processes, initializer, initargs)
