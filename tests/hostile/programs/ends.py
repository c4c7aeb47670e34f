"""Ends, and what refuses to end. Each program stands below a line that names it."""

# === sys.exit
import sys
sys.exit(3)

# === os._exit
import os
os._exit(3)

# === raise SystemExit
raise SystemExit("bye")

# === exit in a destructor
class C:
    def __del__(self): raise SystemExit
C()

# === abort
import os
os.abort()

# === exit again and again
while True:
    try: exit()
    except BaseException: pass

# === a loop at exit
import atexit
@atexit.register
def f():
    while True: pass

# === many at exit
import atexit
def f(): atexit.register(f)
f()

# === an endless destructor
class C:
    def __del__(self):
        while True: pass
C()

# === a destructor that lives on
class C:
    def __del__(self): C()
C()

# === a destructor that comes back
x = []
class C:
    def __del__(self):
        x.append(self)
        x.clear()
C()

# === a destructor in a cycle
import gc
class C:
    def __del__(self):
        while True: pass
c = C()
c.c = c
del c
gc.collect()

# === interrupts ignored
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True: pass

# === interrupts that loop
import signal
def f(*_):
    while True: pass
signal.signal(signal.SIGINT, f)
while True: pass

# === interrupts that come again
import signal
def f(*_): signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGINT, f)
signal.raise_signal(signal.SIGINT)

# === a killed process
import os, signal
os.kill(os.getpid(), signal.SIGKILL)

# === an exception without an end
class E(Exception):
    def __str__(self):
        while True: pass
raise E

# === a result without an end
class C:
    def __repr__(self):
        while True: pass
C()

# === an exception hook without an end
import sys
def f(*_):
    while True: pass
sys.excepthook = f
1 / 0

# === a group of groups
e = ValueError()
for _ in range(50_000): e = ExceptionGroup("x", [e])
raise e

# === causes of causes
e = None
for _ in range(50_000):
    n = ValueError()
    n.__cause__ = e
    e = n
raise e
