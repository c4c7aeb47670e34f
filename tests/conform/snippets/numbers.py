"""Integers, floats, fractions, decimals, math, statistics, random."""

#= big integers
print(2 ** 100, 10 ** 30 // 7, (-10) ** 25 % 7, pow(3, 1000, 17), (1 << 64).bit_length(), int.from_bytes(b"\1\0", "big"), (258).to_bytes(2, "little"), (7).bit_count(), pow(3, -1, 11))
#> 1267650600228229401496703205376 142857142857142857142857142857 4 16 65 256 b'\x02\x01' 3 4

#= factorial and friends
import math
print(math.factorial(25), math.comb(50, 6), math.perm(5, 2), math.gcd(12, 18, 27), math.lcm(4, 6), math.isqrt(10 ** 20), math.prod([1, 2, 3]))
#> 15511210043330985984000000 15890700 20 3 12 10000000000 6

#= float functions
import math
print(math.sqrt(2), math.hypot(3, 4), math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.fmod(-7, 3), math.copysign(1, -0.0), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.log(8, 2), math.log10(1000), math.exp(0), math.degrees(math.pi))
#> 1.4142135623730951 5.0 -2 -1 -1 -1.0 -1.0 True 1.0 3.0 3.0 1.0 180.0

#= float specials
import math
inf, nan = float("inf"), float("nan")
print(inf > 1e308, inf - inf, nan == nan, math.isnan(nan), -inf, 1e400, [nan] == [nan], min(nan, 1), inf // 1, math.isinf(inf))
#> True nan False True -inf inf True nan nan True

#= math domain errors (3.14)
import math
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.exp(1000), lambda: int(float("inf")), lambda: int(float("nan"))):
    try:
        f()
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
#> ValueError expected a nonnegative input, got -1.0
#> ValueError expected a positive input
#> ValueError factorial() not defined for negative values
#> OverflowError math range error
#> OverflowError cannot convert float infinity to integer
#> ValueError cannot convert float NaN to integer

#= rounding
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(0.5), round(1e20), round(1.25, 1), round(5), type(round(1.0)).__name__, type(round(1.0, 0)).__name__)
#> 2 4 -2 2.67 1200 0 100000000000000000000 1.2 5 int float

#= float repr
print(0.1, 1/3, 1e22, 1e21, 123456789012345680.0, 5e-324, 1.7976931348623157e308, 100.0, 1e-5, 0.1 + 0.7, float(2**53) + 1)
#> 0.1 0.3333333333333333 1e+22 1e+21 1.2345678901234568e+17 5e-324 1.7976931348623157e+308 100.0 1e-05 0.7999999999999999 9007199254740992.0

#= float methods
print((0.1).as_integer_ratio(), (2.5).is_integer(), (3.0).is_integer(), (0.5).hex(), float.fromhex("0x1.8p1"), (255).conjugate(), (5).as_integer_ratio())
#> (3602879701896397, 36028797018963968) False True 0x1.0000000000000p-1 3.0 255 (5, 1)

#= integer and float comparison
print(2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 1 == 1.0, hash(1) == hash(1.0) == hash(True), 10 ** 400 > 1e308, 0.1 + 0.2 == 0.3)
#> True False True True True False

#= too long to print
import sys
try:
    str(10 ** 5000)
except ValueError as error:
    print(str(error)[:40])
sys.set_int_max_str_digits(0)
print(len(str(10 ** 5000)))
#> Exceeds the limit (4300 digits) for inte
#> 5001

#= too large for a float
try:
    float(10 ** 400)
except OverflowError as error:
    print(error)
try:
    2.0 ** 5000
except OverflowError as error:
    print(type(error).__name__)
#> int too large to convert to float
#> OverflowError

