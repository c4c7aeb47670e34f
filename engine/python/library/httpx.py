"""The interface of `httpx` over the page's own network: a short module of Vivarium's, not the package of that name.

Requests reach the origins that the page grants. The browser follows redirects, keeps no cookies and checks certificates.
"""

from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from time import perf_counter

import _vivarium_web as web
from _vivarium_http import hide, send, send_async
from _vivarium_web import Headers, Request

__version__ = "0.28.0"


class HTTPError(Exception):
    """Any failure of a request."""

    def __init__(self, message, *, request=None):
        super().__init__(message)
        self.request = request


class RequestError(HTTPError):
    """There is no response."""


class TransportError(RequestError):
    pass


class ConnectError(TransportError):
    """The server cannot be reached."""


class TimeoutException(TransportError):
    """No answer in time."""


class ReadTimeout(TimeoutException):
    pass


class InvalidURL(Exception):
    """No address."""


class UnsupportedProtocol(TransportError):
    """An address without http:// or https://."""


class StreamError(RuntimeError):
    pass


class ResponseNotRead(StreamError):
    """The body of a stream was wanted before it was read."""


class HTTPStatusError(HTTPError):
    """The status says that it failed."""

    def __init__(self, message, *, request, response):
        super().__init__(message, request=request)
        self.response = response


class Response(web.Response):
    """What has come back."""

    @property
    def reason_phrase(self):
        return self.reason

    @property
    def is_success(self):
        return 200 <= self.status_code < 300

    @property
    def is_redirect(self):
        return False

    @property
    def is_client_error(self):
        return 400 <= self.status_code < 500

    @property
    def is_server_error(self):
        return self.status_code >= 500

    @property
    def is_error(self):
        return self.status_code >= 400

    def raise_for_status(self):
        if not self.is_success:
            side = "Client" if self.is_client_error else "Server"
            message = f"{side} error '{self.status_code} {self.reason}' for url '{self.url}'"
            raise HTTPStatusError(message, request=self.request, response=self)
        return self

    @property
    def content(self):
        if self._content is None:
            raise ResponseNotRead("this response is a stream: call read(), or await aread(), for all of it")
        return self._content

    def _failure(self, error):
        return _failure(error, self.request)

    def read(self):
        return super().content

    async def aread(self):
        if self._content is None:
            self._content = b"".join([piece async for piece in self._apieces()])
        return self._content

    async def _apieces(self):
        pieces = self._pieces(aiter)
        if self._content is None:
            async for piece in pieces:
                yield piece
        else:
            for piece in pieces:
                yield piece

    def iter_bytes(self, chunk_size=None):
        for piece in self._pieces():
            yield from _cut(piece, chunk_size)

    def iter_text(self, chunk_size=None):
        for text in self._decoded(self._pieces()):
            yield from _cut(text, chunk_size)

    def iter_lines(self):
        lines = web.Lines()
        for text in self.iter_text():
            yield from lines.feed(text)
        yield from lines.end()

    async def aiter_bytes(self, chunk_size=None):
        async for piece in self._apieces():
            for part in _cut(piece, chunk_size):
                yield part

    async def aiter_text(self, chunk_size=None):
        decoder = self._decoder()
        async for piece in self._apieces():
            for text in _cut(decoder.decode(piece), chunk_size):
                yield text
        if text := decoder.decode(b"", True):
            yield text

    async def aiter_lines(self):
        lines = web.Lines()
        async for text in self.aiter_text():
            for line in lines.feed(text):
                yield line
        for line in lines.end():
            yield line

    iter_raw, aiter_raw = iter_bytes, aiter_bytes

    async def aclose(self):
        self.close()

    def __repr__(self):
        return f"<Response [{self.status_code} {self.reason}]>"


def _cut(piece, size):
    size = size or len(piece) or 1
    return [piece[start : start + size] for start in range(0, len(piece), size)]


class Timeout:
    """Seconds; the largest of them counts here."""

    def __init__(self, timeout=None, *, connect=None, read=None, write=None, pool=None):
        self.seconds = max((part for part in (timeout, connect, read, write, pool) if part is not None), default=None)


class BasicAuth(tuple):
    """Name and password."""

    def __new__(cls, username, password):
        return super().__new__(cls, (username, password))


