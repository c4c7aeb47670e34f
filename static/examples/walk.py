"""Chance, many times over: a random walk, and how far it leads on average."""

import math
import random
from collections import Counter

random.seed(7)


def walk(steps):
    return sum(random.choice((-1, 1)) for _ in range(steps))


STEPS, WALKS = 100, 2_000
ends = Counter(walk(STEPS) for _ in range(WALKS))
for end in range(-28, 29, 4):
    count = sum(ends[near] for near in range(end - 1, end + 3))
    print(f"{end:+4} {'▇' * round(count / 10)}")
distance = sum(abs(end) * count for end, count in ends.items()) / WALKS
print(f"mean distance {distance:.1f}; the theory says {math.sqrt(2 * STEPS / math.pi):.1f}")
