"""Language reference, chapters 7 and 8: simple and compound statements, pattern matching."""

#= for and while with else
for i in range(3):
    if i == 5: break
else:
    print("no break")
n = 3
while n:
    n -= 1
    if n == 1: continue
    print(n)
else:
    print("done")
#> no break
#> 2
#> 0
#> done

#= nested break
for i in range(3):
    for j in range(3):
        if j == 1: break
        print(i, j)
    else:
        print("never")
#> 0 0
#> 1 0
#> 2 0

#= assert
assert 1 == 1, "fine"
assert 2 + 2 == 5, "arithmetic"
#! AssertionError: arithmetic

#= augmented assignment of targets
a = [1, 2, 3]
a[0] += 10
a[1:] *= 2
d = {"n": 1}
d["n"] <<= 3
print(a, d)
#> [11, 2, 3, 2, 3] {'n': 8}

#= tuple item assignment that half works
t = ([1],)
try:
    t[0] += [2]
except TypeError as error:
    print(error)
print(t)
#> 'tuple' object does not support item assignment
#> ([1, 2],)

#= del
a = [0, 1, 2, 3, 4]
del a[0], a[1:3]
d = {"x": 1}
del d["x"]
print(a, d)
#> [1, 4] {}

#= swap and chained assignment
a, b = 1, 2
a, b = b, a
x = y = []
x.append(1)
i = 0
i, s = 1, [0, 0]
i, s[i] = 0, 5
print(a, b, y, s)
#> 2 1 [1] [5, 0]

#= if ladder
def sign(n):
    if n > 0: return "+"
    elif n < 0: return "-"
    else: return "0"
print([sign(n) for n in (5, -5, 0)])
#> ['+', '-', '0']

#= try, except, else, finally
def f(n):
    try:
        print("try", end=" ")
        return 1 // n
    except ZeroDivisionError:
        print("except", end=" ")
        return -1
    else:
        print("else", end=" ")
    finally:
        print("finally", end=" ")
print(f(1))
print(f(0))
#> try finally 1
#> try except finally -1

#= finally on break and continue
for i in range(3):
    try:
        if i == 1: continue
        if i == 2: break
        print("body", i)
    finally:
        print("finally", i)
#> body 0
#> finally 0
#> finally 1
#> finally 2

#= return in finally wins
import warnings
warnings.simplefilter("ignore")
exec("""
def f():
    try:
        raise ValueError
    finally:
        return "kept"
""")
print(f())
#> kept

#= with statement
class M:
    def __init__(self, name): self.name = name
    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()
    def __exit__(self, t, v, tb):
        print("exit", self.name, t.__name__ if t else None)
        return t is KeyError
with M("a") as a, M("b") as b:
    print(a, b)
with M("k"):
    raise KeyError
print("after")
#> enter a
#> enter b
#> A B
#> exit b None
#> exit a None
#> enter k
#> exit k KeyError
#> after

#= parenthesised with
from contextlib import nullcontext
with (
    nullcontext(1) as a,
    nullcontext(2) as b,
):
    print(a, b)
#> 1 2

#= with needs a context manager (3.14)
try:
    with 5:
        pass
except TypeError as error:
    print(error)
#> 'int' object does not support the context manager protocol (missed __exit__ method)

#= match literals and or
def f(x):
    match x:
        case 0 | 1: return "small"
        case "a" | b"a": return "letter"
        case None | True: return "constant"
        case -1.5: return "float"
        case _: return "other"
print([f(x) for x in (0, 1, "a", b"a", None, True, -1.5, 99)])
#> ['small', 'small', 'letter', 'letter', 'constant', 'small', 'float', 'other']

#= match sequences
def f(x):
    match x:
        case []: return "empty"
        case [a]: return f"one {a}"
        case [a, b]: return f"two {a} {b}"
        case [a, *rest, z]: return f"{a}..{z} with {rest}"
print([f(x) for x in ([], (1,), [1, 2], range(5))], f("ab"))
#> ['empty', 'one 1', 'two 1 2', '0..4 with [1, 2, 3]'] None

#= match mappings
def f(x):
    match x:
        case {"type": "point", "x": x, "y": y}: return x + y
        case {"type": t, **rest}: return (t, rest)
        case {}: return "mapping"
print(f({"type": "point", "x": 1, "y": 2, "z": 3}), f({"type": "a", "b": 1}), f({1: 2}), f([]))
#> 3 ('a', {'b': 1}) mapping None

#= match classes
from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int
def f(p):
    match p:
        case P(0, 0): return "origin"
        case P(x=0, y=y): return f"on y at {y}"
        case P(x, y) if x == y: return "diagonal"
        case P(): return "somewhere"
        case int(n) | float(n): return f"number {n}"
        case str(): return "text"
print([f(p) for p in (P(0, 0), P(0, 2), P(3, 3), P(1, 2), 5, 2.5, "s")])
#> ['origin', 'on y at 2', 'diagonal', 'somewhere', 'number 5', 'number 2.5', 'text']

#= match values, guards and captures
class Color:
    RED = "r"
