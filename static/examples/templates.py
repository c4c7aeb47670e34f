"""Template strings, new in Python 3.14: like f-strings, but you get the parts and decide what becomes of them."""

from html import escape
from string.templatelib import Interpolation, Template


def html(template: Template) -> str:
    """Everything that was put in is escaped; what the programmer wrote stands as it is."""
    return "".join(
        part if isinstance(part, str) else escape(str(part.value))
        for part in template
    )


def logged(template: Template) -> tuple[str, dict]:
    """A sentence for people and its values for machines."""
    text = "".join(part if isinstance(part, str) else str(part.value) for part in template)
    return text, {part.expression: part.value for part in template if isinstance(part, Interpolation)}


visitor = "<script>alert('hello')</script>"
print(html(t"<p>Welcome, {visitor}!</p>"))

plant, litres = "fern", 0.3
sentence, values = logged(t"watered the {plant} with {litres} l")
print(sentence)
print(values)

query = t"select * from plants where name = {plant} and water < {litres}"
print("statement:", "?".join(query.strings))
print("parameters:", query.values)
