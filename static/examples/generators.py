"""A generator makes its values one at a time, so that a million of them need no more memory than one."""

import sys
from itertools import islice, takewhile


def squares():
    number = 0
    while True:
        yield number * number
        number += 1


def running_mean():
    """A generator that is sent values: a coroutine in its oldest form."""
    total = count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


print("first:", list(islice(squares(), 8)))
print("below 200:", list(takewhile(lambda square: square < 200, squares())))
print("sum of a million:", sum(islice(squares(), 1_000_000)))

listed = [square for square in islice(squares(), 10_000)]
lazy = (square for square in islice(squares(), 10_000))
print("the list is larger than the generator:", sys.getsizeof(listed) > 100 * sys.getsizeof(lazy))

mean = running_mean()
next(mean)
print("means:", [mean.send(value) for value in (4, 8, 9)])


def walk(tree):
    match tree:
        case (left, value, right):
            yield from walk(left)
            yield value
            yield from walk(right)


print("in order:", list(walk((((None, 1, None), 2, None), 3, (None, 4, None)))))
