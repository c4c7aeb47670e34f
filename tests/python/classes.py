"""Inheritance, properties, class and static methods, dunder methods, slots, descriptors."""
class Animal:
    count = 0
    def __init__(self, name):
        self.name = name
        Animal.count += 1
    def speak(self): raise NotImplementedError
    def __repr__(self): return f"{type(self).__name__}({self.name!r})"
    @property
    def loud(self): return self.speak().upper()
    @classmethod
    def make(cls, n): return [cls(f"{cls.__name__}{i}") for i in range(n)]
    @staticmethod
    def kingdom(): return "animalia"
class Dog(Animal):
    def speak(self): return "woof"
class Puppy(Dog):
    def speak(self): return super().speak() + "!"
print(Dog("rex"), Puppy("bit").loud, Puppy.make(2), Animal.count, Dog.kingdom(), [k.__name__ for k in Puppy.__mro__])
class V:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __bool__(self): return bool(self.x or self.y)
    def __call__(self, k): return V(self.x * k, self.y * k)
    def __contains__(self, v): return v in (self.x, self.y)
    def __iter__(self): yield self.x; yield self.y
    def __lt__(self, o): return tuple(self) < tuple(o)
v = V(1, 2) + V(3, 4)
print(tuple(v), v == V(4, 6), v[0], len(v), bool(V(0, 0)), tuple(v(2)), 6 in v, min(V(2, 1), V(1, 9))[1], len({v, V(4, 6)}))
try: v.z = 1
except AttributeError as e: print("AttributeError", "z" in str(e))
class Typed:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, obj, cls=None): return self if obj is None else getattr(obj, self.name)
    def __set__(self, obj, value):
        if not isinstance(value, int): raise TypeError("int wanted")
        setattr(obj, self.name, value)
class P:
    n = Typed()
p = P(); p.n = 5
try: p.n = "x"
except TypeError as e: print(p.n, e)
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        ns["tag"] = kw.get("tag", name.lower())
        return super().__new__(m, name, bases, ns)
class WithMeta(metaclass=Meta, tag="t"): pass
class Base:
    subs = []
    def __init_subclass__(cls, **kw): Base.subs.append(cls.__name__)
class S1(Base): pass
class A: 
    def who(self): return "A"
class B(A): 
    def who(self): return "B" + super().who()
class C(A): 
    def who(self): return "C" + super().who()
class D(B, C): 
    def who(self): return "D" + super().who()
print(WithMeta.tag, Base.subs, D().who(), isinstance(True, int), issubclass(D, A))
class Lazy:
    def __getattr__(self, n): return n * 2
print(Lazy().ab, getattr(Lazy(), "x"), type("Dyn", (), {"v": 1}).v)
