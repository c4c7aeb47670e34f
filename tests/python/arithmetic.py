"""Integers of any size, floats as Python prints them, division and its signs."""
print(2**100, -7 // 2, -7 % 2, divmod(-7, 2), 7 % -3)
print(1 / 3, 1e16, 1e-5, 0.1 + 0.2, 1e22, float("inf"), -0.0)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2))
print(int("ff", 16), int("0b101", 0), hex(255), oct(8), bin(10))
print(complex(1, 2) * 3j, abs(3 + 4j), (5).bit_length(), pow(3, -1, 7), pow(2, 1000, 1009))
print(10**30 // 7, -(10**30) % 7, (10**30) ^ (2**70), ~5, 1 << 65)
print(0x1F, 1_000_000, 3.14.as_integer_ratio() == (7070651414971679, 2251799813685248), float.hex(1.5))
