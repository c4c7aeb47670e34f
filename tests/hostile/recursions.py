"""Recursions that would use up a browser's stack. Each stands below a line with its name and what must come of it."""

# === repr: RecursionError
class C:
    def __repr__(self): return repr(self)
repr(C())

# === addition: RecursionError
class C:
    def __add__(self, other): return self + other
C() + C()

# === text of nested lists: RecursionError
x = []
for _ in range(100_000): x = [x]
str(x)

# === attribute: RecursionError
class C:
    def __getattr__(self, name): return getattr(self, name)
C().x

# === sort key: RecursionError
def key(x): return sorted([1, 2], key=key)
sorted([1], key=key)

# === a raised limit: RecursionError
import sys
sys.setrecursionlimit(10**6)
def f(): f()
f()

# === nested JSON: RecursionError
import json
json.loads("[" * 100_000)

# === 20 000 minus signs: RecursionError
eval("-" * 20_000 + "1")

# === 20 000 terms: RecursionError
eval("1" + "+1" * 20_000)

# === dropping a list: ok
x = []
for _ in range(1_000_000): x = [x]
del x

# === 900 terms: ok
assert eval("1" + "+1" * 900) == 901
assert eval("x" + "+x" * 900, {"x": "a"}) == "a" * 901
exec("x = 'a' % () " + "+ f'{1}'" * 900)

# === 200 000 nots: RecursionError
eval("not " * 200_000 + "1")

# === 200 000 parentheses: SyntaxError
eval("(" * 200_000 + ")" * 200_000)

# === brackets as deep as they may be: ok
eval("[" * 190 + "]" * 190)

# === 200 000 attributes: RecursionError
compile("a" + ".b" * 200_000, "x", "eval")

# === 200 000 calls: RecursionError
compile("f" + "()" * 200_000, "x", "eval")

# === an error after a long chain: RecursionError
compile("f" + "[0]" * 200_000 + " $", "x", "eval")

# === a ladder of 5 000: ok
exec("if x == -1: pass\n" + "".join(f"elif x == {n}: y = {n}\n" for n in range(5_000)), names := {"x": 4_999})
assert names["y"] == 4_999

# === 20 000 lambdas: RecursionError
eval("lambda: " * 20_000 + "1")

# === 20 000 conditions: RecursionError
eval("1 if 1 else " * 20_000 + "1")

# === 20 000 powers: RecursionError
eval("1" + "**1" * 20_000)

# === 20 000 ands, comparisons and strings: ok
assert eval("1" + " and 1" * 20_000) == 1
assert eval("1" + " <= 1" * 20_000)
assert eval("'a' " * 20_000) == "a" * 20_000

# === 2 000 f-strings: RecursionError
eval("f'" + "{1:" * 2_000 + "}" * 2_000 + "'")

# === 2 000 blocks: RecursionError
exec("\n".join(" " * i + "if 1:" for i in range(2_000)) + "\n" + " " * 2_000 + "pass")

# === ast.parse: RecursionError
import ast
ast.parse("-" * 20_000 + "1")

# === exec in exec: RecursionError
code = "exec(code)"
exec(code)

# === dropping tuples, dicts and objects: ok
class Node:
    __slots__ = ("next",)
x = y = z = None
for _ in range(300_000):
    x, y, node = (x,), {1: y}, Node()
    node.next, z = z, node
del x, y, z, node

# === dropping by __del__: ok
dropped = 0
class Node:
    def __init__(self, next): self.next = next
    def __del__(self):
        global dropped
        dropped += 1
        next, self.next = self.next, None
        del next
x = None
for _ in range(100_000): x = Node(x)
del x
assert dropped == 100_000

# === dropping generators: ok
def g(x):
    yield
    yield x
x = None
for _ in range(50_000):
    x = g(x)
    next(x)
del x

# === dropping exceptions with their tracebacks: ok
x = None
for _ in range(50_000):
    try:
        raise ValueError from x
    except ValueError as error:
        x = error
del x

# === equality: RecursionError
def deep():
    x = []
    for _ in range(100_000): x = [x]
    return x
deep() == deep()

# === hash: RecursionError
x = ()
for _ in range(100_000): x = (x,)
hash(x)

# === deepcopy: RecursionError
import copy
x = []
for _ in range(100_000): x = [x]
copy.deepcopy(x)

# === pickle: RecursionError
import pickle
x = []
for _ in range(100_000): x = [x]
pickle.dumps(x)

# === JSON of nested lists: RecursionError
import json
x = []
for _ in range(100_000): x = [x]
json.dumps(x)

# === isinstance: RecursionError
x = int
for _ in range(100_000): x = (x,)
isinstance(1.0, x)

# === format: RecursionError
class C:
    def __format__(self, spec): return f"{self:{spec}}"
f"{C():>3}"

# === nested groups: RecursionError
import re
re.compile("(" * 5_000 + ")" * 5_000)

# === iterators in iterators: RecursionError
x = iter([])
for _ in range(100_000): x = map(int, x)
list(x)

# === partials in partials: RecursionError
import functools
class C:
    def __call__(self): return functools.partial(self)()
C()()
