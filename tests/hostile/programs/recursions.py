"""Recursions without an end, by every door that Python has. Each program stands below a line that names it."""

# === a function
def f(): f()
f()

# === two functions
def a(): b()
def b(): a()
a()

# === a lambda
f = lambda: f()
f()

# === repr
class C:
    def __repr__(self): return repr(self)
repr(C())

# === str of nested lists
x = []
for _ in range(100_000): x = [x]
str(x)

# === equality of nested lists
def deep():
    x = []
    for _ in range(100_000): x = [x]
    return x
deep() == deep()

# === addition
class C:
    def __add__(self, other): return self + other
C() + C()

# === attribute
class C:
    def __getattr__(self, name): return getattr(self, name)
C().x

# === item
class C:
    def __getitem__(self, key): return self[key]
C()[0]

# === hash
class C:
    def __hash__(self): return hash(self)
hash(C())

# === sort key
def key(x): return sorted([1, 2], key=key)
sorted([1], key=key)

# === property
class C:
    @property
    def p(self): return self.p
C().p

# === call
class C:
    def __call__(self): return self()
C()()

# === a raised limit
import sys
sys.setrecursionlimit(10**6)
def f(): f()
f()

# === new
class C:
    def __new__(cls): return cls()
C()

# === bool
class C:
    def __bool__(self): return bool(not self)
bool(C())
iterators in iterators
x = iter([])
for _ in range(100_000): x = map(int, x)
list(x)
generators in generators
def g(n): yield from g(n + 1)
list(g(0))

# === isinstance
class M(type):
    def __instancecheck__(cls, x): return isinstance(x, cls)
class C(metaclass=M): pass
isinstance(1, C)

# === nested JSON
import json
json.loads("[" * 100_000)
exceptions in exceptions
def f():
    try: 1 / 0
    except ZeroDivisionError: f()
f()

# === deepcopy
import copy
x = []
for _ in range(100_000): x = [x]
copy.deepcopy(x)

# === dropping a deep list
x = []
for _ in range(1_000_000): x = [x]
del x

# === functools.partial
import functools
f = int
for _ in range(200_000): f = functools.partial(f)
f()

# === contains
class C:
    def __contains__(self, x): return x in self
1 in C()

# === eval of itself
code = "eval(code)"
eval(code)
