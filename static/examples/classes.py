"""What a class may learn: to add, to compare, to iterate, to be a context and a descriptor."""

from functools import total_ordering


class Positive:
    """A descriptor: an attribute that refuses what is not positive."""

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name[1:]} must be positive, not {value}")
        setattr(instance, self.name, value)


@total_ordering
class Length:
    metres = Positive()

    def __init__(self, metres):
        self.metres = metres

    def __add__(self, other):
        return Length(self.metres + other.metres)

    def __eq__(self, other):
        return self.metres == other.metres

    def __lt__(self, other):
        return self.metres < other.metres

    def __iter__(self):
        whole, rest = divmod(self.metres, 1)
        yield from (("m", int(whole)), ("cm", round(rest * 100)))

    def __format__(self, spec):
        return f"{self.metres:{spec}} m"

    def __enter__(self):
        print("measuring", format(self, ".2f"))
        return self

    def __exit__(self, *error):
        print("done")


with Length(1.25) + Length(2) as length:
    print(dict(length), max(length, Length(3)) is length, f"{length:.1f}")
try:
    Length(-1)
except ValueError as error:
    print("ValueError:", error)
