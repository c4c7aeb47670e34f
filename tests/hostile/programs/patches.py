"""The interpreter's own parts, spoiled. Each program stands below a line that names it."""

# === no print
import builtins
builtins.print = None
print(1)

# === no builtins
import builtins
builtins.__dict__.clear()
print(1)

# === no import
import builtins
builtins.__import__ = None
import os

# === no modules
import sys
sys.modules.clear()
import os

# === no path
import sys
sys.path = sys.meta_path = sys.path_hooks = None
import colorsys

# === no standard output
import sys
sys.stdout = sys.stderr = sys.__stdout__ = None
print(1)

# === a false standard output
import sys
class W:
    def write(self, x):
        while True: pass
sys.stdout = W()
print(1)

# === closed streams
import os
for fd in range(10):
    try: os.close(fd)
    except OSError: pass
print(1)

# === no main
import sys
del sys.modules["__main__"]
1 / 0

# === a false main
import sys
sys.modules["__main__"] = 7
1 / 0

# === no traceback
import traceback
traceback.TracebackException = None
1 / 0

# === no run
import sys
m = sys.modules.get("_vivarium_run")
m.end = m.begin = None

# === no host
import _vivarium
for name in dir(_vivarium):
    try: setattr(_vivarium, name, None)
    except Exception: pass
print(1)

# === a false __build_class__
import builtins
def f(*_):
    while True: pass
builtins.__build_class__ = f
class C: pass

# === tracing without an end
import sys
def f(*_):
    while True: pass
sys.settrace(f)
def g(): pass
g()

# === no recursion
import sys
sys.setrecursionlimit(1)
def f(): return f
f()

# === no encodings
import codecs
codecs.register(lambda name: (None,) * 4)
"x".encode("nothing")

# === a false json
import json
json.dumps = json.loads = None
[1]

# === a false str
import builtins
builtins.str = builtins.repr = builtins.len = None
1 / 0

# === the environment
import os
os.environ.clear()
os.chdir("/")
os.path = None
1 / 0
