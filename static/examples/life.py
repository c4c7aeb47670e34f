"""Conway's Game of Life: a glider crosses the box. Press Stop when you have seen enough."""

import time
from collections import Counter

WIDTH, HEIGHT, GENERATIONS = 30, 12, 24


def neighbours(cell):
    x, y = cell
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            if dx or dy:
                yield (x + dx) % WIDTH, (y + dy) % HEIGHT


def step(alive):
    counts = Counter(other for cell in alive for other in neighbours(cell))
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in alive)}


def show(alive):
    for y in range(HEIGHT):
        print("".join("●" if (x, y) in alive else "·" for x in range(WIDTH)))


alive = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)} | {(20, 5), (21, 5), (22, 5)}
for generation in range(GENERATIONS):
    print(f"\ngeneration {generation}")
    show(alive)
    alive = step(alive)
    time.sleep(0.2)
