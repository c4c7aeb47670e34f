# cpython: skip deferred annotations and template strings are of 3.14
"""Python 3.14: annotations are evaluated late, t-strings, except without parentheses."""
class Tree:
    left: Tree | None = None
    value: int
print(Tree.__annotations__["value"])
def f(x: Undefined) -> int: return 1
print(f(1))
from string.templatelib import Template
name = "x"
t = t"Hello {name!r:>5}!"
print(type(t).__name__, t.strings, t.interpolations[0].value, t.interpolations[0].conversion, t.interpolations[0].format_spec)
try: int("x")
except ValueError, TypeError: print("no parentheses")
