"""A hundred thousand numbers: sort, sets, dicts, heap, sums."""
import random
random.seed(1)
n = [random.randrange(10**6) for _ in range(100_000)]
s = sorted(n)
print(s[0], s[-1], s[50_000], len(set(n)), sum(n), all(a <= b for a, b in zip(s, s[1:])))
counts = {}
for x in n: counts[x % 100] = counts.get(x % 100, 0) + 1
print(len(counts), max(counts.values()), sorted(n, key=lambda v: -v)[:3], sorted(map(str, n))[:2])
