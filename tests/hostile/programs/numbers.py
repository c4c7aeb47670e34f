"""Numbers that take for ever inside one native call. Each program stands below a line that names it."""

# === a power
9 ** 9 ** 9

# === a power of powers
x = 3 ** 3_000_000
y = x * x

# === a division
10 ** 5_000_000 // 3 ** 5_000_000

# === a shift
1 << 10_000_000_000

# === a factorial
import math
math.factorial(10_000_000)

# === a number as text
str(2 ** 3_000_000)

# === a number from text
import sys
sys.set_int_max_str_digits(0)
int("9" * 2_000_000)

# === a modular power
pow(3, 10 ** 100_000, 10 ** 20_000 + 1)

# === combinations
import math
math.comb(10_000_000, 5_000_000)

# === the greatest divisor
import math
math.gcd(3 ** 2_000_000, 2 ** 3_000_000 + 1)

# === fractions
from fractions import Fraction
x = Fraction(1, 3)
while True: x = x * x + 1

# === decimals
from decimal import Decimal, getcontext
getcontext().prec = 1_000_000
Decimal(2).sqrt()

# === the square root of a big number
import math
math.isqrt(10 ** 2_000_000)

# === a hash of a big number
hash(10 ** 5_000_000)

# === random bits
import random
random.getrandbits(2_000_000_000)

# === many random numbers
import random
while True: random.random()
