"""typing: generics, protocols, TypedDict, NamedTuple, get_type_hints, Literal."""
from typing import Any, Generic, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_args, get_origin, get_type_hints, runtime_checkable
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, item: T) -> "Stack[T]": self.items.append(item); return self
print(Stack[int]().push(1).items, Stack.__parameters__)
class Emp(NamedTuple):
    name: str
    id: int = 3
print(Emp("a"), Emp("b", 5)._asdict(), Emp._fields)
class Movie(TypedDict, total=False):
    title: str
    year: int
print(Movie(title="x"), Movie.__annotations__)
@runtime_checkable
class Closeable(Protocol):
    def close(self) -> None: ...
class F:
    def close(self): pass
print(isinstance(F(), Closeable), isinstance(3, Closeable))
def f(a: int, b: Optional[str] = None, *c: Any) -> Union[int, str]: ...
print(get_type_hints(f)["a"], get_args(Union[int, str]), get_origin(dict[str, int]), get_args(Literal["a", "b"]), list[int] == list[int], int | None)
