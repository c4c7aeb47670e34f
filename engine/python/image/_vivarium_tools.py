"""The package `tools`: a module per server, a function per tool, whose calls the page makes."""

import sys

import _vivarium_calls
import _vivarium_json

Module = type(sys)
# Of the interpreter itself: `importlib.machinery` would wait for the library.
ModuleSpec = sys.modules["_frozen_importlib"].ModuleSpec


class ToolError(Exception):
    """A tool failed, or its server refused to run it."""

    server = tool = code = data = None

    def __init__(self, message="", *, server=None, tool=None, code=None, data=None):
        super().__init__(message)
        self.message = message
        self.server, self.tool, self.code, self.data = server, tool, code, data

    def __str__(self):
        place = ".".join(part for part in (self.server, self.tool) if part)
        return f"{place}: {self.message}" if place else str(self.message)


ToolError.__module__ = "tools"

_ERRORS = {
    error.__name__: error
    for error in (PermissionError, TypeError, ValueError, LookupError, TimeoutError, ConnectionError)
}


def prepare(home, root):
    """At build time: `tools` is found when nothing else of that name is."""
    sys.meta_path.append(Finder)
    del globals()["prepare"]


def ask(request):
    """The value that the page answers; its errors are exceptions."""
    return unpack(_vivarium_calls.call(request))


def unpack(answer):
    """The value in an answer of the page."""
    if "ok" in answer:
        return answer["ok"]
    raise exception(answer["error"])


def exception(error):
    """The exception that an answer describes."""
    kind, message = error.get("type"), error.get("message", "")
    details = {name: error.get(name) for name in ("server", "tool", "code", "data")}
    if kind not in _ERRORS:
        return ToolError(message, **details)
    failure = _ERRORS[kind](message)
    for name, value in details.items():
        setattr(failure, name, value)
    return failure


