"""Suggestions for a place in a program: what could stand there, and what the call around it takes.

Lines and columns count from 1, columns in characters. `from` is the column in the place's line from which a suggestion
replaces the text. Nothing of the program runs; modules of the standard library are imported to look at them.
"""

import builtins
import keyword

import _vivarium_run
import _vivarium_source
import _vivarium_values
from _vivarium_values import NOTHING

def complete(source, line, column):
    """`{"from": column, "options": [{"label", "type", "detail", "info"}]}`."""
    place = _Place(source, line, column)
    options = {} if place.in_text else _options(place)
    found = [
        {"label": label, "type": kind, "detail": detail, "info": info}
        for label, (kind, detail, info) in options.items()
        if (place.prefix.startswith("_") or not label.startswith("_"))
    ]
    found.sort(key=lambda option: option["label"].lower())
    return {"from": column - len(place.prefix), "options": found}


def signature(source, line, column):
    """`{"label", "documentation", "activeParameter"}` of the call around a place, or `None`."""
    place = _Place(source, line, column)
    call = place.call()
    if call is None:
        return None
    name, parameters, value = _callee(place, call.callee)
    if parameters is None:
        return None
    active = call.position
    names = [parameter.split("=")[0].split(":")[0].strip() for parameter in parameters]
    if call.keyword in names:
        active = names.index(call.keyword)
    else:
        takers = [index for index, name in enumerate(names) if name not in ("/", "*")]
        active = takers[active] if active < len(takers) else len(names) - 1
        for index, taker in enumerate(names):
            if taker.startswith("*") and taker != "*" and index < active:
                active = index
                break
    return {
        "label": _plain(f"{name}({', '.join(parameters)})"),
        "documentation": _plain(_vivarium_values.documentation(value).partition("\n\n")[0]),
        "activeParameter": max(active, 0),
    }


def hover(source, line, column):
    """`{"from", "to", "label", "documentation"}` of the name at a place, or `None`."""
    lines = source.split("\n")
    line = min(max(line, 1), len(lines))
    begin = sum(len(text) + 1 for text in lines[: line - 1])
    offset = begin + max(column - 1, 0)
    name = next((token for token in _vivarium_source.tokens(source) if token.start <= offset < token.end), None)
    if name is None or name.kind != "name" or keyword.iskeyword(name.text):
        return None
    place = _Place(source, line, name.end - begin + 1)
    primary = _primary([*place.before, name])
    label, parameters, value = _callee(place, primary)
    known, is_instance = _resolve(place, primary)
    if is_instance:
        label = f"{label}: {_name(known if _vivarium_values.is_class(known) else type(known))}"
    elif parameters is not None:
        label = f"{label}({', '.join(parameters)})"
    elif known is NOTHING:
        return None
    else:
        kind = {"namespace": "module", "variable": ""}.get(_vivarium_values.kind(known), _vivarium_values.kind(known))
        label = f"{kind} {label}" if kind else f"{label}: {_name(type(known))}"
    text = _vivarium_values.documentation(known if value is NOTHING else value)
    return {
        "from": name.start - begin + 1,
        "to": name.end - begin + 1,
        "label": _plain(label),
        "documentation": _plain(text[:_MOST_TEXT]),
    }


# Characters of documentation that are shown beside a name.
_MOST_TEXT = 1_000


def _name(cls):
    return type.__dict__["__name__"].__get__(cls)


class _Call:
    """An open bracket after a name: the callee's tokens, the arguments before the place, the keyword it stands after."""

    def __init__(self, callee, position, keyword):
        self.callee, self.position, self.keyword = callee, position, keyword


