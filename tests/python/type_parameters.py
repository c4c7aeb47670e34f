# cpython: skip the syntax is of 3.12
"""Type parameters, type aliases, nested quotes in f-strings."""
def first[T](items: list[T]) -> T: return items[0]
class Box[T]:
    def __init__(self, v: T): self.v = v
type Pair[A] = tuple[A, A]
print(first([1, 2]), Box[int](3).v, Pair.__name__, first.__type_params__)
d = {"k": 1}
print(f"{d["k"]} {"nested " + f"{d["k"] + 1}"}")
import itertools; print(list(itertools.batched("abcde", 2)))
