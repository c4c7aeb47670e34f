"""A backtracking solver."""
grid = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
def solve(g):
    i = g.find(".")
    if i < 0: return g
    row, col = divmod(i, 9)
    used = {g[row * 9 + k] for k in range(9)} | {g[k * 9 + col] for k in range(9)} | {g[(row // 3 * 3 + k // 3) * 9 + col // 3 * 3 + k % 3] for k in range(9)}
    for d in "123456789":
        if d not in used and (r := solve(g[:i] + d + g[i + 1 :])): return r
r = solve(grid)
for i in range(0, 81, 9): print(" ".join(r[i : i + 9]))
