"""Language reference 3.3 and 8.7: classes, inheritance, metaclasses, properties."""

#= method resolution order
class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print([c.__name__ for c in D.__mro__])
#> ['D', 'B', 'C', 'A', 'object']

#= inconsistent hierarchy (3.14)
class A: pass
class B(A): pass
try:
    class C(A, B): pass
except TypeError as error:
    print(str(error).splitlines()[0][:60])
#> Cannot create a consistent method resolution order (MRO) for

#= cooperative super
class Base:
    def go(self):
        return ["Base"]
class L(Base):
    def go(self):
        return ["L"] + super().go()
class R(Base):
    def go(self):
        return ["R"] + super().go()
class X(L, R):
    def go(self):
        return ["X"] + super().go()
print(X().go())
#> ['X', 'L', 'R', 'Base']

#= class and static methods
class C:
    count = 0
    @classmethod
    def make(cls):
        cls.count += 1
        return cls()
    @staticmethod
    def add(a, b):
        return a + b
class D(C):
    pass
print(type(D.make()).__name__, D.count, C.count, D().add(1, 2))
#> D 1 0 3

#= properties
class T:
    def __init__(self):
        self._c = 0
    @property
    def c(self):
        "Celsius"
        return self._c
    @c.setter
    def c(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._c = value
    @c.deleter
    def c(self):
        print("deleted")
t = T()
t.c = 20
print(t.c, T.c.__doc__)
del t.c
try:
    t.c = -300
except ValueError as error:
    print(error)
#> 20 Celsius
#> deleted
#> too cold

#= read-only property
class C:
    @property
    def x(self):
        return 1
try:
    C().x = 2
except AttributeError as error:
    print(error)
#> property 'x' of 'C' object has no setter

#= name mangling
class A:
    def __init__(self):
        self.__x = 1
    def get(self):
        return self.__x
class B(A):
    def __init__(self):
        super().__init__()
        self.__x = 2
b = B()
print(b.get(), sorted(vars(b)))
#> 1 ['_A__x', '_B__x']

#= abstract classes (3.14)
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
class Square(Shape):
    def area(self):
        return 4
    name = "square"
print(Square().area(), Square().name)
try:
    Shape()
except TypeError as error:
    print(error)
#> 4 square
#> Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'

#= abstract classes name one method (3.14)
from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
A()
#! TypeError: Can't instantiate abstract class A without an implementation for abstract method 'f'

#= virtual subclasses
from abc import ABC
class Duck(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "quack") or NotImplemented
class Mallard:
    def quack(self): ...
class Robot: pass
Duck.register(Robot)
print(issubclass(Mallard, Duck), isinstance(Robot(), Duck), isinstance(1, Duck))
#> True True False

#= metaclass with keyword
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, kw)
        return {}
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, [k for k in ns if not k.startswith("__")])
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
    def __call__(cls, *args):
        print("call", cls.__name__)
        return super().__call__(*args)
class C(metaclass=Meta, flag=1):
    x = 1
C()
#> prepare C {'flag': 1}
#> new C ['x']
#> call C

#= init_subclass
class Plugin:
    known = {}
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        Plugin.known[name or cls.__name__] = cls
class A(Plugin): pass
class B(Plugin, name="bee"): pass
print(sorted(Plugin.known))
#> ['A', 'bee']

#= type with three arguments
C = type("C", (list,), {"x": 1, "double": lambda self: self * 2})
c = C([1])
print(C.__name__, c.x, c.double(), C.__module__)
#> C 1 [1, 1] __main__

