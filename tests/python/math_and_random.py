"""math, statistics, fractions, decimal, a seeded random."""
import math, statistics, random
from decimal import Decimal, getcontext, ROUND_HALF_UP
from fractions import Fraction
print(math.sqrt(2), math.factorial(20), math.gcd(48, 36), math.lcm(4, 6), math.comb(10, 3), math.isclose(0.1 + 0.2, 0.3), math.floor(-1.5), math.trunc(-1.5), math.hypot(3, 4), math.log2(8), math.degrees(math.pi), math.isqrt(10**20))
print(math.inf > 10**1000, math.isnan(math.nan), math.fsum([0.1] * 10), math.prod([1, 2, 3, 4]), math.copysign(1, -0.0), math.fmod(-7, 3))
print(statistics.mean([1, 2, 3, 4]), statistics.median([1, 3, 2]), statistics.stdev([2, 4, 4, 4, 5, 5, 7, 9]), statistics.mode("aabbb"))
print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), Fraction(3.5).limit_denominator(10), Decimal("0.1") + Decimal("0.2"), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP))
getcontext().prec = 30
print(Decimal(1) / Decimal(7), Decimal(2).sqrt())
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abcdef"), random.sample(range(10), 3), [round(random.gauss(0, 1), 6) for _ in range(2)])
x = list(range(5)); random.shuffle(x); print(x, random.uniform(1, 2), random.choices([1, 2, 3], k=4))
