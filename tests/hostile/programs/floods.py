"""More output than anyone reads. Each program stands below a line that names it."""

# === print
while True: print("x" * 200)

# === print without a line's end
while True: print("x", end="")

# === one giant print
print("x" * 50_000_000)

# === stderr
import sys
while True: print("x" * 100, file=sys.stderr)

# === sys.stdout.write
import sys
while True: sys.stdout.write("\n")

# === os.write
import os
while True: os.write(1, b"x" * 4096)

# === bytes that are no text
import sys
while True: sys.stdout.buffer.write(b"\xff" * 1000)

# === control characters
while True: print("\r\b\x1b[2J\a\x00" * 20)

# === very long words
while True: print("\u0e49" * 500, end="")

# === both streams in turn
import sys
while True:
    print("a", flush=True)
    print("b", file=sys.stderr, flush=True)

# === warnings
import warnings
warnings.simplefilter("always")
while True: warnings.warn("x")

# === tracebacks
import traceback
while True:
    try: 1 / 0
    except Exception: traceback.print_exc()

# === logging
import logging
while True: logging.warning("x")

# === displays
from vivarium import display
while True:
    try: display("x" * 1000, "text/plain")
    except Exception: pass

# === one giant display
from vivarium import display
display("x" * 20_000_000, "text/plain")

# === a giant result
"x" * 20_000_000

# === an exception with a giant message
raise ValueError("x" * 20_000_000)

# === print in a destructor
class C:
    def __del__(self):
        while True: print("x")
C()
