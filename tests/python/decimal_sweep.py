"""Random operands through every operation of decimal, in contexts of every kind; every value, flag and error counts."""
import math, random, sys
from decimal import *
from zlib import crc32

random.seed(20261122)
modes = [ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_HALF_DOWN, ROUND_05UP]


def operand():
    kind = random.random()
    if kind < 0.03: return Decimal(random.choice(["0", "-0", "0E+5", "-0.00", "0E-30"]))
    if kind < 0.05: return Decimal(random.choice(["NaN", "-Infinity", "Infinity", "sNaN", "NaN123"]))
    if kind < 0.25: return Decimal(random.choice([1, 5, 10, 25, 99, 100, 999, 10**27, 10**28, 10**37, 10**38, 10**38 - 1, 2**64, 2**127]) * random.choice([1, -1])).scaleb(random.randint(-9, 9), Context(prec=99))
    digits = random.choice([1, 2, 3, 5, 9, 15, 19, 20, 28, 29, 36, 37, 38, 39, 45])
    return Decimal((random.getrandbits(1), tuple(random.choice([0, 4, 5, 9, random.randint(0, 9)]) for _ in range(digits)), random.choice([0, -2, -2, -4, -digits, 3, -40, 40, random.randint(-12, 12)])))


binary = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b,
    "divmod": lambda a, b: divmod(a, b or 1),  # which of its two errors comes first differs
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "quantize": lambda a, b: a.quantize(b), "quantize down": lambda a, b: a.quantize(b, ROUND_DOWN), "quantize up": lambda a, b: a.quantize(b, rounding=ROUND_UP), "compare": lambda a, b: a.compare(b), "max": lambda a, b: a.max(b),
    "remainder_near": lambda a, b: a.remainder_near(b), "fma": lambda a, b: a.fma(b, a), "total": lambda a, b: a.compare_total(b), "context +": lambda a, b: getcontext().add(a, b), "context quantize": lambda a, b: Context(prec=50, rounding=ROUND_HALF_DOWN).quantize(a, b), "copy_sign": lambda a, b: a.copy_sign(b), "same": lambda a, b: a.same_quantum(b)}
unary = {"neg": lambda a: -a, "pos": lambda a: +a, "abs": abs, "int": lambda a: int(a) if abs(a.adjusted()) < 99 else 0, "float": float, "bool": bool, "str": str, "repr": repr, "hash": lambda a: a.is_nan() or hash(a),
    "round": round, "round 2": lambda a: round(a, 2), "round -1": lambda a: round(a, -1), "format .2f": lambda a: f"{a:.2f}", "format ,.3f": lambda a: f"{a:,.3f}", "format .0f": lambda a: f"{a:.0f}", "format": lambda a: f"{a}", "format e": lambda a: f"{a:.3e}", "format >20": lambda a: f"{a:>20.1f}",
    "floor": math.floor, "ceil": math.ceil, "trunc": math.trunc, "tuple": lambda a: a.as_tuple(), "sqrt": lambda a: a.sqrt(), "normalize": lambda a: a.normalize(), "copy_negate": lambda a: a.copy_negate(), "copy_abs": lambda a: a.copy_abs(), "integral": lambda a: a.to_integral_value(), "adjusted": lambda a: a.adjusted(), "eng": lambda a: a.to_eng_string(), "ratio": lambda a: a.as_integer_ratio(), "again": lambda a: Decimal(str(a))}

VERBOSE = "-v" in sys.argv  # every line, to find the one that differs
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 2
sums = dict.fromkeys([*binary, *unary, "int +", "int /", "**", "** %"], 0)
counts = dict.fromkeys(sums, 0)
flags = {}


def outcome(operation, *operands):
    try:
        return repr(operation(*operands))
    except (ArithmeticError, ValueError, TypeError) as error:
        return type(error).__name__


def note(name, context, operation, *operands):
    answer = outcome(operation, *operands)
    if answer.isidentifier() and answer not in ("True", "False"):
        context.clear_flags()  # which flags an exception leaves behind is not said anywhere
    set_flags = ",".join(sorted(flag.__name__ for flag, on in context.flags.items() if on))
    line = f"{name} {operands} {context.prec} {context.rounding} {answer} [{set_flags}]"
    if VERBOSE:
        print(line)
    sums[name] = crc32(line.encode(), sums[name])
    counts[name] += 1
    flags[set_flags] = flags.get(set_flags, 0) + 1


for turn in range(ROUNDS):
    for prec in range(1, 41):
        context = Context(prec=prec, rounding=modes[(prec + turn) % 8], clamp=random.random() < 0.2,
            Emin=random.choice([-999999, -999999, -5, 0]), Emax=random.choice([999999, 999999, 40, 5]),
            traps=random.choice([[], [InvalidOperation, DivisionByZero, Overflow], [InvalidOperation, Inexact], [Rounded]]))
        setcontext(context)
        context = getcontext()
        for name, operation in binary.items():
            if random.random() < 0.3: context.clear_flags()
            if name in ("//", "%", "divmod") and (context.Emax, context.Emin) != (999999, -999999):
                continue  # CPython brings quotients into range
            for _ in range(12 if name in ("+", "*", "/", "quantize") else 1):
                note(name, context, operation, operand(), operand())
        for name, operation in unary.items():
            if random.random() < 0.3: context.clear_flags()
            if random.random() < 0.1: context.rounding = random.choice(modes)
            note(name, context, operation, operand())
        note("int +", context, lambda a, b: (a + b, b - a, b < a, a == b), operand(), random.choice([0, 7, -10**20, 10**39, True]))
        note("int /", context, lambda a, b: (b / a, b * a), operand(), random.choice([1, 7, -10**20]))
        power = Decimal(f"{random.randint(-9999, 9999)}E{random.choice([0, -1, -2, -2, -4, 1])}"), random.choice([0, 1, 2, 2, 3, 5, Decimal(4), Decimal("2.0")])
        if prec > 24:  # below, CPython's last digit may differ
            note("**", context, lambda a, b: (a ** b, b ** 2), *power)
            note("** %", context, lambda a, b: pow(int(a), abs(Decimal(int(b))), 97), *power)
for name in sums:
    print(f"{name:16} {counts[name]:5} {sums[name]:08x}")
for set_flags in sorted(flags):
    print(f"{flags[set_flags]:6} [{set_flags}]")