class Finder:
    """After everything else, so that a file of the program's own named tools.py wins."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        package, _, server = name.partition(".")
        if package != "tools" or "." in server or server and type(sys.modules.get("tools")) is not Tools:
            return None
        return ModuleSpec(name, Finder, is_package=not server)

    @staticmethod
    def create_module(spec):
        server = spec.name.partition(".")[2]
        if not server:
            return Tools()
        try:
            return _server(server)
        except AttributeError as error:
            # Not under the full name: `from tools import …` would then forget the sentence.
            raise ModuleNotFoundError(str(error), name=server) from None

    @staticmethod
    def exec_module(module):
        pass

    @staticmethod
    def invalidate_caches():
        pass


# Server name → module, by both of its names.
_servers = {}


def _all():
    """The module of every server."""
    for server in ask({"kind": "servers"}):
        if server["name"] not in _servers:
            module = Server(server["name"], server["python"])
            _servers.setdefault(server["python"], module)
            _servers[server["name"]] = module
    return list(_servers.values())


def _server(name):
    if name not in _servers:
        names = ", ".join(dict.fromkeys(module._python for module in _all()))
        if name not in _servers:
            there = f"there are: {names}" if names else "there are none; add one to the page's tools"
            raise AttributeError(f"there is no server {name!r} among the tools; {there}", name=name)
    return _servers[name]


class Tools(Module):
    """Tools of the servers that this page may call.

    from tools import SERVER          # a module per server, a function per tool
    SERVER.TOOL(argument=value)       # waits for the result; a failure is an exception
    await SERVER.TOOL.aio(…)          # lets other tasks run meanwhile
    tools.search("what to do")        # the best matching tools with their signatures
    tools.describe("SERVER.TOOL")     # all about one tool
    tools.list()                      # all tools
    """

    def __init__(self):
        super().__init__("tools", type(self).__doc__)
        self.__path__ = []
        self.__all__ = ["ToolError", "describe", "list", "search", "servers"]
        self.ToolError = ToolError

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(f"module 'tools' has no attribute {name!r}", name=name, obj=self)
        module = _server(name)
        setattr(self, name, module)
        return module

    __getitem__ = __getattr__

    def __dir__(self):
        return [*self.__all__, *(server["python"] for server in ask({"kind": "servers"}))]

    def __repr__(self):
        return "<module 'tools'>"

    @staticmethod
    def search(query, server=None, limit=10):
        """The tools that match some words best, with their signatures."""
        return Listing(ask({"kind": "search", "query": query, "server": _name(server), "limit": limit}))

    @staticmethod
    def list(server=None):
        """All tools of the servers that can be reached (`servers()` says which cannot), or those of one server."""
        found = Listing()
        for module in dict.fromkeys(_all() if server is None else [_server(_name(server))]):
            try:
                listed = module._listed()
            except OSError:
                if server is not None:
                    raise
                continue
            for tool in listed:
                call = f"{module._python}.{tool['python']}"
                found.append({"server": module._name, "name": tool["name"], "call": call, "summary": tool["summary"]})
        return found

    @staticmethod
    def describe(tool, name=None):
        """All about one tool: `describe("server.tool")`, `describe(server.tool)` or `describe("server", "tool")`."""
        if not isinstance(tool, Tool):
            server, _, rest = (tool, "", name) if name is not None else tool.partition(".")
            tool = _server(_name(server))[rest]
        return Text(f"{tool!r}\n\n{tool.__doc__}".strip())

    @staticmethod
    def servers():
        """Names and states of the servers."""
        return ask({"kind": "servers"})


def _name(server):
    return server._name if isinstance(server, Server) else server


class Server(Module):
    """The tools of one server."""

    def __init__(self, name, python):
        super().__init__(f"tools.{python}", None)
        del self.__doc__
        self._name, self._python = name, python
        self._tools = None

    def _listed(self):
        if self._tools is None:
            self._tools = ask({"kind": "tools", "server": self._name})
        return self._tools

    def __getattr__(self, name):
        if name == "__doc__":
            return "\n".join(f"{tool['python']}: {tool['summary']}" for tool in self._listed())
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
        tools = self._listed()
        found = next((tool for tool in tools if tool["name"] == name), None)
        found = found or next((tool for tool in tools if tool["python"] == name), None)
        if found is None:
            # The page knows it by now, or says what was meant.
            self._tools = None
            try:
                found = ask({"kind": "describe", "server": self._name, "tool": name})
            except LookupError as error:
                raise AttributeError(str(error), name=name) from None
        tool = Tool(self, found["name"], found["python"])
        setattr(self, name, tool)
        return tool

    __getitem__ = __getattr__

    def __dir__(self):
        return [tool["python"] for tool in self._listed()]

    @property
    def __all__(self):
        return dir(self)

    def __repr__(self):
        return f"<module {self.__name__!r}>"


class Tool:
    """A function whose body runs on a server."""

    def __init__(self, server, name, python):
        self._server, self._tool = server, name
        self.__name__ = self.__qualname__ = python
        self.__module__ = server.__name__
        self._description = None

    def __call__(self, /, *positional, **arguments):
        return result(ask(self._request(positional, arguments)))

    async def aio(self, /, *positional, **arguments):
        """The same for `await`: other tasks run meanwhile."""
        return result(unpack(await _vivarium_calls.call_async(self._request(positional, arguments))))

    def _request(self, positional, arguments):
        request = {
            "kind": "call",
            "server": self._server._name,
            "tool": self._tool,
            "positional": [*positional],
            "arguments": arguments,
        }
        if not _is_plain(arguments) or not _is_plain(positional):
            request["positional"] = [plain(value) for value in positional]
            request["arguments"] = {name: plain(value) for name, value in arguments.items()}
        return request

    def _described(self):
        if self._description is None:
            self._description = ask({"kind": "describe", "server": self._server._name, "tool": self._tool})
        return self._description

    @property
    def __doc__(self):
        return self._described()["doc"]

    @property
    def __annotations__(self):
        described = self._described()
        annotations = {each["python"]: each["annotation"] for each in described["parameters"]}
        return {**annotations, "return": described["returns"]}

    @property
    def __signature__(self):
        from inspect import Parameter, Signature

        described = self._described()
        parameters = []
        for each in described["parameters"]:
            default = Parameter.empty if each["required"] else each.get("default", ...)
            kind = Parameter.POSITIONAL_OR_KEYWORD
            parameters.append(Parameter(each["python"], kind, default=default, annotation=each["annotation"]))
        if described["open"]:
            parameters.append(Parameter("arguments", Parameter.VAR_KEYWORD, annotation="Any"))
        return Signature(parameters, return_annotation=described["returns"])

    @property
    def schema(self):
        """The JSON schema of the arguments."""
        return self._described()["inputSchema"]

    @property
    def output_schema(self):
        """The JSON schema of the result, or None."""
        return self._described()["outputSchema"]

    def __repr__(self):
        return f"{self._server._python}.{self.__name__}{self._described()['signature']}"


class Listing(list):
    """Tools, one a line when shown."""

    def __repr__(self):
        lines = (f"{tool['call']}\n    {tool['summary']}" if tool["summary"] else tool["call"] for tool in self)
        return "\n".join(lines) or "no tools"


class Text(str):
    """A text that is shown as it is."""

    __repr__ = str.__str__


_SCALARS = frozenset((str, int, float, bool, type(None)))


def _is_plain(values):
    values = values.values() if isinstance(values, dict) else values
    for value in values:
        if type(value) not in _SCALARS:
            return False
    return True


def plain(value):
    """A value as JSON has it: dataclasses, enumerations, dates, paths, sets and bytes as servers expect them."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(plain(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    if isinstance(value, (bytes, bytearray, memoryview)):
        import binascii

        return binascii.b2a_base64(value, newline=False).decode("ascii")
    if fields := getattr(kind, "__dataclass_fields__", None):
        return {name: plain(getattr(value, name)) for name in fields}
    if hasattr(kind, "__members__"):
        return plain(value.value)
    if isinstance(value, (str, int, float)):
        return value
    for name in ("isoformat", "__fspath__", "model_dump", "tolist"):
        if method := getattr(value, name, None):
            return plain(method())
    if kind.__name__ in ("Decimal", "UUID", "Fraction"):
        return str(value)
    raise TypeError(f"a tool cannot take a value of type {kind.__name__!r}; give it texts, numbers, lists or dicts")


