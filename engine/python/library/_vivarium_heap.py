"""Objects as boxes: what a program's names lead to, told without running any code of the program's, and what changed."""

import builtins
import sys
import types
from collections import deque
from itertools import islice
from operator import is_

from _vivarium_values import _dicts, _orders, _own, is_class

# What is shown of one object, of one text, and of all objects together.
_SOME = 40
_LETTERS = 100
_BITS = 400
_BOXES = 150

# Of a code object's flags.
_FUNCTION = 1

_name = type.__dict__["__name__"].__get__
_member = type(types.FunctionType.__dict__["__globals__"])
_args = BaseException.__dict__["args"].__get__
_plain = (bool, float, complex, type(None), type(Ellipsis), type(NotImplemented), range)
_functions = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
# Classes of the library whose texts run nothing of the program's.
_texts = {
    "datetime": ("date", "datetime", "time", "timedelta", "timezone"),
    "decimal": ("Decimal",),
    "fractions": ("Fraction",),
    "pathlib": ("PosixPath", "PurePosixPath"),
    "re": ("Pattern", "Match"),
    "uuid": ("UUID",),
}


def name_of(cls):
    """A class's name, whatever its metaclass says."""
    return clean(_name(cls))


def clean(text):
    """Text that JSON can carry."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def text_of(value):
    """The text of a value that needs no box of its own, else `None`."""
    cls = type(value)
    if cls in _plain:
        return repr(value)
    if cls is int:
        return repr(value) if value.bit_length() <= _BITS else f"int of {value.bit_length():,} bits"
    if cls is str or cls is bytes:
        return repr(value) if len(value) <= _LETTERS else f"{repr(value[:_LETTERS])}… ({len(value):,} long)"
    if cls in _functions:
        return clean(f"{value.__name__}()")
    if is_class(value):
        return f"class {name_of(value)}"
    if cls is types.ModuleType:
        return "module"
    if type(cls) is not type and getattr(sys.modules.get("enum"), "EnumType", None) in _orders(type(cls)):
        member = _own(value).get("_name_")
        return clean(f"{name_of(cls)}.{member}") if type(member) is str else None
    for module, names in _texts.items():
        if name_of(cls) in names and cls is getattr(sys.modules.get(module), name_of(cls), None):
            try:
                text = repr(value)
            except Exception:
                return f"<{name_of(cls)}>"
            return clean(text if len(text) <= _LETTERS else text[:_LETTERS] + "…")
    if str in (orders := _orders(cls)):
        # By the class that it is derived from, as its own may have other methods.
        return text_of(str.__getitem__(value, slice(None)))
    if int in orders:
        return text_of(int.__add__(value, 0))
    if _kind(value) is None:
        return f"<{name_of(cls)}>"
    return None


def _of_sequence(base):
    return lambda value: (base.__len__(value), base.__getitem__(value, slice(_SOME)))


def _of_set(base):
    return lambda value: (base.__len__(value), list(islice(base.__iter__(value), _SOME)))


def _pairs(fields):
    return [*islice(fields, _SOME), *islice(fields.values(), _SOME)]


def _of_dict(value):
    # Methods of the class, as a program's own class may have others.
    keys, values = dict.keys(value), dict.values(value)
    return dict.__len__(value), [*islice(keys, _SOME), *islice(values, _SOME)]


def _of_instance(value):
    fields = dict(_own(value))
    for cls in _orders(type(value))[:-1]:
        for name, slot in _dicts(cls).items():
            if type(slot) is _member and name not in ("__dict__", "__weakref__"):
                try:
                    fields[name] = slot.__get__(value)
                except AttributeError:
                    pass
    if BaseException in _orders(type(value)):
        fields["args"] = _args(value)
    return len(fields), _pairs(fields)


# How each kind is read: the number of its parts, and the first of them; of pairs first the keys, then the values.
_read = {
    "list": _of_sequence(list),
    "tuple": _of_sequence(tuple),
    "set": _of_set(set),
    "frozenset": _of_set(frozenset),
    "deque": _of_set(deque),
    "dict": _of_dict,
    "instance": _of_instance,
}
_bases = {list: "list", tuple: "tuple", dict: "dict", set: "set", frozenset: "frozenset", deque: "deque"}


def _kind(value):
    cls = type(value)
    if cls in _bases:
        return _bases[cls]
    orders = _orders(cls)
    for base, kind in _bases.items():
        if base in orders:
            return kind
    if BaseException in orders or any("__dict__" in _dicts(each) or _has_slots(each) for each in orders[:-1]):
        # Those of the library that have nothing to show.
        return "instance"
    return None


def _has_slots(cls):
    return "__slots__" in _dicts(cls) and any(type(slot) is _member for slot in _dicts(cls).values())


class Box:
    """One object as it was when it was last looked at."""

    __slots__ = ("value", "number", "kind", "parts", "size", "children")

    def __init__(self, value, number):
        self.value, self.number, self.kind = value, number, _kind(value)
        self.parts, self.size, self.children = (), -1, ()

    def look(self, heap):
        """What is shown of it now, if that has changed."""
        size, parts = _read[self.kind](self.value)
        before = self.parts
        if size == self.size and len(parts) == len(before) and all(map(is_, parts, before)):
            return None
        self.size, self.parts, self.children = size, parts, []
        shown = [heap.show(part, self.children) for part in parts]
        if self.kind in ("dict", "instance"):
            half = len(parts) // 2
            if self.kind == "instance":
                shown[:half] = [clean(part) if type(part) is str else "?" for part in parts[:half]]
            shown = [[key, part] for key, part in zip(shown[:half], shown[half:])]
        elif names := _fields(self.value):
            return {"kind": "instance", "type": name_of(type(self.value)), "of": [[n, p] for n, p in zip(names, shown)], "size": size}
        return {"kind": self.kind, "type": name_of(type(self.value)), "of": shown, "size": size}


def _fields(value):
    """The names of a named tuple's parts."""
    if type(value) is tuple or tuple not in _orders(type(value)):
        return None
    for cls in _orders(type(value)):
        names = _dicts(cls).get("_fields")
        if type(names) is tuple and all(type(name) is str for name in names):
            return names
    return None


