"""`Manager`: a process that keeps objects for all others, and stand-ins that pass calls on to it."""

import types

from . import _page, queues, synchronize
from .process import Process

__all__ = ["BaseManager", "BaseProxy", "Namespace", "SyncManager"]

_STOP = "stop"


def _serve(requests):
    """What the process does: calls methods, one after the other."""
    from .pool import _Failure

    objects = {}
    while (text := requests.receive()) != _STOP:
        channel, number, method, args, kwargs = _page.loads(text)
        try:
            if method is None:
                objects[number] = args[0](*args[1:], **kwargs)
                answer = True, None
            else:
                answer = True, getattr(objects[number], method)(*args, **kwargs)
            data = _page.dumps(answer)
        except Exception as error:
            data = _page.dumps((False, _Failure(error)))
        answers = _page.Channel.__new__(_page.Channel)
        answers.number = channel
        answers.send(data)


class BaseProxy:
    """Passes calls on to an object of the manager."""

    def __init__(self, requests, number):
        self._requests, self._number, self._answers = requests, number, None

    def _callmethod(self, methodname, args=(), kwds={}):
        self._answers = self._answers or _page.Channel()
        request = _page.dumps((self._answers.number, self._number, methodname, args, dict(kwds)))
        self._requests.send(request)
        good, value = _page.loads(self._answers.receive())
        if not good:
            raise value.exception()
        return value

    def _getvalue(self):
        return self._callmethod("__copy__")

    def __getstate__(self):
        # Answers to this process are not for the other one.
        return self._requests, self._number

    def __setstate__(self, state):
        self._requests, self._number = state
        self._answers = None

    def __repr__(self):
        return f"<{type(self).__name__} object, typeid {type(self).__name__.removesuffix('Proxy')!r}>"

    def __str__(self):
        return self._callmethod("__repr__")


def _proxy(name, methods):
    def passing(method):
        def call(self, /, *args, **kwargs):
            return self._callmethod(method, args, kwargs)

        call.__name__ = method
        return call

    return type(name, (BaseProxy,), {"__module__": __name__} | {method: passing(method) for method in methods.split()})


_List = _proxy(
    "_List",
    "__add__ __contains__ __delitem__ __eq__ __getitem__ __len__ __mul__ __rmul__ __setitem__ append clear copy count extend "
    "index insert pop remove reverse sort",
)
_Dict = _proxy(
    "_Dict",
    "__contains__ __delitem__ __eq__ __getitem__ __len__ __or__ __setitem__ clear copy get pop popitem setdefault update",
)


class ListProxy(_List):
    """A list of the manager."""

    def __iter__(self):
        return iter(self._callmethod("copy"))

    def __iadd__(self, other):
        self.extend(other)
        return self

    def _getvalue(self):
        return self.copy()


class DictProxy(_Dict):
    """A dictionary of the manager."""

    def __iter__(self):
        return iter(self.copy())

    def keys(self):
        """Its keys, as a list."""
        return list(self.copy())

    def values(self):
        """Its values, as a list."""
        return list(self.copy().values())

    def items(self):
        """Its items, as a list."""
        return list(self.copy().items())

    def _getvalue(self):
        return self.copy()


class Namespace(types.SimpleNamespace):
    """An object for attributes."""

    def __repr__(self):
        return f"Namespace({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class NamespaceProxy(BaseProxy):
    """An object for attributes, of the manager."""

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._callmethod("__getattribute__", (name,))

    def __setattr__(self, name, value):
        if name.startswith("_"):
            return object.__setattr__(self, name, value)
        return self._callmethod("__setattr__", (name, value))

    def __delattr__(self, name):
        return self._callmethod("__delattr__", (name,))


class ValueProxy(NamespaceProxy):
    """One value of the manager."""

    def get(self):
        """The value."""
        return self.value

    def set(self, value):
        """Another value."""
        self.value = value


def _passable(kind):
    """Locks and queues of a manager reach other processes in any way."""
    return type(kind.__name__, (kind,), {"__module__": __name__, "__getstate__": _free_state, "__qualname__": kind.__name__})


def _free_state(self):
    before = _page.spawning
    _page.spawning = [] if before is None else before
    try:
        return super(type(self), self).__getstate__()
    finally:
        _page.spawning = before


Queue, JoinableQueue, Lock, RLock, Semaphore, BoundedSemaphore, Condition, Event, Barrier = (
    _passable(kind)
    for kind in (
        queues.Queue, queues.JoinableQueue, synchronize.Lock, synchronize.RLock, synchronize.Semaphore,
        synchronize.BoundedSemaphore, synchronize.Condition, synchronize.Event, synchronize.Barrier,
    )
)


class BaseManager:
    """A process that keeps objects; kinds of them are registered by name."""

    _kinds = {}

    def __init__(self, address=None, authkey=None, serializer="pickle", ctx=None):
        if address is not None:
            raise OSError("a page opens no sockets; a manager serves the processes of its own program")
        self._requests = self._process = None
        self._made = 0

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, method_to_typeid=None, create_method=True):
        """Let managers make such objects."""
        cls._kinds = {**cls._kinds, typeid: callable}
        names = exposed or [name for name in dir(callable) if not name.startswith("_")]
        proxy = proxytype or _proxy(f"{typeid}Proxy", " ".join(names))
        if proxytype is None:
            globals()[proxy.__name__] = proxy
        setattr(cls, typeid, lambda self, *args, **kwargs: self._make(callable, proxy, *args, **kwargs))

    def start(self, initializer=None, initargs=()):
        """Start the process."""
        self._requests = _page.Channel()
        self._process = Process(target=_serve, args=(self._requests,), daemon=True)
        self._process._name = self._process._name.replace("Process", type(self).__name__, 1)
        self._process.start()

    def _make(self, kind, proxy, *args, **kwargs):
        if self._requests is None:
            raise AssertionError("server not yet started")
        self._made += 1
        made = proxy(self._requests, self._made)
        made._callmethod(None, (kind, *args), kwargs)
        return made

    def shutdown(self):
        """End the process; its objects are gone."""
        if self._process is not None:
            self._requests.send(_STOP)
            self._process.join()
            self._process = None

    def join(self, timeout=None):
        """Wait until the process has ended."""
        self._process.join(timeout)

    def __enter__(self):
        if self._process is None:
            self.start()
        return self

    def __exit__(self, *exception):
        self.shutdown()

    def __getstate__(self):
        return self._requests, self._made

    def __setstate__(self, state):
        self._requests, self._made = state
        self._process = None


class SyncManager(BaseManager):
    """The manager that `multiprocessing.Manager()` answers."""

    def list(self, *items):
        """A list."""
        return self._make(list, ListProxy, *items)

    def dict(self, *items, **more):
        """A dictionary."""
        return self._make(dict, DictProxy, *items, **more)

    def Namespace(self, **values):
        """An object for attributes."""
        return self._make(Namespace, NamespaceProxy, **values)

    def Value(self, typecode, value, lock=True):
        """One value."""
        return self._make(Namespace, ValueProxy, value=value)

    def Array(self, typecode, sequence):
        """Numbers, as a list."""
        return self._make(list, ListProxy, list(sequence))

    def Pool(self, *args, **kwargs):
        """A pool, in this process."""
        from .pool import Pool

        return Pool(*args, **kwargs)


for _kind in (Queue, JoinableQueue, Lock, RLock, Semaphore, BoundedSemaphore, Condition, Event, Barrier):
    setattr(SyncManager, _kind.__name__, (lambda kind: lambda self, *args, **kwargs: kind(*args, **kwargs))(_kind))
