"""`multiprocessing` for a page: each process is a worker of the browser, started as with the spawn method.

Locks, queues and pipes are channels that the page keeps (`_page.py`); there is no shared memory.
"""

import sys

from . import context, process
from .context import AuthenticationError, BufferTooShort, ProcessError, TimeoutError, get_context
from .process import active_children, current_process, parent_process

# The functions of the only context, as those of the module.
globals().update({name: getattr(context.default, name) for name in context.METHODS})
Process = process.Process
# Under this name a child knows the program, and so do the values that it sends back.
sys.modules.setdefault("__mp_main__", sys.modules["__main__"])

__all__ = [
    "AuthenticationError", "BufferTooShort", "Process", "ProcessError", "TimeoutError", "active_children", "current_process",
    "get_context", "parent_process", *context.METHODS,
]
