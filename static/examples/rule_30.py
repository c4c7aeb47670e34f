"""A line of cells, one rule, and a pattern that nobody can foretell."""

RULE, WIDTH, STEPS = 30, 63, 24

cells = [0] * WIDTH
cells[WIDTH // 2] = 1
for _ in range(STEPS):
    print("".join(" █"[cell] for cell in cells).rstrip())
    cells = [
        RULE >> (4 * cells[at - 1] + 2 * cells[at] + cells[(at + 1) % WIDTH]) & 1
        for at in range(WIDTH)
    ]