class _Place:
    """A place in a program and what can be read around it."""

    def __init__(self, source, line, column):
        lines = source.split("\n")
        line = min(max(line, 1), len(lines))
        begin = sum(len(text) + 1 for text in lines[: line - 1])
        self.cursor = min(begin + max(column - 1, 0), begin + len(lines[line - 1]))
        found = _vivarium_source.tokens(source)
        self.before = [token for token in found if token.start < self.cursor]
        self.prefix, self.in_text = "", False
        if self.before and self.before[-1].end >= self.cursor:
            last = self.before[-1]
            if last.kind in ("name", "number"):
                self.prefix = source[last.start : self.cursor]
                self.before.pop()
                self.in_text = last.kind == "number"
            elif last.kind == "comment":
                self.in_text = True
            elif last.kind == "string":
                self.in_text = last.end > self.cursor or len(last.text.lstrip("rRbBuUfFtT")) < 2 or not (
                    last.text.endswith(("'", '"'))
                )
        self.source, self.found = source, found
        self._scope = None

    @property
    def scope(self):
        if self._scope is None:
            self._scope = _vivarium_source.scope_at(self.source, self.found, self.cursor)
        return self._scope

    def statement(self):
        """The tokens of this statement that stand before the place."""
        begin = len(self.before)
        while begin and self.before[begin - 1].kind != "newline":
            begin -= 1
        return [token for token in self.before[begin:] if token.kind != "comment"]

    def call(self):
        """The innermost call whose arguments the place is among."""
        depth, position, keyword_name, innermost = 0, 0, "", True
        found = self.statement()
        for at in range(len(found) - 1, -1, -1):
            token = found[at]
            if token.kind != "op":
                continue
            if token.text in ")]}":
                depth += 1
            elif token.text in "([{":
                if depth:
                    depth -= 1
                    continue
                if token == "(" and at and (found[at - 1].kind == "name" or found[at - 1] == "."):
                    callee = _primary(found[:at])
                    if callee and not keyword.iskeyword(callee[-1].text) and not _is_definition(found, at, callee):
                        return _Call(callee, position, keyword_name)
                position, keyword_name, innermost = 0, "", False
            elif depth == 0 and token == ",":
                position, innermost = position + 1, False
            elif depth == 0 and token == "=" and innermost and not position and at and found[at - 1].kind == "name":
                keyword_name = found[at - 1].text
        return None


def _is_definition(found, at, callee):
    begin = at - len(callee)
    return begin > 0 and found[begin - 1].text in ("def", "class")


def _primary(found):
    """The `a.b.c` or `"text"` that these tokens end with."""
    at = len(found)
    while at and (found[at - 1].kind in ("name", "string")):
        at -= 1
        if not (at and found[at - 1] == "."):
            break
        at -= 1
    return found[at:]


def _options(place):
    before = place.statement()
    words = [token.text for token in before]
    if words[:1] == ["import"] or words[:1] == ["from"]:
        return _imports(words)
    if words and words[-1] == ".":
        return _attributes(place, _primary(before[:-1]))
    if words and words[-1] in ("def", "class", "for", "as", "global", "nonlocal"):
        return {}
    return _names(place)


def _imports(words):
    if words[0] == "from" and "import" in words:
        name = "".join(words[1 : words.index("import")])
        module = _vivarium_values.module(name)
        options = {} if module is NOTHING else _described(_vivarium_values.members(module))
        return options | {name: ("namespace", "", "") for name in _vivarium_values.submodules(name)}
    begin = max((at for at, word in enumerate(words) if word in ("import", "from", ",")), default=0) + 1
    typed = words[begin:]
    if typed and typed[-1] != ".":
        return {word: ("keyword", "", "") for word in (("import",) if words[0] == "from" else ("as",))}
    return {name: ("namespace", "", "") for name in _vivarium_values.submodules("".join(typed[:-1]))}


def _attributes(place, primary):
    if not primary:
        return {}
    value, is_instance = _resolve(place, primary)
    if value is not NOTHING:
        options = _described(_vivarium_values.members(value))
        if is_instance:
            options = {label: ("method" if kind == "function" else kind, *rest) for label, (kind, *rest) in options.items()}
        return options
    # What the program itself writes after this name, as after `self`.
    text, found = "".join(token.text for token in primary), place.found
    options = {}
    for at in range(len(found) - 2):
        if found[at].text == text and found[at + 1] == "." and found[at + 2].kind == "name":
            if found[at + 2].start != place.cursor - len(place.prefix):
                options[found[at + 2].text] = ("property", "", "")
    scope = place.scope
    while scope is not None and text in ("self", "cls"):
        if scope.kind == "class":
            options |= _bound(scope)
            break
        scope = scope.outer
    return options


