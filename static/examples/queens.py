"""Eight queens that do not see each other: search with a generator, and a count of the ways."""


def place(size, row=0, columns=(), rising=(), falling=()):
    if row == size:
        yield columns
        return
    for column in range(size):
        if column not in columns and row + column not in rising and row - column not in falling:
            yield from place(size, row + 1, (*columns, column), (*rising, row + column), (*falling, row - column))


solution = next(place(8))
for column in solution:
    print(" ".join("♛" if at == column else "·" for at in range(8)))
for size in range(1, 8):
    print(f"{size} queens: {sum(1 for _ in place(size))} ways")
