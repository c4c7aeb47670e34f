"""enum: members, auto, flags, aliases, unique, iteration."""
import enum
class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    CRIMSON = 1
print(Color.RED, repr(Color.GREEN), Color(2).name, Color["RED"] is Color.CRIMSON, list(Color), Color.RED.value, len(Color))
class Perm(enum.Flag):
    R = enum.auto(); W = enum.auto(); X = enum.auto()
print(Perm.R | Perm.W, Perm.R in (Perm.R | Perm.W), bool(Perm.R & Perm.X), (Perm.R | Perm.X).value)
class N(enum.IntEnum): A = 3; B = 1
print(sorted(N), N.A + 1, N.A > 2)
class S(enum.StrEnum): FOO = enum.auto()
print(S.FOO == "foo", f"{S.FOO}")
try: Color(9)
except ValueError as e: print(e)
