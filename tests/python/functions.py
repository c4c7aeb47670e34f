"""Arguments of every kind, closures, decorators, recursion, lambdas."""
def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7))
def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
c = counter()
print(c(), c(5), c())
def twice(g):
    def wrapper(*a, **k):
        return g(*a, **k), g(*a, **k)
    wrapper.__name__ = g.__name__
    return wrapper
@twice
def hello(name="x"):
    """Doc."""
    return "hi " + name
print(hello("bob"), hello.__name__)
def default(x, acc=[]):
    acc.append(x)
    return acc
print(default(1), default(2))
print((lambda *a, **k: (a, k))(1, x=2), (lambda n: n * 2)(4))
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(30), [g() for g in [lambda i=i: i for i in range(3)]], [g() for g in [lambda: i for i in range(3)]])
def annotated(x: int, *, y: "str" = "a") -> bool: ...
print(annotated.__annotations__, annotated.__kwdefaults__)