def result(answer):
    """What a call gives: a value as it is, or texts, pictures and the like."""
    if "value" in answer:
        return answer["value"]
    blocks = [_block(block) for block in answer["content"]]
    return blocks[0] if len(blocks) == 1 else blocks


def _block(block):
    kind = block.get("type")
    if kind == "text":
        return block.get("text", "")
    if kind in ("image", "audio"):
        return Media(block.get("mimeType", ""), block.get("data", ""))
    if kind == "resource":
        inner = block.get("resource", {})
        if "text" in inner:
            return Resource(inner.get("uri"), inner.get("mimeType"), inner["text"])
        return Resource(inner.get("uri"), inner.get("mimeType"), Media(inner.get("mimeType", ""), inner.get("blob", "")).data)
    if kind == "resource_link":
        return Resource(block.get("uri"), block.get("mimeType"), None, block.get("name"), block.get("description"))
    return block


class Media:
    """A picture or a sound; `vivarium.display` shows it."""

    def __init__(self, mime, base64):
        self.mime, self._base64 = mime, base64

    @property
    def data(self):
        """The file's bytes."""
        import binascii

        return binascii.a2b_base64(self._base64)

    def save(self, path):
        """Write the file."""
        with open(path, "wb") as file:
            file.write(self.data)

    def _repr_mimebundle_(self, include=None, exclude=None):
        if self.mime.startswith("audio/"):
            return {"text/html": f'<audio controls src="data:{self.mime};base64,{self._base64}"></audio>'}
        return {self.mime: self._base64}

    def __repr__(self):
        return f"<{self.mime or 'data'}, {len(self._base64) * 3 // 4} bytes>"


class Resource:
    """A resource of a server: its address, and its contents (`str` or `bytes`) where the server sent them along."""

    def __init__(self, uri, mime=None, contents=None, name=None, description=None):
        self.uri, self.mime, self.contents = uri, mime, contents
        self.name, self.description = name, description

    def __repr__(self):
        return f"<resource {self.uri}>"
