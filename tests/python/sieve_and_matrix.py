"""Plain loops: primes, matrices, a little game of life."""
def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[:2] = b"\0\0"
    for i in range(2, int(n**0.5) + 1):
        if flags[i]: flags[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, f in enumerate(flags) if f]
print(len(sieve(100_000)), sieve(30))
a = [[i * j % 7 for j in range(20)] for i in range(20)]
m = [[sum(x * y for x, y in zip(row, col)) for col in zip(*a)] for row in a]
print(sum(map(sum, m)), m[3][:5])
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
from collections import Counter
for _ in range(40):
    near = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    cells = {c for c, k in near.items() if k == 3 or (k == 2 and c in cells)}
print(sorted(cells))
