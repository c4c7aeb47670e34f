"""Allocation bombs. Each program stands below a line that names it."""

# === one bytearray
bytearray(4_000_000_000)

# === one list
[0] * 1_000_000_000

# === one string
"a" * 3_000_000_000

# === a doubling string
s = "a"
while True: s += s

# === a doubling list
x = [0]
while True: x = x + x

# === many small lists
x = []
while True: x.append([])

# === many small strings
x = []
while True: x.append(str(len(x)))

# === many integers
x = list(range(10**9))

# === a dict
d = {}
while True: d[len(d)] = len(d)

# === a set
s = set()
while True: s.add(len(s))

# === many classes
x = []
while True: x.append(type("C", (), {}))

# === many functions
x = []
while True: x.append(lambda: 0)

# === many exceptions
e = None
while True: e = ValueError(e)

# === catching MemoryError for ever
x = []
while True:
    try: x.append(bytearray(1_000_000))
    except MemoryError: pass

# === a format width
"%1000000000d" % 1

# === another format width
f"{1:1000000000d}"

# === str.ljust
"a".ljust(2_000_000_000)

# === bytes.join
b"a".join([b"b" * 1_000_000] * 5_000)

# === itertools.product
import itertools
list(itertools.product(range(100), repeat=6))

# === tee of an endless iterator
import itertools
a, b = itertools.tee(itertools.count())
for _ in a: pass

# === a deque
import collections
d = collections.deque()
while True: d.append(bytes(1000))

# === string replaced
("a" * 100_000).replace("a", "b" * 100_000)

# === billion laughs
x = ["lol"]
for _ in range(10): x = [x] * 10
str(x)

# === cyclic garbage
while True:
    x = [bytes(10_000)]
    x.append(x)