def f(x):
    match x:
        case Color.RED: return "red"
        case [("go" | "walk") as verb, where]: return f"{verb} to {where}"
        case str() as s if len(s) > 3: return f"long {s}"
print(f("r"), f(["walk", "home"]), f("long enough"), f("no"))
#> red walk to home long long enough None

#= match nested
data = {"items": [{"name": "a", "tags": ["x", "y"]}, {"name": "b", "tags": []}]}
match data:
    case {"items": [{"name": first, "tags": [tag, *_]}, *others]}:
        print(first, tag, others)
#> a x [{'name': 'b', 'tags': []}]

#= match binds even when the guard fails
match 5:
    case n if n > 10:
        print("big")
    case _:
        print("n is", n)
#> n is 5

#= soft keywords are names
match = 1
case = 2
type = 3
_ = 4
print(match, case, type, _)
#> 1 2 3 4

#= import forms
import os.path as p, sys
from math import pi as PI, floor
from collections import *
print(p.join("a", "b"), round(PI, 2), floor(1.5), Counter("aab").most_common(1))
#> a/b 3.14 1 [('a', 2)]

#= import errors (3.14)
for line in ("import no_such_module", "from math import no_such_name", "import math.pi", "from . import x"):
    try:
        exec(line)
    except ImportError as error:
        print(type(error).__name__, error, error.name)
#> ModuleNotFoundError No module named 'no_such_module' no_such_module
#> ImportError cannot import name 'no_such_name' from 'math' (unknown location) math
#> ModuleNotFoundError No module named 'math.pi'; 'math' is not a package math.pi
#> ImportError attempted relative import with no known parent package None

#= import a module of one's own
open("helper.py", "w").write("print('loading', __name__)\nvalue = 5\n_hidden = 1\n__all__ = ['value']\n")
import helper
import helper as again
from helper import *
print(value, again is helper, "_hidden" in globals())
#> loading helper
#> 5 True False

#= packages and relative imports
import os
os.makedirs("pkg/sub")
open("pkg/__init__.py", "w").write("from .a import x\n")
open("pkg/a.py", "w").write("x = 1\n")
open("pkg/sub/__init__.py", "w").write("")
open("pkg/sub/b.py", "w").write("from ..a import x\nfrom .. import a\ny = x + a.x\n")
from pkg.sub.b import y
import pkg
print(y, pkg.x, pkg.__name__, pkg.sub.b.__package__)
#> 2 1 pkg pkg.sub

#= circular imports (3.14)
open("one.py", "w").write("import two\nvalue = 1\n")
open("two.py", "w").write("import one\ntry:\n    one.value\nexcept AttributeError as e:\n    print(e)\n")
import one
#> module 'one' has no attribute 'value' (consider renaming '/home/user/one.py' if it has the same name as a library you intended to import)

#= reload and importlib (3.14)
import importlib.util
open("conf.py", "w").write("n = 1\n")
import conf
open("conf.py", "w").write("n = 22222\n")
importlib.reload(conf)
print(conf.n, importlib.import_module("json").__name__, importlib.util.find_spec("nothing_here"))
#> 22222 json None

#= future annotations
from __future__ import annotations
def f(x: Undefined) -> list[Other]: ...
print(f.__annotations__)
#> {'x': 'Undefined', 'return': 'list[Other]'}

#= star import of missing all
open("m.py", "w").write("__all__ = ['missing']\n")
from m import *
#! AttributeError: module 'm' has no attribute 'missing'

#= pass and ellipsis bodies
class C: pass
def f(): ...
class D(C): "doc only"
print(f(), D.__doc__)
#> None doc only

#= raise forms
for e in (ValueError, ValueError("x")):
    try:
        raise e
    except ValueError as error:
        print(repr(error))
try:
    raise 5
except TypeError as error:
    print(error)
try:
    raise
except RuntimeError as error:
    print(error)
#> ValueError()
#> ValueError('x')
#> exceptions must derive from BaseException
#> No active exception to reraise

#= syntax errors
for code in ("a b", "if x", "f(", "1 = x", "def f(x, x): pass", "return 1", "break", "x = = 1", "'abc", "f(a=1, 2)", "for x in", "nonlocal x"):
    try:
        compile(code, "s", "exec")
    except SyntaxError as error:
        print(type(error).__name__, error.lineno)
    else:
        print("no error:", code)
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1
#> SyntaxError 1

#= indentation errors
for code in ("if 1:\nx", " x = 1", "if 1:\n  a\n b", "if 1:\n\ta\n        b"):
    try:
        compile(code, "s", "exec")
    except IndentationError as error:
        print(type(error).__name__)
#> IndentationError
#> IndentationError
#> IndentationError
#> TabError

#= line joining
x = 1 + \
    2
y = [1,  # a comment
     2,
]
if (x == 3 and
    y): print(x, y)
#> 3 [1, 2]

#= semicolons and one-line bodies
a = 1; b = 2; print(a + b)
for i in range(2): print(i); print(-i)
#> 3
#> 0
#> 0
#> 1
#> -1
