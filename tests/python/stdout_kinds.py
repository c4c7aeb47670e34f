"""print's options, sys.stdout.write, bytes to the buffer, stderr apart."""
import sys
print("a", "b", sep="-", end="!\n"); print(); print(*[1, 2, 3], sep="\n")
n = sys.stdout.write("written\n"); print(n)
print("to stderr", file=sys.stderr)
sys.stdout.flush(); sys.stdout.buffer.write(b"bytes\n"); sys.stdout.buffer.flush()
print("no newline at the end", end="")
