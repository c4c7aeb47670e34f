"""Frames, garbage and types, walked and twisted. Each program stands below a line that names it."""

# === frames upwards
import sys
f = sys._getframe()
while f: f = f.f_back

# === a frame's globals
import sys
sys._getframe().f_globals.clear()
print(1)

# === a frame's builtins
import sys
sys._getframe().f_builtins.clear()
print(1)

# === all objects
import gc
for x in gc.get_objects():
    try: x.__dict__.clear()
    except BaseException: pass
print(1)

# === all subclasses
for c in object.__subclasses__():
    try: c.__init__ = None
    except BaseException: pass

# === all subclasses of subclasses
todo = [object]
while todo:
    todo += type.__subclasses__(todo.pop())

# === referrers
import gc
x = gc.get_referrers(gc)
while x: x = gc.get_referrers(*x[:10])

# === collecting for ever
import gc
while True: gc.collect()

# === collecting in a callback
import gc
gc.callbacks.append(lambda *_: gc.collect())
gc.collect()

# === another class
class A: pass
class B: __slots__ = ("x",)
a = A()
a.__class__ = B
print(a.x)

# === other bases
class A: pass
class B(A): pass
A.__bases__ = (B,)

# === a false mro
class M(type):
    def mro(cls): return [cls, 1]
class C(metaclass=M): pass

# === code from bytes
f = lambda: 0
f.__code__ = f.__code__.replace(co_code=b"\xff" * 100)
f()

# === code from a wish
import types
types.FunctionType(compile("x", "x", "exec").replace(co_code=bytes(range(256))), {})()

# === code without constants
def f(): return 12345
f.__code__ = f.__code__.replace(co_consts=())
f()

# === code without names
def f(): return print
f.__code__ = f.__code__.replace(co_names=())
f()

# === code without a stack
def f(): return [1, 2, [3, 4, [5]]]
f.__code__ = f.__code__.replace(co_stacksize=0)
f()

# === weak references
import weakref
class C: pass
while True:
    c = C()
    weakref.finalize(c, lambda: None)

# === a generator that runs itself
def g():
    yield next(it)
it = g()
next(it)

# === a generator closed inside
def g():
    try: yield
    finally: it.close()
it = g()
next(it)
it.close()

# === an iterator changed under way
d = dict.fromkeys(range(100))
for k in d: d[k + 1000] = d.pop(k)

# === a list cleared while it is sorted
x = list(range(1000))
x.sort(key=lambda _: x.clear())

# === a buffer resized while it is used
b = bytearray(100)
m = memoryview(b)
b += b

# === a slice from hell
class I:
    def __index__(self):
        x.clear()
        return 5
x = list(range(1000))
x[I():I()] = [1]
