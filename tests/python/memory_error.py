# cpython: skip a large machine has that much memory
"""More than the limit is a MemoryError, and the program goes on."""
try:
    x = bytearray(2_000_000_000)
except MemoryError: print("MemoryError")
try:
    y = "x" * 3_000_000_000
except (MemoryError, OverflowError): print("again")
print(len([0] * 1000))
