"""Language reference, chapter 3: objects, special methods, attribute access, descriptors."""

#= identity and type
a = [1]
b = a
print(a is b, [1] is a, type(a) is list, id(a) == id(b))
#> True False True True

#= truth value testing
class Empty:
    def __len__(self):
        return 0
class No:
    def __bool__(self):
        return False
print([bool(x) for x in (None, 0, 0.0, 0j, "", b"", (), [], {}, set(), range(0), Empty(), No(), object())])
#> [False, False, False, False, False, False, False, False, False, False, False, False, False, True]

#= repr falls back from str
class P:
    def __repr__(self):
        return "P()"
print(P(), [P()], f"{P()!s} {P()!r}", str(P()))
#> P() [P()] P() P() P()

#= rich comparison and reflection
class V:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        print("lt", self.n, other.n)
        return self.n < other.n
print(V(1) < V(2))
print(V(1) > V(2))
try:
    V(1) <= V(2)
except TypeError as error:
    print(error)
#> lt 1 2
#> True
#> lt 2 1
#> False
#> '<=' not supported between instances of 'V' and 'V'

#= equality without hash
class E:
    def __eq__(self, other):
        return True
try:
    hash(E())
except TypeError as error:
    print(error)
print(E.__hash__)
#> unhashable type: 'E'
#> None

#= reflected operators
class Left:
    def __add__(self, other):
        return NotImplemented
class Right:
    def __radd__(self, other):
        return "radd"
print(Left() + Right(), 1 + Right())
try:
    Left() + 1
except TypeError as error:
    print(error)
#> radd radd
#> unsupported operand type(s) for +: 'Left' and 'int'

#= in-place operators fall back
class A:
    def __init__(self, n):
        self.n = n
    def __add__(self, n):
        return A(self.n + n)
class B(A):
    def __iadd__(self, n):
        self.n += n
        return self
a = x = A(1); a += 1
b = y = B(1); b += 1
print(a is x, b is y, a.n, b.n)
#> False True 2 2

#= getattr and getattribute
class G:
    x = 1
    def __getattr__(self, name):
        return f"made {name}"
    def __getattribute__(self, name):
        print("asked", name)
        return super().__getattribute__(name)
g = G()
print(g.x)
print(g.y)
#> asked x
#> 1
#> asked y
#> made y

#= setattr and delattr
class S:
    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)
s = S()
s.a = 1
del s.a
try:
    del s.a
except AttributeError as error:
    print(type(error).__name__)
#> set a 1
#> del a
#> del a
#> AttributeError

#= attribute error carries name and object
class C:
    pass
c = C()
try:
    c.missing
except AttributeError as error:
    print(error.name, error.obj is c)
    print(error)
#> missing True
#> 'C' object has no attribute 'missing'

#= data and non-data descriptors
class Data:
    def __get__(self, obj, owner=None):
        return "data"
    def __set__(self, obj, value):
        obj.__dict__["d"] = value
class NonData:
    def __get__(self, obj, owner=None):
        return "non-data"
class C:
    d = Data()
    n = NonData()
c = C()
c.d = 1
c.__dict__["n"] = 2
print(c.d, c.n, C.d, C.n)
#> data 2 data non-data

#= set_name
class Field:
    def __set_name__(self, owner, name):
        self.name = name
        print("named", owner.__name__, name)
    def __get__(self, obj, owner):
        return self if obj is None else obj.__dict__.get(self.name, "unset")
class M:
    a = Field()
    b = Field()
print(M().a, M.b.name)
#> named M a
#> named M b
#> unset b

#= slots
class P:
    __slots__ = ("x", "y")
p = P()
p.x = 1
try:
    p.z = 2
except AttributeError as error:
    print(type(error).__name__)
try:
    p.y
except AttributeError:
    print("y is unset")
print(hasattr(p, "__dict__"), P.__slots__)
#> AttributeError
#> y is unset
#> False ('x', 'y')

#= callable objects
class Adder:
    def __init__(self, n):
        self.n = n
    def __call__(self, x, *, times=1):
        return (x + self.n) * times
add = Adder(2)
print(add(1), add(1, times=3), callable(add), callable(1))
#> 3 9 True False

#= containers
class Squares:
    def __len__(self):
        return 4
    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        if not -4 <= i < 4:
            raise IndexError("out of range")
        return (i % 4) ** 2