#= metaclass conflict
class M1(type): pass
class M2(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
try:
    class C(A, B): pass
except TypeError as error:
    print(str(error)[:18])
#> metaclass conflict

#= class decorators
def register(cls):
    cls.tag = cls.__name__.lower()
    return cls
@register
class Thing: pass
print(Thing.tag)
#> thing

#= class body scope
x = "global"
class C:
    x = "class"
    y = [x for _ in range(1)]
    def f(self):
        return x
print(C.y, C().f())
#> ['global'] global

#= class attributes are shared
class C:
    items = []
a, b = C(), C()
a.items.append(1)
b.items = [2]
print(C.items, a.items, b.items)
#> [1] [1] [2]

#= qualified names
class A:
    class B:
        def f(self):
            def g(): ...
            return g
print(A.B.__qualname__, A.B.f.__qualname__, A.B().f().__qualname__)
#> A.B A.B.f A.B.f.<locals>.g

#= changing the class of an object
class A:
    def f(self): return "A"
class B:
    def f(self): return "B"
a = A()
a.__class__ = B
print(a.f(), type(a).__name__)
#> B B

#= mro entries
class Gen:
    def __mro_entries__(self, bases):
        return (list,)
class C(Gen()): pass
print(C.__bases__, hasattr(C, "__orig_bases__"))
#> (<class 'list'>,) True

#= subclassing built-in types
class Stack(list):
    def push(self, x):
        self.append(x)
        return self
class Upper(str):
    def __new__(cls, s):
        return super().__new__(cls, s.upper())
s = Stack().push(1).push(2)
print(s, len(s), type(s[:]), Upper("abc"), type(Upper("a") + "b").__name__)
#> [1, 2] 2 <class 'list'> ABC str

#= total ordering
from functools import total_ordering
@total_ordering
class N:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(N(1) <= N(1), N(2) >= N(3), N(2) > N(1), N(1) != N(1))
#> True False True False

#= missing positional argument of init
class P:
    def __init__(self, x, y): ...
P(1)
#! TypeError: P.__init__() missing 1 required positional argument: 'y'

#= too many arguments to a plain class
class P: pass
try:
    P(1)
except TypeError as error:
    print(error)
#> P() takes no arguments

#= multiple inheritance of attributes
class A:
    x = "A"
class B:
    x = "B"
    y = "B"
class C(A, B): pass
print(C.x, C.y, C().__class__.__mro__[1].__name__)
#> A B A

#= subclasses
class A: pass
class B(A): pass
class C(A): pass
print([c.__name__ for c in A.__subclasses__()], A.__base__, B.__bases__)
#> ['B', 'C'] <class 'object'> (<class '__main__.A'>,)

#= zero-argument super in a class method
class A:
    @classmethod
    def make(cls): return f"A.make for {cls.__name__}"
class B(A):
    @classmethod
    def make(cls): return "B, " + super().make()
print(B.make())
#> B, A.make for B

#= the class cell
class A:
    def f(self): return __class__.__name__
class B(A): pass
print(B().f())
#> A

#= dataclass
from dataclasses import dataclass, field, asdict, astuple, replace
@dataclass(order=True)
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
a, b = P(1), P(1, 2, ["t"])
print(a, a < b, asdict(b), astuple(b), replace(a, y=9))
#> P(x=1, y=0, tags=[]) True {'x': 1, 'y': 2, 'tags': ['t']} (1, 2, ['t']) P(x=1, y=9, tags=[])

#= frozen dataclass
from dataclasses import dataclass, FrozenInstanceError
@dataclass(frozen=True)
class P:
    x: int
p = P(1)
try:
    p.x = 2
except FrozenInstanceError as error:
    print(error)
print(hash(p) == hash(P(1)), {p: 1}[P(1)])
#> cannot assign to field 'x'
#> True 1

#= dataclass with slots and keyword-only fields
from dataclasses import dataclass, KW_ONLY, fields
@dataclass(slots=True)
class P:
    x: int
    _: KW_ONLY
    y: int = 1
print(P(1, y=2), [f.name for f in fields(P)], hasattr(P(1), "__dict__"))
#> P(x=1, y=2) ['x', 'y'] False

#= dataclass with post-init
from dataclasses import dataclass, field, InitVar
@dataclass
class R:
    w: float
    h: float
    scale: InitVar[float] = 1
    area: float = field(init=False)
    def __post_init__(self, scale):
        self.area = self.w * self.h * scale
print(R(2, 3), R(2, 3, 10).area)
#> R(w=2, h=3, area=6) 60

#= dataclass refuses a mutable default
from dataclasses import dataclass
@dataclass
class C:
    x: list = []
#! ValueError: mutable default <class 'list'> for field x is not allowed: use default_factory

#= dataclass inheritance
from dataclasses import dataclass
@dataclass
class A:
    x: int = 1
@dataclass
class B(A):
    y: int = 2
    x: int = 3
print(B(), B.__match_args__)
#> B(x=3, y=2) ('x', 'y')

#= enumerations
from enum import Enum, IntEnum, Flag, auto, StrEnum
class Color(Enum):
    RED = 1
    GREEN = auto()
    CRIMSON = 1
class N(IntEnum):
    ONE = 1
class P(Flag):
    R = auto()
    W = auto()
class S(StrEnum):
    A = auto()
print(Color.RED, repr(Color.GREEN), Color(1), Color["RED"], Color.CRIMSON is Color.RED, list(Color))
print(N.ONE + 1, f"{N.ONE}", P.R | P.W, P.R in (P.R | P.W), S.A == "a", f"{S.A}")
#> Color.RED <Color.GREEN: 2> Color.RED Color.RED True [<Color.RED: 1>, <Color.GREEN: 2>]
#> 2 1 P.R|W True True a

#= enumerations with values and methods
from enum import Enum
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def ratio(self):
        return round(self.mass / self.radius, 3)
print(Planet.EARTH.ratio, [p.name for p in Planet], Planet.MARS.value)
try:
    Planet(1)
except ValueError as error:
    print(error)
#> 0.937 ['EARTH', 'MARS'] (0.64, 3.39)
#> 1 is not a valid Planet

#= unique enumerations
from enum import Enum, unique
try:
    @unique
    class C(Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
#> duplicate values found in <enum 'C'>: B -> A

#= namedtuple and typing.NamedTuple
from collections import namedtuple
from typing import NamedTuple
P = namedtuple("P", "x y", defaults=[0])
class Q(NamedTuple):
    a: int
    b: str = "b"
p = P(1)
print(p, p._replace(x=5), p._asdict(), P._fields, Q(1), Q(1).b, p == (1, 0))
#> P(x=1, y=0) P(x=5, y=0) {'x': 1, 'y': 0} ('x', 'y') Q(a=1, b='b') b True

#= simple namespace
from types import SimpleNamespace
n = SimpleNamespace(a=1, b=[2])
n.c = 3
print(n, n == SimpleNamespace(a=1, b=[2], c=3))
#> namespace(a=1, b=[2], c=3) True
