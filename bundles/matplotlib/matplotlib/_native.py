"""The way to the native module that draws."""

import os

_DEVICE = "/dev/vivarium/matplotlib/_draw.wasm"
_fd = None


def ask(request):
    """The answer to a request; `ValueError` with a sentence where it makes no sense."""
    global _fd
    if _fd is None:
        _fd = os.open(_DEVICE, os.O_RDWR)
    try:
        os.write(_fd, request)
    except OSError:
        os.close(_fd)
        _fd = None
        raise RuntimeError("the figure cannot be drawn: its native part failed, perhaps as it is too large; draw less of it") from None
    parts = []
    while part := os.read(_fd, 1 << 20):
        parts.append(part)
    answer = b"".join(parts)
    if answer[0]:
        raise ValueError(answer[1:].decode())
    return answer[1:]