s = Squares()
print(list(s), s[-1], s[1:3], 9 in s, list(reversed(s)), s[::2])
#> [0, 1, 4, 9] 9 [1, 4] True [9, 4, 1, 0] [0, 4]

#= subscripts get tuples and slices
class K:
    def __getitem__(self, key):
        return key
k = K()
print(k[1, 2], k[1:2, ::3], k[...], k[()], k[*[1, 2], 3])
#> (1, 2) (slice(1, 2, None), slice(None, None, 3)) Ellipsis () (1, 2, 3)

#= missing for dict subclasses
class D(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value
d = D()
print(d["a"], d, d.get("b"), "b" in d)
#> aa {'a': 'aa'} None False

#= class_getitem
class Box:
    def __class_getitem__(cls, item):
        return f"{cls.__name__} of {item.__name__}"
print(Box[int])
#> Box of int

#= conversion methods
class N:
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __index__(self): return 2
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return 7
    def __floor__(self): return 8
    def __ceil__(self): return 9
import math
n = N()
print(int(n), float(n), complex(n), [10, 20, 30][n], hex(n), round(n), round(n, 1), math.trunc(n), math.floor(n), math.ceil(n))
#> 3 2.5 1j 30 0x2 ('round', None) ('round', 1) 7 8 9

#= format
class F:
    def __format__(self, spec):
        return f"<{spec}>"
print(f"{F():>10}", format(F(), "x"), "{:a{}}".format(F(), 1))
#> <>10> <x> <a1>

#= missing format spec support
try:
    format(object(), ">10")
except TypeError as error:
    print(error)
#> unsupported format string passed to object.__format__

#= dir and vars
class C:
    def __init__(self):
        self.a = 1
    def __dir__(self):
        return ["b", "a"]
print(dir(C()), vars(C()))
#> ['a', 'b'] {'a': 1}

#= del is called when the last reference goes
class D:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("gone", self.name)
a = D("a")
b = a
del a
print("still there")
del b
D("temporary")
print("end")
#> still there
#> gone a
#> gone temporary
#> end

#= new and init
class C:
    def __new__(cls, *args):
        print("new", args)
        return super().__new__(cls)
    def __init__(self, *args):
        print("init", args)
C(1, 2)
class Other:
    def __new__(cls):
        return 5
    def __init__(self):
        print("never")
print(Other())
#> new (1, 2)
#> init (1, 2)
#> 5

#= immutable subclass by new
class Celsius(float):
    def __new__(cls, text):
        return super().__new__(cls, text.removesuffix("C"))
print(Celsius("21.5C") + 1, type(Celsius("1C")).__name__)
#> 22.5 Celsius

#= length must be a non-negative integer
class L:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
for n in (-1, "x"):
    try:
        len(L(n))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
#> ValueError __len__() should return >= 0
#> TypeError 'str' object cannot be interpreted as an integer

#= iter by getitem and by sentinel
class Old:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i
print(list(Old()), 2 in Old())
n = iter([1, 2, 0, 3])
print(list(iter(lambda: next(n), 0)))
#> [0, 1, 2] True
#> [1, 2]

#= matrix multiplication
class M:
    def __matmul__(self, other):
        return "matmul"
    def __rmatmul__(self, other):
        return "rmatmul"
m = M()
print(m @ 1, 1 @ m)
m @= 2
print(m)
#> matmul rmatmul
#> matmul

#= function attributes
def f(a, b=2, *c, d, e=5, **g) -> int:
    "What f does."
f.extra = 1
print(f.__name__, f.__qualname__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__dict__)
print(f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount)
#> f f What f does. (2,) {'e': 5} {'return': <class 'int'>} {'extra': 1}
#> ('a', 'b', 'd', 'e', 'c', 'g') 2 2

#= bound methods
class C:
    def m(self):
        return self
c = C()
m = c.m
print(m.__self__ is c, m.__func__ is C.m, m() is c, c.m == c.m, c.m is c.m)
#> True True True True False

#= special lookup skips the instance
class C:
    pass
c = C()
c.__len__ = lambda: 5
try:
    len(c)
except TypeError as error:
    print(error)
#> object of type 'C' has no len()

#= instance of a class with its own check
class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 1
    def __subclasscheck__(cls, sub):
        return sub is str
class C(metaclass=Meta):
    pass
print(isinstance(1, C), isinstance(2, C), issubclass(str, C), issubclass(int, C))
#> True False True False
