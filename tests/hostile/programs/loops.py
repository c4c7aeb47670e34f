"""Loops that never end. Each program stands below a line that names it."""

# === while True
while True:
    pass

# === counting for ever
i = 0
while i >= 0:
    i += 1

# === iter with a sentinel
for _ in iter(int, 1):
    pass

# === itertools.count
import itertools
for _ in itertools.count():
    pass

# === itertools.cycle summed
import itertools
sum(itertools.cycle([1, -1]))

# === a list that grows while it is read
x = [1]
for y in x:
    x.append(y)
    del x[0]

# === all of an endless iterator
import itertools
all(itertools.repeat(True))

# === max of an endless iterator
import itertools
max(itertools.repeat(1))

# === membership in an endless iterator
import itertools
0 in itertools.count(1)

# === a deque of an endless iterator
import collections, itertools
collections.deque(itertools.repeat(1), maxlen=0)

# === any of map of an endless iterator
import itertools
any(map(lambda x: False, itertools.count()))

# === zip of endless iterators
import itertools
for _ in zip(itertools.count(), itertools.count()): pass

# === a loop that catches everything
while True:
    try:
        while True: pass
    except BaseException:
        pass

# === a loop in finally
try:
    1 / 0
finally:
    while True: pass

# === a loop in a context manager's exit
class C:
    def __enter__(self): return self
    def __exit__(self, *_):
        while True: pass
with C(): pass

# === a loop in a class body
class C:
    while True: pass

# === a loop in a comprehension
import itertools
{None for _ in itertools.count()}

# === two loops that hand over
def a():
    while True: yield from b()
def b():
    yield 1
for _ in a(): pass
