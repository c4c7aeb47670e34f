"""Global, nonlocal, class scope, del, walrus, comprehension scope, unbound locals."""
x = "global"
def f():
    x = "local"
    def g():
        nonlocal x
        x = "changed"
    g()
    return x
print(f(), x)
def h():
    global x
    x = "set by h"
h(); print(x)
def unbound():
    try: print(y)
    except UnboundLocalError as e: print(type(e).__name__)
    y = 1
unbound()
class K:
    x = 1
    y = [x for _ in range(2)] if False else x + 1
print(K.y, [i for i in range(3)], "i" in globals())
if (n := len("abc")) > 2: print(n)
del x
try: x
except NameError as e: print(e)
print([last := c for c in "abc"], last)
exec("z = 5"); print(z, eval("z + 1", {"z": 10}))
