"""Values looked at without running any code of theirs: no property, no `__getattr__`, no `__dir__`, no `__repr__`."""

import _vivarium_library
import builtins
import importlib
import os
import sys
import types

# Modules that do something visible when they are imported.
_LOUD = frozenset(["antigravity", "this", "__main__"])
_dicts = type.__dict__["__dict__"].__get__
_orders = type.__dict__["__mro__"].__get__
# What an object's own dictionary is reached through: of modules, and of objects of the program's classes.
_slots = (type(types.ModuleType.__dict__.get("__dict__")), type(types.FunctionType.__dict__["__dict__"]))
_functions = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
)
_simple = (int, float, complex, str, bytes, bool, type(None))

NOTHING = object()


def _tools():
    """The package of tools, whose own ways tell what the page has: they run nothing of the program."""
    return sys.modules["_vivarium_tools"]


def is_tool(value):
    """Whether it is a tool of a server."""
    return type(value) is _tools().Tool


def _has_tools(value):
    return type(value) in (_tools().Tools, _tools().Server)


def _of_page(look, otherwise):
    """What the page says, where it has tools and reaches them."""
    try:
        return look()
    except Exception:
        return otherwise


def is_class(value):
    """Whether it is a class, whatever its metaclass says."""
    return type in _orders(type(value))


def members(value):
    """The attributes that a value has, by name: its own, then those of its class."""
    if _has_tools(value):
        return _of_page(lambda: {name: getattr(value, name) for name in dir(value)}, {})
    found = {}
    classes = _orders(value) if is_class(value) else _orders(type(value))
    for cls in reversed(classes):
        found.update(_dicts(cls))
    if not is_class(value):
        found.update(_own(value))
    return found


def member(value, name):
    """One attribute, or `NOTHING` when it is not there or only code could tell."""
    if _has_tools(value):
        return _of_page(lambda: getattr(value, name), NOTHING)
    found = members(value).get(name, NOTHING)
    if type(found) in (staticmethod, classmethod):
        return found.__func__
    if type(found) in (property, *_slots) or not is_class(value) and _is_descriptor(found):
        return NOTHING
    return found


def _own(value):
    """An object's own dictionary, unless its class has put something else in that place."""
    if type(value) is types.ModuleType:
        return types.ModuleType.__getattribute__(value, "__dict__")
    for cls in _orders(type(value)):
        place = _dicts(cls).get("__dict__")
        if place is not None:
            found = place.__get__(value) if type(place) in _slots else None
            return found if type(found) is dict else {}
    return {}


def _is_descriptor(value):
    if type(value) in _functions:
        return False
    return any("__get__" in _dicts(cls) for cls in _orders(type(value)))


def module(name):
    """A module that is loaded, or of the standard library, which is then imported; else `NOTHING`."""
    loaded = sys.modules.get(name)
    if loaded is not None:
        return loaded
    top = name.partition(".")[0]
    if top == "tools":
        return _of_page(lambda: importlib.import_module(name), NOTHING)
    if top in _LOUD or not (top in _vivarium_library.names() or top in sys.builtin_module_names):
        return NOTHING
    path = list(sys.path)
    # Not a file of the user's that has the same name.
    sys.path[:] = [_vivarium_library.root()]
    try:
        __import__(name)
        return sys.modules[name]
    except Exception:
        return NOTHING
    finally:
        sys.path[:] = path


def submodules(name):
    """Names of modules that can be imported: of a package, or at the top for an empty name."""
    if not name:
        found = set(_vivarium_library.names()) | set(sys.builtin_module_names)
        places = ["."]
    else:
        package = module(name)
        found = set()
        places = _own(package).get("__path__", []) if type(package) is types.ModuleType else []
    for place in places if type(places) is list else ():
        try:
            entries = os.listdir(place)
        except (OSError, TypeError):
            continue
        found.update(entry.removesuffix(".py") for entry in entries if entry.endswith(".py") or "." not in entry and name)
    return sorted(entry for entry in found if entry.isidentifier() and not entry.startswith("_"))