def _names(place):
    options = _everywhere | _described(_vivarium_run.names())
    scopes, scope = [], place.scope
    while scope is not None:
        if scope.kind != "class" or not scopes:
            scopes.append(scope)
        scope = scope.outer
    for scope in reversed(scopes):
        options |= _bound(scope)
    call = place.call()
    if call is not None and not call.keyword:
        for parameter in _callee(place, call.callee)[1] or ():
            name = parameter.split("=")[0].split(":")[0].strip()
            if name.isidentifier():
                options[name + "="] = ("property", parameter, "")
    return options


def _bound(scope):
    options = {}
    for name, binding in scope.names.items():
        known = _vivarium_run.names().get(name)
        detail = ""
        if binding.value is not None and binding.value[0] == "function":
            detail = f"({', '.join(binding.value[1])})"
        elif known is not None and scope.outer is None:
            continue
        options[name] = (binding.kind, detail, "")
    return options


def _described(values):
    return {
        name: _description(value) for name, value in list(values.items()) if type(name) is str and name.isidentifier()
    }


def _description(value):
    kind = _vivarium_values.kind(value)
    if kind == "variable":
        return kind, _plain(_name(type(value))), ""
    if _vivarium_values.is_tool(value):
        # All about it only the page knows; it is asked about the one that is looked at.
        return kind, "", ""
    parameters = _vivarium_values.parameters(value) if kind == "function" else None
    detail = "" if parameters is None else f"({', '.join(parameters)})"
    return kind, _plain(detail), _plain(_vivarium_values.documentation(value).partition("\n")[0])


def _callee(place, primary):
    """Name, parameters and value of what is called; parameters are `None` when they cannot be told."""
    name = "".join(token.text for token in primary)
    binding = _binding(place, primary[0].text) if len(primary) == 1 else None
    if binding is not None and binding.value is not None and binding.value[0] == "function":
        return name, binding.value[1], NOTHING
    if binding is not None and binding.kind == "class":
        return name, None, NOTHING
    value, is_instance = _resolve(place, primary)
    if value is NOTHING:
        return name, None, NOTHING
    parameters = _vivarium_values.parameters(value)
    owner = _resolve(place, primary[:-2]) if len(primary) > 2 else (NOTHING, False)
    if parameters and owner[1] and parameters[0] in ("self", "cls"):
        parameters = parameters[1:]
    return name, parameters, value


def _binding(place, name):
    scope = place.scope
    while scope is not None:
        if name in scope.names and (scope.kind != "class" or scope is place.scope):
            return scope.names[name]
        scope = scope.outer
    return None


def _resolve(place, primary):
    """The value of `a.b.c`, and whether it is known only by its class, which then stands for it."""
    if not primary:
        return NOTHING, False
    first = primary[0]
    if first.kind == "string":
        value, is_instance = bytes if "b" in first.text[:2].lower() else str, True
    else:
        value, is_instance = _value_of(place, first.text, 8)
    for token in primary[2::2]:
        if value is NOTHING:
            break
        value, is_instance = _vivarium_values.member(value, token.text), False
    return value, is_instance


def _value_of(place, name, patience):
    """As `_resolve`, for one name; a chain of names is followed so far as patience goes."""
    binding = _binding(place, name)
    known = _vivarium_run.names().get(name, NOTHING)
    if known is not NOTHING and (binding is None or binding.value is None or place.scope.outer is None):
        return known, not _vivarium_values.is_class(known) and _vivarium_values.kind(known) == "variable"
    if binding is None:
        return _vivarium_values.builtin(name), False
    if binding.value is None or patience == 0:
        return NOTHING, False
    how, *what = binding.value
    if how == "module":
        return _vivarium_values.module(what[0]), False
    if how == "member":
        module = _vivarium_values.module(what[0])
        value = NOTHING if module is NOTHING else _vivarium_values.member(module, what[1])
        if value is NOTHING:
            value = _vivarium_values.module(".".join(what))
        return value, False
    if how == "instance":
        first, *rest = what[0].split(".")
        value, _ = _value_of(place, first, patience - 1) if first != name else (_vivarium_values.builtin(first), False)
        for part in rest:
            value = NOTHING if value is NOTHING else _vivarium_values.member(value, part)
        if value is not NOTHING and _vivarium_values.is_class(value):
            return value, True
    return NOTHING, False


def _plain(text):
    """Text without lone surrogates, which JSON cannot carry."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


# What could stand anywhere: keywords and builtins.
_everywhere = {word: ("keyword", "", "") for word in keyword.kwlist} | _described(builtins.__dict__)
