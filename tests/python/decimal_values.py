"""Decimals among other things: text, copies, subclasses, contexts, other number types, sorting, keys."""
import copy, json, math, pickle, statistics
from collections import Counter
from decimal import *
from fractions import Fraction

a, b = Decimal("12.345"), Decimal("-0.5")
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a ** 2, -a, +a, abs(b))
print(1 + a, 1 - a, 2 * a, 1 / b, 7 // b, 7 % b, True + a, a + 10**40, 10**40 - a)
print(a < 13, 12 < a, a == Decimal("12.3450"), a != 12, Decimal(3) == 3.0, Decimal("0.1") == 0.1, Decimal("0.5") == Fraction(1, 2), Fraction(1, 3) < a)
print(repr(a), str(b), f"{a:.2f}", f"{a:,.1f}", f"{Decimal('1234567.891'):,.2f}", f"{a:>10}", f"{a:e}", f"{Decimal('-0.004'):.2f}", f"{Decimal('1E+3'):.1f}", f"{a}")
print(int(a), float(b), round(a), round(a, 1), round(Decimal("2.5")), math.floor(b), math.ceil(b), math.trunc(b), bool(Decimal("0.00")), bool(b))
print([str(Decimal(t)) for t in ("1e3", " 7.50 ", "-0", "+1.", ".5", "1_000.5", "0e-7", "1E-7", "000123", "1e-400", "\u0661\u0662", "9" * 38, "9" * 39, "\t1\n")])
for wrong in ("", ".", "e5", "1e", "--1", "1 2", "0x10", None, [], 1j):
    try:
        print(Decimal(wrong))
    except (InvalidOperation, TypeError, ValueError) as error:
        print(type(error).__name__, end=" ")
print()
for operation in (lambda: a / 0, lambda: Decimal(0) / 0, lambda: a % 0, lambda: a + 0.5, lambda: 0.5 * a, lambda: a + "1", lambda: a < "1", lambda: a < Decimal("sNaN"), lambda: a.quantize(Decimal("1E-30")), lambda: Decimal(10) ** 999999 * 10, lambda: hash(Decimal("sNaN")), lambda: int(Decimal("NaN"))):
    try:
        print(operation())
    except (ArithmeticError, TypeError, ValueError) as error:
        print(type(error).__name__, end=" ")
print()
for value in (a, b, Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+50"), Decimal("9" * 50)):
    assert str(copy.copy(value)) == str(copy.deepcopy(value)) == str(pickle.loads(pickle.dumps(value))) == str(value)
    print(value.as_tuple(), value.is_finite(), value.is_signed())
print(hash(Decimal(5)) == hash(5), hash(Decimal("0.5")) == hash(0.5), hash(Decimal("-2.0")) == hash(-2), hash(Decimal(-1)), hash(Decimal("1E+30")) == hash(10**30), hash(Decimal("0.1")) == hash(Fraction(1, 10)))
print(Counter([Decimal("1.0"), Decimal("1"), 1, Decimal("2")]), sorted([a, b, 3, Decimal(2)]), sum([a, b]), max(a, b, 1), {Decimal("1.10"): 1}[Decimal("1.1")])
print(statistics.mean([a, b, Decimal(1)]), statistics.stdev([Decimal(1), Decimal(2), Decimal(4)]), Fraction(a), Fraction.from_decimal(b), json.dumps({"a": a}, default=str), json.loads("[0.10]", parse_float=Decimal))


class Money(Decimal):
    def __new__(cls, value, unit="EUR"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __add__(self, other):
        return Money(super().__add__(other), self.unit)

    def __str__(self):
        return f"{super().__str__()} {self.unit}"


class Plain(Decimal):
    __slots__ = ("note",)


m = Money("1.50", "USD")
print(m, m + 1, (m + m).unit, type(m + 1).__name__, type(m * 2).__name__, type(1 + m).__name__, type(a + m).__name__, m > a, m == Decimal("1.5"), {m: 1}[Decimal("1.5")])
plain = Plain("2.5")
plain.note = "noted"
print(plain, plain.note, type(plain + 1).__name__, type(round(plain, 0)).__name__, type(copy.copy(plain)).__name__, plain.quantize(Decimal("1")), f"{plain:.3f}", Decimal(plain))
print(isinstance(a, Decimal), Decimal("1") is not None, type(Decimal.from_float(0.1)).__name__, Decimal.from_float(0.1), Decimal(0.5), Plain.from_float(0.5).__class__.__name__)

context = getcontext()
print(context.prec, context.rounding, sorted(flag.__name__ for flag, on in context.flags.items() if on))
context.clear_flags()
for work in (lambda: a + b, lambda: Decimal("1.10").quantize(Decimal("0.1")), lambda: a / 7, lambda: a * 3):
    work()
    print(bool(context.flags[Rounded]), bool(context.flags[Inexact]), end=" ")
print()
with localcontext() as inner:
    inner.prec = 5
    print(Decimal(1) / 3, +Decimal("123456789"), getcontext() is inner)
    with localcontext(Context(prec=50, rounding=ROUND_UP)):
        print(Decimal(2) / 3, Decimal(2).sqrt())
    inner.traps[Inexact] = True
    try:
        print(Decimal(1) / 3)
    except Inexact as error:
        print("trapped", type(error).__name__)
    inner.traps[Inexact] = False
    inner.rounding = ROUND_FLOOR
    print(Decimal(1) / -3, Decimal(1) - 1, -Decimal(0))
print(Decimal(1) / 3, Context(prec=3).divide(Decimal(1), Decimal(3)), Context(prec=3).create_decimal("1.2345"), Context(Emax=9, traps=[]).multiply(Decimal("1E+9"), 10))
again = pickle.loads(pickle.dumps(context))
print(again.prec, again.rounding, context.copy().prec, copy.deepcopy(context).Emax, repr(Context(prec=9, traps=[], flags=[])))
for name, value in (("prec", 0), ("rounding", "up"), ("colour", 1)):
    try:
        setattr(context, name, value)
    except (ValueError, TypeError, AttributeError) as error:
        print(type(error).__name__, end=" ")
print(context.prec)
balance, rate = Decimal("1000.00"), Decimal("0.035")
for year in range(1, 31):
    balance = (balance * (1 + rate)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
print(balance, Decimal(1).exp(), Decimal(10).ln(), Decimal("0.1") ** 3, Decimal(2) ** Decimal("0.5"), Decimal("100").log10(), Decimal("12.50").normalize(), Decimal("7.5").to_integral_value())
getcontext().prec = 60
third = Decimal(1) / 3
print(third, third * 3, third + third, third.quantize(Decimal("1E-40")))