def kind(value):
    """A word for the value that editors know."""
    if is_class(value):
        return "class"
    if type(value) is types.ModuleType or _has_tools(value):
        return "namespace"
    if is_tool(value):
        return "function"
    if type(value) in _functions or type(value) in (staticmethod, classmethod, types.MethodType):
        return "function"
    return "variable"


def parameters(value):
    """The parameters of something callable as texts, or `None` when they cannot be told."""
    if is_tool(value):
        return _of_page(lambda: _of_text(value._described()["signature"].partition(" -> ")[0]), None)
    if is_class(value):
        for name in ("__init__", "__new__"):
            for cls in _orders(value)[:-1]:
                function = _dicts(cls).get(name)
                if type(function) is staticmethod:
                    function = function.__func__
                if type(function) is types.FunctionType:
                    return _of_code(function)[1:]
        return _of_text(_text(value, "__text_signature__"))
    if type(value) in (staticmethod, classmethod):
        found = parameters(value.__func__)
        return found[1:] if found and type(value) is classmethod else found
    if type(value) is types.MethodType:
        found = parameters(value.__func__)
        return found and found[1:]
    if type(value) is types.FunctionType:
        return _of_code(value)
    if type(value) in _functions:
        return _of_text(_text(value, "__text_signature__"))
    function = member(type(value), "__call__")
    return _of_code(function)[1:] if type(function) is types.FunctionType else None


def documentation(value):
    """The documentation of a function, class or module, else an empty text."""
    if _has_tools(value) or is_tool(value):
        text = _of_page(lambda: value.__doc__, "")
    elif type(value) is types.ModuleType:
        text = _own(value).get("__doc__")
    elif is_class(value) or type(value) in (*_functions, staticmethod, classmethod, types.MethodType):
        text = _text(value, "__doc__")
    else:
        text = None
    return text.strip() if type(text) is str else ""


def _text(value, name):
    if is_class(value):
        if name == "__doc__":
            return _dicts(value).get(name)
        value = value if type(value) is type else None
    text = getattr(value, name, None)
    return text if type(text) is str else None


def _of_code(function):
    while type(inner := function.__dict__.get("__wrapped__")) is types.FunctionType:
        function = inner
    code, names = function.__code__, list(function.__code__.co_varnames)
    positional, keyword_only = code.co_argcount, code.co_kwonlyargcount
    defaults, keyword_defaults = function.__defaults__ or (), function.__kwdefaults__ or {}
    found = []
    for index, name in enumerate(names[:positional]):
        at = index - (positional - len(defaults))
        found.append(f"{name}={_shown(defaults[at])}" if at >= 0 else name)
        if index + 1 == code.co_posonlyargcount:
            found.append("/")
    rest = positional + keyword_only
    if code.co_flags & 4:
        found.append("*" + names[rest])
        rest += 1
    elif keyword_only:
        found.append("*")
    for name in names[positional : positional + keyword_only]:
        found.append(f"{name}={_shown(keyword_defaults[name])}" if name in keyword_defaults else name)
    if code.co_flags & 8:
        found.append("**" + names[rest])
    return found


def _shown(value):
    if type(value) in _simple:
        text = repr(value)
        return text if len(text) <= 20 else "…"
    return "…"


def _of_text(text):
    """What stands between the brackets, without the object itself."""
    if not text or not text.startswith("("):
        return None
    found, depth, part = [], 0, ""
    for letter in text[1:-1]:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            found.append(part.strip())
            part = ""
        else:
            part += letter
    found = [part for part in [*found, part.strip()] if part]
    return found[1 + (found[1:2] == ["/"]) :] if found and found[0].startswith("$") else found


def builtin(name):
    """A name that every program has, else `NOTHING`."""
    return builtins.__dict__.get(name, NOTHING)
