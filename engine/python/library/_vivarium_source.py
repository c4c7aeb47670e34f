"""A program's text as far as it can be read while it is being written: tokens, and the names that are bound where.

Nothing here is a parser: a line that makes no sense is passed over, and the next one is read as if nothing were.
"""

import keyword
import re

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n]*)
    | (?P<string>(?i:[rbuft]{0,2})(?:
          \"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:\"{3}|\Z)
        | '{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'{3}|\Z)
        | "[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|(?=\n)|\Z)
        | '[^'\\\n]*(?:\\.[^'\\\n]*)*(?:'|(?=\n)|\Z)))
    | (?P<name>[^\W\d]\w*)
    | (?P<number>\.?\d(?:[eE][+-]\d|[\w.])*)
    | (?P<newline>\n)
    | (?P<op>:=|[=!<>]=|->|\*\*|//|<<|>>|\.\.\.|[^\s\w\\])
    """,
    re.VERBOSE | re.DOTALL,
)
# A line that begins so begins a statement, even when a bracket above it was never closed.
_BEGINNINGS = frozenset(
    "@ async class continue def del except finally global import nonlocal raise return try while with".split()
)
_CLOSING = {")": "(", "]": "[", "}": "{"}


class Token:
    """A piece of the text: `kind` is comment, string, name, number, newline or op."""

    __slots__ = ("kind", "text", "start", "end")

    def __init__(self, match):
        self.kind, self.text = match.lastgroup, match.group()
        self.start, self.end = match.span()

    def __eq__(self, text):
        return self.text == text and self.kind in ("op", "name")


def tokens(source):
    """All tokens; of the line ends only those that end a statement."""
    found, brackets = [], []
    for match in _TOKEN.finditer(source):
        token = Token(match)
        if token.kind == "newline":
            if brackets:
                following = re.compile(r"\s*(@|\w+)").match(source, token.end)
                if following is None or following.group(1) not in _BEGINNINGS:
                    continue
                brackets.clear()
        elif token.kind == "op":
            if token.text in "([{":
                brackets.append(token.text)
            elif token.text in _CLOSING and brackets and brackets[-1] == _CLOSING[token.text]:
                brackets.pop()
        found.append(token)
    return found


def statements(found):
    """The tokens of each statement, without comments."""
    statement, depth = [], 0
    for token in found:
        if token.kind == "comment":
            continue
        if token.kind == "newline" or (depth == 0 and token == ";"):
            if statement:
                yield statement
            statement, depth = [], 0
            continue
        depth += _step(token)
        statement.append(token)
    if statement:
        yield statement


def _step(token):
    if token.kind != "op":
        return 0
    return (token.text in "([{") - (token.text in ")]}")


class Binding:
    """What a text tells of a name: `kind` is one that editors know, `value` how its value could be found.

    `value` is `None`, `("module", name)`, `("member", module, name)`, `("instance", dotted name)` or
    `("function", parameters)`.
    """

    __slots__ = ("kind", "value")

    def __init__(self, kind, value=None):
        self.kind, self.value = kind, value


class Scope:
    """The names of a module, class or function."""

    def __init__(self, kind, indent, outer):
        self.kind, self.indent, self.outer, self.names = kind, indent, outer, {}


def scope_at(source, found, cursor):
    """The innermost scope around a place in the text."""
    line = source.rfind("\n", 0, cursor) + 1
    text = source[line:cursor]
    indent = len(text) - len(text.lstrip())
    here, at_cursor = Scope("module", -1, None), None
    for statement in statements(found):
        if at_cursor is None and statement[0].start >= line:
            at_cursor = _leave(here, indent)
        begin = statement[0].start
        here = _leave(here, begin - source.rfind("\n", 0, begin) - 1)
        here = _bind(statement, here, begin - source.rfind("\n", 0, begin) - 1)
    return at_cursor or _leave(here, indent)


def _leave(scope, indent):
    while scope.outer is not None and indent <= scope.indent:
        scope = scope.outer
    return scope


def _bind(statement, scope, indent):
    """Note what a statement binds; the scope of the statements below it."""
    words = [token.text if token.kind in ("name", "op") else "" for token in statement]
    if words[0] == "async":
        statement, words = statement[1:], words[1:]
    if words and words[0] in ("def", "class") and len(words) > 1 and statement[1].kind == "name":
        inner = Scope(words[0], indent, scope)
        if words[0] == "class":
            scope.names[words[1]] = Binding("class")
        else:
            parameters = _parameters(statement[2:])
            scope.names[words[1]] = Binding("function", ("function", parameters))
            for parameter in parameters:
                name = re.match(r"\**(\w+)", parameter)
                if name is not None:
                    inner.names[name.group(1)] = Binding("variable", _annotated(parameter))
        return inner
    if words and words[0] == "import":
        _bind_import(words[1:], scope)
    elif words and words[0] == "from" and "import" in words:
        _bind_from(words[1:], scope)
    else:
        _bind_targets(statement, words, scope)
    return scope


def _parameters(found):
    """The texts between the brackets of a function's head."""
    parameters, depth, text = [], 0, ""
    for token in found:
        depth += _step(token)
        if depth == 1 and token == "(" or depth <= 0:
            if depth <= 0:
                break
            continue
        if depth == 1 and token == ",":
            parameters.append(text)
            text = ""
            continue
        text += {":": ": ", ",": ", "}.get(token.text, token.text)
    return [parameter for parameter in [*parameters, text] if parameter]


def _annotated(parameter):
    _, _, annotation = parameter.partition(": ")
    name = re.match(r"[\w.]+", annotation)
    return ("instance", name.group()) if name else None


def _bind_import(words, scope):
    for clause in _split(words):
        if "as" in clause:
            at = clause.index("as")
            if at + 1 < len(clause):
                scope.names[clause[at + 1]] = Binding("namespace", ("module", "".join(clause[:at])))
        elif clause:
            scope.names[clause[0]] = Binding("namespace", ("module", clause[0]))


def _bind_from(words, scope):
    at = words.index("import")
    module = "".join(words[:at])
    for clause in _split([word for word in words[at + 1 :] if word not in "()"]):
        if clause and clause[0].isidentifier():
            scope.names[clause[-1]] = Binding("variable", ("member", module, clause[0]))


def _split(words):
    clauses = [[]]
    for word in words:
        if word == ",":
            clauses.append([])
        else:
            clauses[-1].append(word)
    return clauses


def _bind_targets(statement, words, scope):
    def bind(name, value=None):
        if name.isidentifier() and not keyword.iskeyword(name):
            scope.names[name] = Binding("variable", value)

    if len(words) > 2 and words[1] == ":":
        bind(words[0], _annotated(words[0] + ": " + "".join(words[2:])))
    depth, begin, target = 0, 0, True
    for at, token in enumerate(statement):
        depth += _step(token)
        word = words[at]
        if word == "as" and at + 1 < len(words) or word == "for":
            # Up to `in`, or just the one name.
            for name in words[at + 1 :]:
                bind(name)
                if word == "as" or name == "in":
                    break
        elif word == ":=" and at:
            bind(words[at - 1])
        elif depth == 0 and word == ":" and target:
            begin = at + 1
        elif depth == 0 and word == "=" and target:
            names = words[begin:at]
            target = all(name.isidentifier() or name in ("", ",", "*") for name in names)
            if words[1:2] == [":"]:
                target = False
                continue
            value = _value(statement[at + 1 :]) if len(names) == 1 else None
            for index, name in enumerate(names):
                if name.isidentifier() and (names[index + 1 : index + 2] or [","])[0] == ",":
                    if index == 0 or names[index - 1] in (",", "*"):
                        bind(name, value)
            begin = at + 1


def _value(found):
    """How the value of an expression can be told, if at all."""
    if not found:
        return None
    first, last = found[0], found[-1]
    if len(found) == 1:
        if first.kind == "string":
            return "instance", "bytes" if "b" in first.text[:2].lower() else "str"
        if first.kind == "number":
            return "instance", "float" if "." in first.text else "int"
    if first == "[" and last == "]" and _closes(found):
        return "instance", "list"
    if first == "{" and last == "}" and _closes(found):
        depth = 0
        for token in found:
            depth += _step(token)
            if depth == 1 and token == ":":
                return "instance", "dict"
        return "instance", "dict" if len(found) == 2 else "set"
    if last == ")" and first.kind == "name":
        at = next(index for index, token in enumerate(found) if token == "(")
        if all(token.kind == "name" or token == "." for token in found[:at]) and _closes(found[at:]):
            return "instance", "".join(token.text for token in found[:at])
    return None


def _closes(found):
    """Whether the first token's bracket is closed by the last one."""
    depth = 0
    for at, token in enumerate(found):
        depth += _step(token)
        if depth == 0:
            return at == len(found) - 1
    return False
