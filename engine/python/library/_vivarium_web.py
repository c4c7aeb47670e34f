"""What `requests` and `httpx` have in common here: headers, addresses, bodies, responses."""

import binascii
import codecs
import json as _json
from urllib.parse import urlencode, urljoin, urlsplit

import _vivarium_calls
import _vivarium_http
import _vivarium_tools
from _vivarium_http import hide


class Headers(dict):
    """Headers by name in any case; the name that was set last is the one that is shown."""

    def __init__(self, *sources):
        super().__init__()
        for source in sources:
            self.update(source)

    def __setitem__(self, name, value):
        name = _text(name)
        for known in [known for known in self if known.lower() == name.lower()]:
            super().__delitem__(known)
        if value is not None:
            super().__setitem__(name, _text(value))

    def _find(self, name):
        return next((known for known in self if known.lower() == _text(name).lower()), name)

    def __getitem__(self, name):
        return super().__getitem__(self._find(name))

    def __delitem__(self, name):
        super().__delitem__(self._find(name))

    def __contains__(self, name):
        return super().__contains__(self._find(name))

    def get(self, name, default=None):
        return super().get(self._find(name), default)

    def pop(self, name, *default):
        return super().pop(self._find(name), *default)

    def setdefault(self, name, value=None):
        if name not in self:
            self[name] = value
        return self[name]

    def update(self, source=(), **more):
        pairs = source.items() if hasattr(source, "items") else source or ()
        for name, value in [*pairs, *more.items()]:
            self[name] = value

    def copy(self):
        return type(self)(self)


def _text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def address(base, url, params):
    """A whole address out of its parts."""
    url = urljoin(base, str(url)) if base else str(url)
    if params:
        query = params if isinstance(params, str) else _query(params)
        front, mark, fragment = url.partition("#")
        url = front + ("&" if urlsplit(front).query else "" if front.endswith("?") else "?") + query + mark + fragment
    return url


def _query(params):
    pairs = params.items() if hasattr(params, "items") else params
    known = []
    for name, value in pairs:
        values = value if isinstance(value, (list, tuple)) else [value]
        known += [(name, _word(each)) for each in values if each is not None]
    return urlencode(known)


def _word(value):
    return str(value).lower() if isinstance(value, bool) else value


def body(headers, content=None, data=None, json=None, files=None):
    """The bytes to send, or None; what they are goes into the headers."""
    if files:
        return _multipart(headers, data, files)
    if json is not None:
        headers.setdefault("Content-Type", "application/json")
        return _json.dumps(json, allow_nan=False).encode()
    data = content if data is None else data
    if data is None:
        return None
    if isinstance(data, (bytes, bytearray)):
        return bytes(data)
    if isinstance(data, str):
        return data.encode()
    if hasattr(data, "read"):
        data = data.read()
        return data.encode() if isinstance(data, str) else data
    if hasattr(data, "items") or isinstance(data, (list, tuple)):
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        return _query(data).encode()
    return b"".join(part.encode() if isinstance(part, str) else part for part in data)


def _multipart(headers, data, files):
    import uuid

    boundary = uuid.uuid4().hex
    headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
    parts = []

    def add(name, value, filename=None, mime=None):
        quoted = str(name).replace('"', "%22")
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{quoted}"'
        if filename:
            head += f'; filename="{str(filename).replace(chr(34), "%22")}"\r\nContent-Type: {mime or "application/octet-stream"}'
        value = value.read() if hasattr(value, "read") else value
        parts.append(f"{head}\r\n\r\n".encode() + (value if isinstance(value, bytes) else str(value).encode()) + b"\r\n")

    for name, value in (data.items() if hasattr(data, "items") else data or ()):
        add(name, value)
    for name, value in files.items() if hasattr(files, "items") else files:
        if isinstance(value, tuple):
            add(name, value[1], value[0], value[2] if len(value) > 2 else None)
        else:
            add(name, value, getattr(value, "name", name).rpartition("/")[2])
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


def authorize(headers, auth):
    """Name and password, or a callable that changes an object with headers."""
    if auth is None:
        return
    if callable(auth):
        class Prepared:
            pass

        prepared = Prepared()
        prepared.headers = headers
        auth(prepared)
        return
    from base64 import b64encode

    name, password = auth
    headers["Authorization"] = "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def open_stream(*request):
    """Make a request as `_vivarium_http.send` does, and wait for the headers only: the reply, and its body to come."""
    return _opened(_vivarium_tools.ask({**_vivarium_http._request(*request), "stream": True}), request)


