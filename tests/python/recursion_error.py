"""Endless recursion is an exception that can be caught."""
import sys
def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print("RecursionError", str(e)[:32])
class A:
    def __repr__(self): return repr(self)
try: repr(A())
except RecursionError: print("repr")
l = []; l.append(l); print(l)
try: sorted([1, 2], key=lambda x: f(0))
except RecursionError: print("sort key")
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(900))
