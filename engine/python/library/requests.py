"""The interface of `requests` over the page's own network: a short module of Vivarium's, not the package of that name.

Requests reach the origins that the page grants. The browser follows redirects, keeps no cookies and checks certificates.
"""

import sys
import types
from datetime import timedelta
from json import JSONDecodeError as _JSONDecodeError
from time import perf_counter

import _vivarium_web as web
from _vivarium_http import hide, send
from _vivarium_web import Headers, Request

__version__ = "2.32.0"


class RequestException(OSError):
    """Any failure of a request."""

    def __init__(self, *arguments, request=None, response=None):
        super().__init__(*arguments)
        self.request, self.response = request, response


class HTTPError(RequestException):
    """The status says that it failed."""


class ConnectionError(RequestException):  # the name is that of requests
    """The server cannot be reached."""


class Timeout(RequestException):
    """No answer in time."""


class ConnectTimeout(ConnectionError, Timeout):
    pass


class ReadTimeout(Timeout):
    pass


class InvalidURL(RequestException, ValueError):
    """No address."""


class MissingSchema(InvalidURL):
    pass


class TooManyRedirects(RequestException):
    pass


class JSONDecodeError(RequestException, _JSONDecodeError):
    """The response is no JSON."""

    def __init__(self, *arguments, **more):
        _JSONDecodeError.__init__(self, *arguments)
        self.request, self.response = more.get("request"), more.get("response")


def _failure(error, request):
    if isinstance(error, PermissionError):
        return error
    kind = ReadTimeout if isinstance(error, TimeoutError) else ConnectionError if isinstance(error, OSError) else InvalidURL
    return kind(str(error), request=request)


class Response(web.Response):
    """What has come back."""

    @property
    def ok(self):
        return self.status_code < 400

    __bool__ = ok.fget

    @property
    def is_redirect(self):
        return False

    @property
    def apparent_encoding(self):
        return "utf-8"

    def json(self, **options):
        try:
            return super().json(**options)
        except _JSONDecodeError as error:
            raise JSONDecodeError(error.msg, error.doc, error.pos, request=self.request, response=self) from None

    def raise_for_status(self):
        if self.status_code >= 400:
            side = "Client" if self.status_code < 500 else "Server"
            message = f"{self.status_code} {side} Error: {self.reason} for url: {self.url}"
            raise HTTPError(message, request=self.request, response=self)

    def _failure(self, error):
        return _failure(error, self.request)

    def iter_content(self, chunk_size=1, decode_unicode=False):
        pieces = self._pieces()
        for piece in self._decoded(pieces) if decode_unicode else pieces:
            size = chunk_size or len(piece)
            for start in range(0, len(piece), size):
                yield piece[start : start + size]

    def iter_lines(self, chunk_size=None, decode_unicode=False, delimiter=None):
        lines = web.Lines(delimiter)
        for piece in self.iter_content(None, decode_unicode):
            yield from lines.feed(piece)
        yield from lines.end()

    def __iter__(self):
        return self.iter_content(128)


class Session:
    """Headers, parameters and credentials that many requests share."""

    def __init__(self):
        self.headers = Headers()
        self.params = {}
        self.auth = None
        self.verify = True

    def request(self, method, url, params=None, data=None, headers=None, cookies=None, files=None, auth=None, timeout=None,
                allow_redirects=True, proxies=None, hooks=None, stream=None, verify=None, cert=None, json=None):
        if cookies or proxies or cert:
            raise NotImplementedError("cookies, proxies and certificates are the browser's own; send headers instead")
        if not allow_redirects and method.upper() != "HEAD":
            raise NotImplementedError("the browser follows redirects itself")
        headers = Headers(self.headers, headers or {})
        url = web.address(None, web.address(None, url, self.params), params)
        if "://" not in url:
            raise MissingSchema(f"Invalid URL {url!r}: No scheme supplied. Perhaps you meant https://{url}?")
        web.authorize(headers, auth or self.auth)
        body = web.body(headers, data=data, json=json, files=files)
        request = Request(method.upper(), url, headers, body)
        if isinstance(timeout, tuple):
            timeout = sum(part or 0 for part in timeout) or None
        start = perf_counter()
        asked = (request.method, url, headers.items(), body, timeout)
        try:
            reply, coming = web.open_stream(*asked) if stream else (send(*asked), None)
        except (OSError, ValueError) as error:
            raise _failure(error, request) from None
        response = Response(reply, request, coming)
        response.elapsed = timedelta(seconds=perf_counter() - start)
        return response

    def get(self, url, **options):
        return self.request("GET", url, **options)

    def options(self, url, **options):
        return self.request("OPTIONS", url, **options)

    def head(self, url, **options):
        return self.request("HEAD", url, **options)

    def post(self, url, data=None, json=None, **options):
        return self.request("POST", url, data=data, json=json, **options)

    def put(self, url, data=None, **options):
        return self.request("PUT", url, data=data, **options)

    def patch(self, url, data=None, **options):
        return self.request("PATCH", url, data=data, **options)

    def delete(self, url, **options):
        return self.request("DELETE", url, **options)

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()


def request(method, url, **options):
    """Make a request and wait for its response."""
    return Session().request(method, url, **options)


def get(url, params=None, **options):
    return request("GET", url, params=params, **options)


def options(url, **options):
    return request("OPTIONS", url, **options)


def head(url, **options):
    return request("HEAD", url, **options)


def post(url, data=None, json=None, **options):
    return request("POST", url, data=data, json=json, **options)


def put(url, data=None, **options):
    return request("PUT", url, data=data, **options)


def patch(url, data=None, **options):
    return request("PATCH", url, data=data, **options)


def delete(url, **options):
    return request("DELETE", url, **options)


def session():
    return Session()


class _Codes:
    def __getattr__(self, name):
        from http import HTTPStatus

        try:
            return int(HTTPStatus[name.upper()])
        except KeyError:
            raise AttributeError(name) from None


codes = _Codes()
exceptions = types.ModuleType("requests.exceptions")
vars(exceptions).update({name: value for name, value in list(globals().items()) if isinstance(value, type) and issubclass(value, RequestException)})
sys.modules["requests.exceptions"] = exceptions
hide(globals())
