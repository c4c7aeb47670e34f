"""Language reference, chapter 4: names, scopes, closures; chapter 8.7: functions and their parameters."""

#= local, enclosing, global, built-in
x = "global"
def outer():
    x = "enclosing"
    def inner():
        return x
    def local():
        x = "local"
        return x
    return inner(), local()
print(outer(), x, len)
#> ('enclosing', 'local') global <built-in function len>

#= global and nonlocal
n = 0
def count():
    global n
    n += 1
    k = 10
    def up():
        nonlocal k
        k += 1
    up()
    return k
print(count(), n)
#> 11 1

#= unbound local
x = 1
def f():
    print(x)
    x = 2
f()
#! UnboundLocalError: cannot access local variable 'x' where it is not associated with a value

#= late binding of closures
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])
#> [2, 2, 2] [0, 1, 2]

#= counters by closure
def make():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
a, b = make(), make()
print(a(), a(), a(5), b(), a.__closure__[0].cell_contents)
#> 1 2 7 1 7

#= defaults are evaluated once
def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2), f(3, []))
#> [1, 2] [1, 2] [3]

#= kinds of parameters
def f(a, /, b, *, c):
    return a, b, c
print(f(1, 2, c=3), f(1, b=2, c=3))
for call in (lambda: f(a=1, b=2, c=3), lambda: f(1, 2, 3), lambda: f(1, 2)):
    try:
        call()
    except TypeError as error:
        print(error)
#> (1, 2, 3) (1, 2, 3)
#> f() got some positional-only arguments passed as keyword arguments: 'a'
#> f() takes 2 positional arguments but 3 were given
#> f() missing 1 required keyword-only argument: 'c'

#= star arguments
def f(*args, **kw):
    return args, kw
print(f(*[1, 2], 3, *"ab", x=1, **{"y": 2}))
try:
    f(x=1, **{"x": 2})
except TypeError as error:
    print(error)
#> ((1, 2, 3, 'a', 'b'), {'x': 1, 'y': 2})
#> __main__.f() got multiple values for keyword argument 'x'

#= unexpected keyword (3.14)
def f(colour): ...
f(color=1)
#! TypeError: f() got an unexpected keyword argument 'color'. Did you mean 'colour'?

#= argument order of evaluation
def say(x):
    print(x, end=" ")
    return x
def f(*a, **k): ...
f(say(1), *[say(2)], say(3), k=say(4), **{"m": say(5)})
print()
#> 1 2 3 4 5

#= names deleted
x = 1
del x
try:
    x
except NameError as error:
    print(error, error.name)
#> name 'x' is not defined x

#= except clears its name
try:
    1 / 0
except ZeroDivisionError as e:
    pass
try:
    e
except NameError as error:
    print(error)
#> name 'e' is not defined

#= comprehension scope
x = 5
y = [x for x in range(3)]
print(x, y)
print([y := 1, y + 1], y)
def f():
    [z := i for i in range(4)]
    return z
print(f())
#> 5 [0, 1, 2]
#> [1, 2] 1
#> 3

#= locals and globals
def f(a):
    b = 2
    return sorted(locals())
print(f(1), globals()["f"] is f, "__name__" in globals())
#> ['a', 'b'] True True

#= exec and eval with namespaces
ns = {"x": 2}
exec("y = x * 2\ndef f(): return y", ns)
print(ns["y"], ns["f"](), eval("x + z", {"x": 1}, {"z": 2}))
#> 4 4 3

#= compile to a code object
code = compile("a + b", "<expr>", "eval")
print(eval(code, {"a": 1, "b": 2}), code.co_names, code.co_filename)
#> 3 ('a', 'b') <expr>

#= decorators with arguments
import functools
def repeat(n):
    def wrap(f):
        @functools.wraps(f)
        def inner(*a):
            return [f(*a) for _ in range(n)]
        return inner
    return wrap
@repeat(2)
@repeat(3)
def hi(x):
    "Say hi."
    return x
print(hi(1), hi.__name__, hi.__doc__, hi.__wrapped__.__name__)
#> [[1, 1, 1], [1, 1, 1]] hi Say hi. hi

#= recursion
from functools import cache
@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info())
#> 2880067194370816120 CacheInfo(hits=88, misses=91, maxsize=None, currsize=91)

#= recursion error is caught
def f(n):
    return f(n + 1)
try:
    f(0)
except RecursionError as error:
    print(type(error).__name__, str(error)[:32])
#> RecursionError maximum recursion depth exceeded

#= main module
print(__name__)
import sys
print(sys.modules["__main__"].__dict__ is globals(), __doc__, __spec__)
#> __main__
#> True None None

#= conditional function definitions
import sys
if sys.version_info >= (3,):
    def f(): return "new"
else:
    def f(): return "old"
print(f())
#> new

#= annotations are not enforced (3.14)
def f(x: int) -> str:
    return x
print(f("a"), f.__annotations__)
v: "not evaluated" = 1
w: int
print("w" in globals(), __annotations__ if "__annotations__" in globals() else None is None)
#> a {'x': <class 'int'>, 'return': <class 'str'>}
#> False True

#= deferred annotations (3.14)
import annotationlib
class Node:
    next: Node
    other: Missing
print(annotationlib.get_annotations(Node, format=annotationlib.Format.STRING))
try:
    Node.__annotations__
except NameError as error:
    print(error)
#> {'next': 'Node', 'other': 'Missing'}
#> name 'Missing' is not defined

#= lambda
f = lambda x, *a, k=2, **kw: (x, a, k, kw)
print(f(1), f(1, 2, k=3, z=4), (lambda: None)(), (lambda x: x)(*[1]))
#> (1, (), 2, {}) (1, (2,), 3, {'z': 4}) None 1

#= return without value and implicit return
def a(): return
def b(): pass
print(a(), b())
#> None None

#= multiple return values
def divide(a, b):
    return a // b, a % b
q, r = divide(17, 5)
print(q, r)
#> 3 2

#= type parameters (3.12)
def first[T](items: list[T]) -> T:
    return items[0]
class Box[T]:
    def __init__(self, x: T): self.x = x
type Pair[A] = tuple[A, A]
print(first([1]), Box[int](2).x, Pair[int], Pair.__type_params__, first.__type_params__)
#> 1 2 Pair[int] (A,) (T,)

#= builtins module
import builtins
builtins.shout = lambda s: s.upper()
print(shout("a"))
print(builtins.len is len)
#> A
#> True
