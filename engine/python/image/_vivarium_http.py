"""HTTP over the page: one function for all, and `urllib.request` on top of it."""

import sys

import _vivarium_calls
import _vivarium_tools


def prepare(home, root):
    """At build time: whoever imports `urllib.request` gets one that asks the page."""
    sys.meta_path.insert(0, Finder)
    del globals()["prepare"]


def send(method, url, headers=(), body=None, timeout=None):
    """Make a request and wait for its response, whatever its status."""
    return Reply(_vivarium_tools.ask(_request(method, url, headers, body, timeout)))


async def send_async(method, url, headers=(), body=None, timeout=None):
    """The same for `await`."""
    answer = await _vivarium_calls.call_async(_request(method, url, headers, body, timeout))
    return Reply(_vivarium_tools.unpack(answer))


def _request(method, url, headers, body, timeout):
    import binascii

    if body is not None:
        body = binascii.b2a_base64(body, newline=False).decode("ascii")
    headers = [[str(name), value if isinstance(value, str) else value.decode("latin-1")] for name, value in headers]
    return {"kind": "http", "method": method, "url": url, "headers": headers, "body": body, "timeout": timeout}


def hide(namespace):
    """Leave the functions and methods of a module out of tracebacks, which are to end on the program's own line."""
    for value in list(namespace.values()):
        if getattr(value, "__module__", None) != namespace["__name__"]:
            continue
        if isinstance(value, type):
            hide({**vars(value), "__name__": value.__module__})
        else:
            value = getattr(value, "fget", None) or getattr(value, "__func__", value)
            if code := getattr(value, "__code__", None):
                value.__code__ = code.replace(co_filename=f"<_vivarium {namespace['__name__']}>")


class Reply:
    """A response: `status`, `reason`, `url` after redirects, `headers` as pairs, `body` as bytes."""

    def __init__(self, answer):
        import binascii

        self.status, self.reason, self.url = answer["status"], answer["reason"], answer["url"]
        self.headers = [(name, value) for name, value in answer["headers"]]
        self.body = binascii.a2b_base64(answer["body"])
        if not self.reason and "http" in sys.modules:
            from http.client import responses

            self.reason = responses.get(self.status, "")


class Finder:
    """Before everything else: finds `urllib.request` where it is, and changes it once it is loaded."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "urllib.request":
            return None
        for finder in sys.meta_path:
            if finder is not Finder and (spec := finder.find_spec(name, path, target)) is not None:
                spec.loader = Loader(spec.loader)
                return spec
        return None

    @staticmethod
    def invalidate_caches():
        pass


class Loader:
    """The library's own loader, and a step after it."""

    def __init__(self, loader):
        self._loader = loader

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        install(module)


def install(module):
    """Make the handlers of `urllib.request` ask the page."""
    import io
    from email.message import Message
    from urllib.error import URLError
    from urllib.response import addinfourl

    def http_open(self, request):
        body = request.data
        if body is not None and not isinstance(body, (bytes, bytearray)):
            body = b"".join(body)
        headers = {**request.unredirected_hdrs, **request.headers}
        # The browser sends its own.
        headers = [pair for pair in headers.items() if pair[0] not in ("Host", "User-agent", "Connection", "Content-length")]
        timeout = request.timeout if isinstance(request.timeout, (int, float)) else None
        try:
            reply = send(request.get_method(), request.full_url, headers, body, timeout)
        except PermissionError:
            raise
        except OSError as error:
            raise URLError(error) from None
        message = Message()
        for name, value in reply.headers:
            message[name] = value
        response = addinfourl(io.BytesIO(reply.body), message, reply.url, reply.status)
        response.msg = response.reason = reply.reason
        return response

    class PageHandler(module.AbstractHTTPHandler):
        """Requests over the page, which follows redirects and keeps no cookies."""

        http_request = https_request = module.AbstractHTTPHandler.do_request_

    PageHandler.http_open = PageHandler.https_open = http_open
    module.HTTPHandler = module.HTTPSHandler = PageHandler
    module.ProxyHandler.__init__ = lambda self, proxies=None: setattr(self, "proxies", {})
    module.getproxies = dict
