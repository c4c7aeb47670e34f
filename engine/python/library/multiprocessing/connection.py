"""Pipes between processes."""

import pickle

from . import _page

__all__ = ["Client", "Connection", "Listener", "Pipe", "wait"]


class Connection:
    """One end of a pipe."""

    def __init__(self, incoming, outgoing):
        self._incoming, self._outgoing = incoming, outgoing

    @property
    def readable(self):
        """Whether it can receive."""
        return self._incoming is not None

    @property
    def writable(self):
        """Whether it can send."""
        return self._outgoing is not None

    @property
    def closed(self):
        """Whether `close` was called here."""
        return not (self.readable or self.writable)

    def fileno(self):
        """There is no file behind it."""
        raise OSError("a pipe between processes of a page has no file number")

    def send(self, value):
        """Send a value that can be pickled."""
        self.send_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def send_bytes(self, data, offset=0, size=None):
        """Send bytes as one message."""
        self._check()
        if not self.writable:
            raise OSError("connection is read-only")
        data = memoryview(data).cast("B")
        self._outgoing.send(_page.text(bytes(data[offset:] if size is None else data[offset : offset + size])))

    def recv(self):
        """The next value, however long that takes."""
        return pickle.loads(self.recv_bytes())

    def recv_bytes(self, maxlength=None):
        """The next message."""
        self._check()
        if not self.readable:
            raise OSError("connection is write-only")
        text = self._incoming.receive()
        if text is False:
            raise EOFError
        data = _page.bytes_of(text)
        if maxlength is not None and len(data) > maxlength:
            raise OSError("bad message length")
        return data

    def recv_bytes_into(self, buffer, offset=0):
        """The next message, into a buffer; its length."""
        from .context import BufferTooShort

        data = self.recv_bytes()
        place = memoryview(buffer).cast("B")[offset:]
        if len(data) > len(place):
            raise BufferTooShort(data)
        place[: len(data)] = data
        return len(data)

    def poll(self, timeout=0.0):
        """Whether there is something to receive, after waiting so long at most."""
        self._check()
        return self._incoming.receive(timeout, keep=True) is not None

    def close(self):
        """Nothing more is sent or received by this end here."""
        if self._outgoing is not None:
            _page.post("release", channel=self._outgoing.number)
        self._incoming = self._outgoing = None

    def _check(self):
        if self.closed:
            raise OSError("handle is closed")

    def __getstate__(self):
        self._check()
        if self._outgoing is not None:
            if _page.spawning is not None:
                _page.spawning.append(self._outgoing.number)
            else:
                # Whoever receives it holds this end from then on.
                return self._incoming, self._outgoing, True
        return self._incoming, self._outgoing, False

    def __setstate__(self, state):
        self._incoming, self._outgoing, hold = state
        if hold:
            _page.post("hold", channel=self._outgoing.number)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def __del__(self):
        try:
            self.close()
        except Exception:
            # The page is gone, or the interpreter ends.
            pass


def Pipe(duplex=True):
    """Two ends; without `duplex` the first only receives and the second only sends."""
    one = _page.Channel(pipe=True)
    if not duplex:
        return Connection(one, None), Connection(None, one)
    other = _page.Channel(pipe=True)
    return Connection(one, other), Connection(other, one)


def wait(objects, timeout=None):
    """Those of connections and processes' sentinels that have something to say."""
    objects = list(objects)
    numbers = {}
    for thing in objects:
        if isinstance(thing, Connection):
            number = _page.start("receive", channel=thing._incoming.number, seconds=None, keep=True)
        else:
            number = _page.start("wait", pid=thing.pid)
        numbers[number] = thing
    ready = []
    try:
        while numbers and (answer := _page.first(numbers, 0.0 if ready else timeout)) is not None:
            ready.append(numbers.pop(answer[0]))
    finally:
        _page.cancel(numbers)
    return [thing for thing in objects if thing in ready]


def Client(address, family=None, authkey=None):
    """Programs of different machines do not reach each other from a page."""
    raise OSError("a page opens no sockets; processes of one program talk over Pipe and Queue")


Listener = Client
