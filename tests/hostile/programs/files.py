"""Files: too many, too large, too deep, and in odd places. Each program stands below a line that names it."""

# === one giant file
with open("x", "wb") as f:
    while True: f.write(bytes(1_000_000))

# === a file that ends far away
with open("x", "wb") as f:
    f.seek(2**62)
    f.write(b"x")

# === truncated to a giant
open("x", "wb").truncate(2**62)

# === many files
i = 0
while True:
    open(str(i), "w").close()
    i += 1

# === many open files
x = []
while True: x.append(open("x", "w"))

# === deep directories
import os
while True:
    os.mkdir("d")
    os.chdir("d")

# === a directory in itself
import os
os.mkdir("a")
os.rename("a", "a/b")

# === a long name
open("x" * 100_000, "w")

# === a path of dots
open("/.." * 100_000 + "/x", "w")

# === the root removed
import os
for path in ("/", "/home/user", "/tmp", "/lib"):
    try: os.rmdir(path)
    except OSError: pass
import json

# === the library overwritten
open("/lib/python3.14/json/__init__.py", "w").write("spoiled")

# === the program overwritten
open(__file__, "w").write("while True: pass")
1 / 0

# === names that are none
for name in ("", "\0", ".", "..", "/", "a/", "\n"):
    try: open(name, "w").close()
    except (OSError, ValueError): pass

# === walking for ever
import os
while True:
    for _ in os.walk("/"): pass

# === descriptors at random
import os
for fd in range(-10, 2000):
    for call in (os.close, os.fstat, os.fsync, lambda fd: os.read(fd, 10), lambda fd: os.lseek(fd, -1, 2)):
        try: call(fd)
        except (OSError, OverflowError): pass

# === a module that replaces json
open("json.py", "w").write("while True: pass")
import sys
sys.modules.pop("json", None)
import json
