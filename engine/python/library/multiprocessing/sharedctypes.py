"""Numbers that processes share: kept by the page as one text."""

from . import _page
from .synchronize import RLock

__all__ = ["Array", "RawArray", "RawValue", "Value", "synchronized"]

_INTEGERS = {"b": 8, "h": 16, "i": 32, "l": 64, "q": 64}
_NATURALS = {"B": 8, "H": 16, "I": 32, "L": 64, "Q": 64}


def _reader(kind):
    """What makes a value one of this type; numbers wrap as those of C do."""
    code = kind if isinstance(kind, str) else getattr(kind, "_type_", None)
    if bits := _INTEGERS.get(code):
        half = 1 << (bits - 1)
        return lambda value: (int(value) + half) % (2 * half) - half
    if bits := _NATURALS.get(code):
        return lambda value: int(value) % (1 << bits)
    if code in ("f", "d"):
        return float
    if code == "?":
        return bool
    if code == "c":
        return bytes
    if code == "u":
        return str
    raise TypeError(f"bad typecode {kind!r}; known are {' '.join([*_INTEGERS, *_NATURALS, 'f', 'd', 'c', 'u', '?'])}")


class _Shared:
    """A value of Python that the page keeps, behind a lock."""

    def __init__(self, kind, start, lock):
        self._kind = kind
        self._read = _reader(kind)
        self._text = _page.Channel(_page.dumps(start(self._read)))
        self._lock = RLock() if lock is True else lock or None

    def get_lock(self):
        """The lock for changes of several steps."""
        if self._lock is None:
            raise AttributeError("this value was made without a lock")
        return self._lock

    def acquire(self, block=True, timeout=None):
        """Take that lock."""
        return self.get_lock().acquire(block, timeout)

    def release(self):
        """Give it back."""
        self.get_lock().release()

    def get_obj(self):
        """The value itself is this one."""
        return self

    def _look(self):
        return _page.loads(self._text.receive(keep=True))

    def _change(self, change):
        """One change that nobody comes between."""
        text = self._text.receive()
        try:
            text = _page.dumps(change(_page.loads(text)))
        finally:
            self._text.send(text)

    def __enter__(self):
        return self.get_lock().__enter__()

    def __exit__(self, *exception):
        return self.get_lock().__exit__(*exception)

    def __getstate__(self):
        _page.must_be_inherited(self)
        return self._kind, self._text, self._lock

    def __setstate__(self, state):
        self._kind, self._text, self._lock = state
        self._read = _reader(self._kind)


class _Value(_Shared):
    @property
    def value(self):
        """The number."""
        return self._look()

    @value.setter
    def value(self, value):
        self._text.replace(_page.dumps(self._read(value)))

    def __repr__(self):
        return f"<Synchronized wrapper for {self.value!r}>"


class _Array(_Shared):
    def __len__(self):
        return len(self._look())

    def __getitem__(self, index):
        return self._look()[index]

    def __setitem__(self, index, value):
        def change(values):
            if isinstance(index, slice):
                items = [self._read(item) for item in value]
                if len(values[index]) != len(items):
                    raise ValueError("a shared array keeps its length")
                values[index] = items
            else:
                values[index] = self._read(value)
            return values

        self._change(change)

    def __iter__(self):
        return iter(self._look())

    @property
    def value(self):
        """The letters of an array of them, up to the first zero."""
        values = self._look()
        return (b"" if self._kind == "c" else "").join(values).split(b"\0" if self._kind == "c" else "\0")[0]

    def __repr__(self):
        return f"<SynchronizedArray wrapper for {self._look()!r}>"


def Value(typecode_or_type, *args, lock=True):
    """A number that processes share."""
    return _Value(typecode_or_type, lambda read: read(*args) if args else read(0) if read not in (bytes, str) else read(), lock)


def Array(typecode_or_type, size_or_initializer, *, lock=True):
    """Numbers that processes share."""

    def start(read):
        if isinstance(size_or_initializer, int):
            zero = {bytes: b"\0", str: "\0"}.get(read)
            return [read(0) if zero is None else zero] * size_or_initializer
        if read is bytes:
            return [bytes([letter]) for letter in size_or_initializer]
        return [read(item) for item in size_or_initializer]

    return _Array(typecode_or_type, start, lock)


RawValue, RawArray = Value, Array


def synchronized(value, lock=None, ctx=None):
    """Shared values here have their locks already."""
    return value
