"""The names and sizes of C's simple types, which some packages ask for. There are no shared libraries to load in a page."""

__all__ = ["sizeof"]


class _SimpleCData:
    """A simple type of C, with its value."""

    _size_ = 0

    def __init__(self, value=0):
        self.value = value

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"


def _define(size, *names):
    for name in names:
        globals()[name] = type(name, (_SimpleCData,), {"_size_": size, "__module__": __name__})
        __all__.append(name)


# As on every 32-bit machine, of which WebAssembly is one.
_define(1, "c_bool", "c_byte", "c_char", "c_int8", "c_ubyte", "c_uint8")
_define(2, "c_int16", "c_short", "c_uint16", "c_ushort")
_define(4, "c_float", "c_int", "c_int32", "c_long", "c_size_t", "c_ssize_t", "c_uint", "c_uint32", "c_ulong", "c_void_p", "c_wchar")
_define(8, "c_double", "c_int64", "c_longlong", "c_uint64", "c_ulonglong")


class Array:
    """For annotations only, as the next two."""

    __class_getitem__ = classmethod(type(list[int]))


class LibraryLoader(Array):
    """Loads nothing."""


class py_object(Array):
    """Points to nothing."""


def sizeof(kind):
    """The size in bytes of a C type or of one of its values."""
    size = getattr(kind, "_size_", None)
    if not isinstance(size, int):
        raise TypeError("this type has no size")
    return size


def __getattr__(name):
    # Whoever tries whether a library can be loaded expects one of two exceptions, of which this is one.
    raise AttributeError(f"there are no shared libraries to load in a browser: ctypes has no {name!r} here")
