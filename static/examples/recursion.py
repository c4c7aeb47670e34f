"""Recursion: what a call costs, where it ends, and three ways past the end."""

import sys
from functools import lru_cache


def slow(n):
    return n if n < 2 else slow(n - 1) + slow(n - 2)


@lru_cache(maxsize=None)
def quick(n):
    return n if n < 2 else quick(n - 1) + quick(n - 2)


def depth(frame):
    steps = 0
    while frame:
        frame, steps = frame.f_back, steps + 1
    return steps


def dive(levels):
    return depth(sys._getframe()) if levels == 0 else dive(levels - 1)


print("slow(18) =", slow(18))
print("quick(90) =", quick(90), quick.cache_info())
print("ten calls deeper:", dive(10) - dive(0), "frames more")

try:
    dive(1_000_000)
except RecursionError as error:
    print("RecursionError:", error)


def trampoline(step):
    """Calls what it is handed until that is no function: the stack stays flat."""
    while callable(step):
        step = step()
    return step


def is_even(n):
    return True if n == 0 else lambda: is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else lambda: is_even(n - 1)


print("100000 is even:", trampoline(is_even(100_000)))


def hanoi(discs, source, target, spare):
    if discs:
        yield from hanoi(discs - 1, source, spare, target)
        yield f"{source}{target}"
        yield from hanoi(discs - 1, spare, target, source)


print("Hanoi with 4 discs:", " ".join(hanoi(4, "A", "C", "B")))