class Heap:
    """The boxes that can be reached."""

    def __init__(self):
        self.known = {}
        self.reached = {}
        self.made = 0

    def show(self, value, roots):
        """A value as text, or the number of its box, which is added to `roots`."""
        text = text_of(value)
        if text is not None:
            return text
        box = self.known.get(id(value))
        if box is None:
            self.made += 1
            box = self.known[id(value)] = Box(value, self.made)
        roots.append(box)
        return box.number

    def changes(self, roots):
        """What is new or different among all that can be reached, as pairs of number and object, and what went."""
        reached, changed, todo = {}, [], roots[::-1]
        while todo:
            box = todo.pop()
            if box.number in reached:
                continue
            if len(reached) == _BOXES:
                return changed, []
            reached[box.number] = box
            shown = box.look(self)
            if shown is not None:
                changed.append([box.number, shown])
            todo.extend(box.children)
        gone = [number for number in self.reached if number not in reached]
        for number in gone:
            self.known.pop(id(self.reached[number].value), None)
        self.reached = reached
        return changed, gone


class Names:
    """The names of a frame as they were when it was last looked at."""

    def __init__(self, frame, number):
        self.frame, self.number = frame, number
        code = frame.f_code
        self.at_top = code.co_name == "<module>"
        # Of the frames that are no functions, the others are bodies of classes.
        self.returns = bool(code.co_flags & _FUNCTION)
        name = clean(code.co_name)
        self.title = "" if self.at_top else f"{name}()" if self.returns else f"class {name}"
        self.values, self.shown, self.roots = {}, {}, []
        # Functions inside may change them while another frame is on top.
        self.is_shared = self.at_top or bool(frame.f_code.co_cellvars)

    def changes(self, heap):
        """The names that are new or have another value, and those that are gone."""
        now = dict(self.frame.f_locals)
        if len(now) == len(self.values) and now.keys() == self.values.keys() and all(map(is_, now.values(), self.values.values())):
            return {}, []
        self.values = now
        roots, shown = [], {}
        for name, value in islice(now.items(), 500):
            if self._is_shown(name, value):
                shown[clean(name)] = heap.show(value, roots)
                if len(shown) == 2 * _SOME:
                    break
        before, self.shown, self.roots = self.shown, shown, roots
        changed = {name: value for name, value in shown.items() if before.get(name) != value}
        return changed, [name for name in before if name not in shown]

    def _is_shown(self, name, value):
        if type(name) is not str or name.startswith((".", "__", "<")):
            return False
        if type(value) is types.ModuleType:
            return False
        if self.at_top and (type(value) in _functions or is_class(value)):
            # What is imported is not the program's.
            home = value.__dict__.get("__module__") if type(value) is types.FunctionType else None
            module = home or getattr(value, "__module__", None) if type(value) in _functions else _dicts(value).get("__module__")
            return module == self.frame.f_globals.get("__name__") and name not in vars(builtins)
        return True
