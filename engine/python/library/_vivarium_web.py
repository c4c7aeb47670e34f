"""What `requests` and `httpx` have in common here: headers, addresses, bodies, responses."""

import json as _json
from urllib.parse import urlencode, urljoin, urlsplit

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


class Response:
    """What has come back."""

    def __init__(self, reply, request):
        self.status_code = reply.status
        self.url = reply.url
        self.headers = Headers(reply.headers)
        self.content = reply.body
        self.request = request
        self.history = []
        self._reason = reply.reason
        self._encoding = None

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

    def iter_lines(self, chunk_size=512, decode_unicode=False, delimiter=None):
        text = self._line_text(decode_unicode)
        yield from text.splitlines() if delimiter is None else text.split(delimiter)

    def _line_text(self, decode):
        return self.text if decode else self.content

    def close(self):
        pass

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
