"""Weak references, finalizers, collected cycles, __del__."""
import gc, weakref
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = A(1); r = weakref.ref(a); print(r().n); del a; print(r())
b = A(2); b.self = b; del b; print(gc.collect() > 0)
d = weakref.WeakValueDictionary(); c = A(3); d["k"] = c; print(len(d)); del c; print(len(d))
weakref.finalize(f := type("F", (), {})(), print, "finalized"); del f
s = A("at the end")
