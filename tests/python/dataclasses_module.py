"""dataclasses: fields, order, frozen, post-init, replace, asdict, slots, inheritance."""
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar
@dataclass(order=True)
class Item:
    sort: int = field(init=False, repr=False)
    name: str
    price: float = 1.5
    tags: list = field(default_factory=list)
    kind: ClassVar[str] = "item"
    def __post_init__(self): self.sort = len(self.name)
a, b = Item("abc"), Item("z", 2.0, ["t"])
print(a, b, a > b, a == Item("abc"), asdict(b), astuple(a), [f.name for f in fields(a)])
print(replace(a, name="new"), a.tags is not Item("q").tags)
@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0
p = Point(1)
try: p.x = 5
except FrozenInstanceError as e: print(type(e).__name__, e)
print(p, hash(p) == hash(Point(1)), {p: "v"}[Point(1, 0)])
@dataclass
class Base: a: int = 1
@dataclass(kw_only=True)
class Child(Base): b: int
print(Child(b=2))
try: Item()
except TypeError as e: print("TypeError")