async def open_stream_async(*request):
    """The same for `await`."""
    answer = await _vivarium_calls.call_async({**_vivarium_http._request(*request), "stream": True})
    return _opened(_vivarium_tools.unpack(answer), request)


def _opened(answer, request):
    return _vivarium_http.Reply(answer), Stream(answer["stream"], request[-1])


class Stream:
    """A body that arrives piece by piece."""

    def __init__(self, name, timeout):
        self._name, self._timeout = name, timeout
        self.failure = lambda error: error

    def __iter__(self):
        while self._name is not None:
            try:
                answer = _vivarium_tools.ask(self._read())
            except OSError as error:
                raise self.failure(error) from None
            yield from self._piece(answer)

    async def __aiter__(self):
        while self._name is not None:
            try:
                answer = _vivarium_tools.unpack(await _vivarium_calls.call_async(self._read()))
            except OSError as error:
                raise self.failure(error) from None
            for piece in self._piece(answer):
                yield piece

    def _read(self):
        return {"kind": "read", "stream": self._name, "timeout": self._timeout}

    def _piece(self, text):
        if text is None:
            self._name = None
        else:
            yield binascii.a2b_base64(text)

    def close(self):
        if self._name is not None:
            name, self._name = self._name, None
            _vivarium_tools.ask({"kind": "close", "stream": name})


class Lines:
    """Whole lines out of pieces; a delimiter instead of line ends is taken out."""

    def __init__(self, delimiter=None):
        self._delimiter, self._rest = delimiter, None

    def feed(self, piece):
        text = piece if self._rest is None else self._rest + piece
        lines = text.splitlines(True) if self._delimiter is None else text.split(self._delimiter)
        # What ends in a carriage return may go on with a line feed.
        newline = "\n" if isinstance(text, str) else b"\n"
        self._rest = lines.pop() if lines and (self._delimiter is not None or not lines[-1].endswith(newline)) else None
        return lines if self._delimiter is not None else [line.splitlines()[0] for line in lines]

    def end(self):
        rest, self._rest = self._rest, None
        return [] if not rest else rest.splitlines() if self._delimiter is None else [rest]


class Response:
    """What has come back."""

    def __init__(self, reply, request, stream=None):
        self.status_code = reply.status
        self.url = reply.url
        self.headers = Headers(reply.headers)
        # Of a stream: not there until somebody wants all of it.
        self._stream, self._content = stream, None if stream else reply.body
        if stream:
            stream.failure = self._failure
        self.request = request
        self.history = []
        self._reason = reply.reason
        self._encoding = self._open = None

    def _failure(self, error):
        return error

    @property
    def content(self):
        if self._content is None:
            self._content = b"".join(self._pieces())
        return self._content

    def _pieces(self, begin=iter):
        """The body as it arrives, once."""
        if self._content is not None:
            return iter([self._content] if self._content else [])
        if self._stream is None:
            raise RuntimeError("this response's content has been read piece by piece; it is not kept")
        self._open, self._stream = self._stream, None
        return begin(self._open)

    def _decoded(self, pieces):
        decoder = self._decoder()
        for piece in pieces:
            if text := decoder.decode(piece):
                yield text
        if text := decoder.decode(b"", True):
            yield text

    def _decoder(self):
        try:
            return codecs.getincrementaldecoder(self.encoding)("replace")
        except LookupError:
            return codecs.getincrementaldecoder("utf-8")("replace")

    @property
    def reason(self):
        if not self._reason:
            from http.client import responses

            self._reason = responses.get(self.status_code, "")
        return self._reason

    @property
    def encoding(self):
        if self._encoding is None:
            kind, _, options = self.headers.get("Content-Type", "").partition("charset=")
            self._encoding = options.split(";")[0].strip("\"' ") or "utf-8"
        return self._encoding

    @encoding.setter
    def encoding(self, name):
        self._encoding = name

    @property
    def text(self):
        try:
            return self.content.decode(self.encoding, "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")

    def json(self, **options):
        return _json.loads(self.content, **options)

    def close(self):
        for stream in (self._stream, self._open):
            if stream is not None:
                stream.close()

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


class Request:
    """What was sent."""

    def __init__(self, method, url, headers, body):
        self.method, self.url, self.headers, self.body = method, url, headers, body
        self.content = body or b""

    def __repr__(self):
        return f"<Request [{self.method}]>"


hide(globals())
