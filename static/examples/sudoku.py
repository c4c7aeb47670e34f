"""A puzzle: sudoku by elimination, and by trying where that is not enough."""

PUZZLE = """
83......5
...2..9..
...4..2.3
.9..617..
.6.......
.....73..
.7.9.....
..5.1..2.
..9.251..
"""


def free(grid, row, column):
    """The digits that row, column and box leave for one place."""
    top, left = row // 3 * 3, column // 3 * 3
    taken = set(grid[row]) | {line[column] for line in grid}
    taken |= {digit for line in grid[top : top + 3] for digit in line[left : left + 3]}
    return set("123456789") - taken


tries = 0


def solve(grid):
    """The full grid, or `None`."""
    global tries
    empty = [(len(free(grid, row, column)), row, column) for row in range(9) for column in range(9) if grid[row][column] == "."]
    if not empty:
        return grid
    # Where the fewest digits are possible, a mistake shows soonest.
    _, row, column = min(empty)
    for digit in sorted(free(grid, row, column)):
        tries += 1
        copy = [line[:] for line in grid]
        copy[row][column] = digit
        if solved := solve(copy):
            return solved
    return None


def show(grid):
    for number, line in enumerate(grid):
        if number % 3 == 0 and number:
            print("------+-------+------")
        print(" | ".join(" ".join(line[start : start + 3]) for start in (0, 3, 6)))


grid = [list(line) for line in PUZZLE.split()]
print("given:", sum(digit != "." for line in grid for digit in line))
solution = solve(grid)
show(solution)
print("digits tried:", tries)
assert all(set(line) == set("123456789") for line in [*solution, *zip(*solution)])