#= fractions
from fractions import Fraction as F
print(F(1, 3) + F(1, 6), F("0.75"), F(0.5), F(3, -6), F(22, 7).limit_denominator(3), float(F(1, 4)), F(7, 2) // 1, F(1, 3) ** 2, F(1, 2) == 0.5, repr(F(1, 2)))
#> 1/2 3/4 1/2 -1/2 3 0.25 3 1/9 True Fraction(1, 2)

#= decimals
from decimal import Decimal as D, getcontext, ROUND_HALF_UP, localcontext, InvalidOperation
print(D("0.1") + D("0.2"), D(1) / D(7), D("1.10") * 3, D("2.675").quantize(D("0.01"), ROUND_HALF_UP), D("1E+3"), D("NaN"), D("1.0") == D("1.00"), D(5).sqrt())
with localcontext() as c:
    c.prec = 5
    print(D(1) / D(3))
try:
    D("x")
except InvalidOperation as error:
    print(type(error).__name__)
#> 0.3 0.1428571428571428571428571429 3.30 2.68 1E+3 NaN True 2.236067977499789696409173669
#> 0.33333
#> InvalidOperation

#= decimal formatting
from decimal import Decimal as D
print(f"{D('1234.5'):,.2f}", D("1.500").normalize(), D("100").normalize(), D("123.45").as_tuple(), D("-0"), str(D("1e-7")), int(D("3.9")), round(D("2.5")), repr(D("1.0")))
#> 1,234.50 1.5 1E+2 DecimalTuple(sign=0, digits=(1, 2, 3, 4, 5), exponent=-2) -0 1E-7 3 2 Decimal('1.0')

#= complex and cmath
import cmath
print(cmath.sqrt(-1), cmath.polar(1j), complex(1, -0.0), (1+2j) * (3-1j), (1+2j) / (1-1j), abs(3-4j), (2j) ** 2, repr(complex("inf")))
#> 1j (1.0, 1.5707963267948966) (1-0j) (5+5j) (-0.5+1.5j) 5.0 (-4+0j) (inf+0j)

#= statistics
import statistics as s
d = [1, 2, 2, 3, 10]
print(s.mean(d), s.median(d), s.mode(d), round(s.stdev(d), 4), s.variance([1, 2, 3]), s.pstdev([1, 1]), s.quantiles(range(1, 9), n=4), s.multimode("aabb"), s.harmonic_mean([40, 60]), s.fmean([1, 2]))
#> 3.6 2 2 3.6469 1 0.0 [2.25, 4.5, 6.75] ['a', 'b'] 48.0 1.5

#= random with a seed
import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abcdef"), random.sample(range(100), 5), random.uniform(1, 2), random.gauss(0, 1))
a = list(range(10)); random.shuffle(a)
print(a, random.choices("ab", weights=[1, 3], k=6), random.getrandbits(16), random.randrange(0, 100, 5), random.betavariate(1, 2))
#> 0.6394267984578837 4 f [35, 31, 28, 17, 94] 1.1024951761715074 -0.07358145350888119
#> [3, 5, 2, 4, 1, 8, 7, 0, 6, 9] ['b', 'b', 'b', 'b', 'b', 'b'] 56970 0 0.6497345036970129

#= random generators of one's own
import random
r = random.Random("text seed")
state = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(state)
print(a == [r.random() for _ in range(3)], a[0], random.Random(1).randbytes(4), random.Random(2**100).random())
#> True 0.6738372346382432 b'\xf5\xb1e"' 0.7586581712996778

#= random distributions
import random
r = random.Random(7)
print([round(x, 6) for x in (r.expovariate(1), r.triangular(), r.lognormvariate(0, 1), r.vonmisesvariate(0, 1), r.gammavariate(2, 1), r.paretovariate(1), r.weibullvariate(1, 1), r.normalvariate())])
#> [0.391315, 0.274635, 1.32201, 5.286774, 2.034643, 1.765679, 0.072415, -1.220098]

#= number classes
import numbers
from fractions import Fraction
from decimal import Decimal
print([isinstance(x, numbers.Number) for x in (1, 1.0, 1j, Fraction(1), Decimal(1))], isinstance(1, numbers.Integral), isinstance(True, int), isinstance(1.0, numbers.Rational))
#> [True, True, True, True, True] True True False

#= booleans are integers
print(True + True, sum([True, False, True]), [10, 20][True], isinstance(True, int), bool("False"), int(True), True == 1, str(True), ~0, -True)
#> 2 2 20 True True 1 True True -1 -1

#= primes
def sieve(n):
    is_prime = bytearray([1]) * (n + 1)
    is_prime[:2] = b"\0\0"
    for i in range(2, int(n ** 0.5) + 1):
        if is_prime[i]:
            is_prime[i*i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, p in enumerate(is_prime) if p]
print(sieve(50), len(sieve(100000)))
#> [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47] 9592

#= base conversion
def base(n, b):
    out = ""
    while n:
        n, d = divmod(n, b)
        out = "0123456789abcdef"[d] + out
    return out or "0"
print(base(255, 16), base(10, 2), bin(10), oct(8), hex(-255), f"{10:b}", int("ff", 16), f"{255:08b}", f"{255:X}")
#> ff 1010 0b1010 0o10 -0xff 1010 255 11111111 FF

#= secrets and uuid have the right shapes
import secrets, uuid
print(len(secrets.token_hex(8)), len(secrets.token_bytes(4)), secrets.choice([1]), secrets.compare_digest("a", "a"), uuid.uuid4().version, uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.UUID(int=5))
#> 16 4 1 True 4 886313e1-3b8a-5372-9b90-0c9aee199e5d 00000000-0000-0000-0000-000000000005