class _Client:
    def __init__(self, *, auth=None, params=None, headers=None, cookies=None, timeout=5.0, follow_redirects=True, base_url="",
                 verify=True, http2=False, **others):
        if cookies or others:
            name = "cookies" if cookies else next(iter(others))
            raise NotImplementedError(f"{name!r} is the browser's own business")
        self.auth, self.params, self.headers, self.timeout = auth, params or {}, Headers(headers or {}), timeout
        self.base_url = base_url if not base_url or base_url.endswith("/") else base_url + "/"
        self.is_closed = False

    def _request(self, method, url, *, content=None, data=None, files=None, json=None, params=None, headers=None, cookies=None,
                 auth=None, follow_redirects=None, timeout=Ellipsis, extensions=None):
        if cookies:
            raise NotImplementedError("cookies are the browser's own; send headers instead")
        url = str(url)
        url = web.address(self.base_url, url.removeprefix("/") if self.base_url else url, self.params)
        url = web.address(None, url, params)
        if not url.startswith(("http://", "https://")):
            raise UnsupportedProtocol("Request URL is missing an 'http://' or 'https://' protocol.")
        headers = Headers(self.headers, headers or {})
        web.authorize(headers, self.auth if auth is None else auth)
        body = web.body(headers, content=content, data=data, json=json, files=files)
        timeout = self.timeout if timeout is Ellipsis else timeout
        timeout = timeout.seconds if isinstance(timeout, Timeout) else timeout
        return Request(method.upper(), url, headers, body), timeout


def _failure(error, request):
    if isinstance(error, PermissionError):
        return error
    kind = ReadTimeout if isinstance(error, TimeoutError) else ConnectError if isinstance(error, OSError) else InvalidURL
    return kind(str(error)) if kind is InvalidURL else kind(str(error), request=request)


def _response(reply, request, start, stream=None):
    response = Response(reply, request, stream)
    response.elapsed = timedelta(seconds=perf_counter() - start)
    return response


class Client(_Client):
    """Headers, parameters and a base address that many requests share."""

    def request(self, method, url, **options):
        request, timeout = self._request(method, url, **options)
        start = perf_counter()
        try:
            reply = send(request.method, request.url, request.headers.items(), request.body, timeout)
        except (OSError, ValueError) as error:
            raise _failure(error, request) from None
        return _response(reply, request, start)

    @contextmanager
    def stream(self, method, url, **options):
        request, timeout = self._request(method, url, **options)
        start = perf_counter()
        try:
            reply, stream = web.open_stream(request.method, request.url, request.headers.items(), request.body, timeout)
        except (OSError, ValueError) as error:
            raise _failure(error, request) from None
        with _response(reply, request, start, stream) as response:
            yield response

    def close(self):
        self.is_closed = True

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()


class AsyncClient(_Client):
    """The same for `await`: requests that are awaited together run together."""

    async def request(self, method, url, **options):
        request, timeout = self._request(method, url, **options)
        start = perf_counter()
        try:
            reply = await send_async(request.method, request.url, request.headers.items(), request.body, timeout)
        except (OSError, ValueError) as error:
            raise _failure(error, request) from None
        return _response(reply, request, start)

    @asynccontextmanager
    async def stream(self, method, url, **options):
        request, timeout = self._request(method, url, **options)
        start = perf_counter()
        try:
            opened = web.open_stream_async(request.method, request.url, request.headers.items(), request.body, timeout)
            reply, stream = await opened
        except (OSError, ValueError) as error:
            raise _failure(error, request) from None
        with _response(reply, request, start, stream) as response:
            yield response

    async def aclose(self):
        self.is_closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        await self.aclose()


def request(method, url, *, auth=None, timeout=5.0, **options):
    """Make a request and wait for its response."""
    return Client(auth=auth, timeout=timeout).request(method, url, **options)


@contextmanager
def stream(method, url, *, auth=None, timeout=5.0, **options):
    with Client(auth=auth, timeout=timeout).stream(method, url, **options) as response:
        yield response


def _verb(method):
    def plain(url, **options):
        return request(method, url, **options)

    def bound(self, url, **options):
        return self.request(method, url, **options)

    plain.__name__ = plain.__qualname__ = bound.__name__ = method.lower()
    plain.__doc__ = bound.__doc__ = f"Make a {method} request."
    hide({"__name__": __name__, "plain": plain, "bound": bound})
    return plain, bound


for _method in ("GET", "OPTIONS", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
    globals()[_method.lower()], _bound = _verb(_method)
    setattr(Client, _method.lower(), _bound)
    # Awaiting what it answers is the caller's.
    setattr(AsyncClient, _method.lower(), _bound)

hide(globals())
