"""What `socket` is made of: a page has no sockets, and whoever wants one reads what to do instead."""

from _socket import *

_SENTENCE = "a page has no sockets: urllib.request, requests and httpx send HTTP requests, as far as they are granted"


class socket:
    """One end of a connection that cannot be made."""

    __slots__ = ()

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        raise OSError(_SENTENCE)

    def close(self):
        pass


SocketType = socket


def _refuse(*args, **options):
    raise OSError(_SENTENCE)


getaddrinfo = gethostbyname = gethostbyname_ex = gethostbyaddr = getnameinfo = socketpair = _refuse


def gethostname():
    """The name of the machine: pages do not know it."""
    return "localhost"
