"""Generators: send, throw, close, yield from, pipelines, laziness."""
import itertools
def echo():
    got = yield "ready"
    while True:
        try:
            got = yield f"got {got}"
        except ValueError as e:
            got = f"caught {e}"
        except GeneratorExit:
            print("closing")
            return
g = echo()
print(next(g), g.send(1), g.throw(ValueError("v")), g.send(2))
g.close()
def tree(n): 
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
    return n
print(list(tree(3)))
def outer():
    result = yield from inner()
    print("inner returned", result)
def inner():
    yield 1
    return "done"
print(list(outer()))
def primes():
    seen = []
    for n in itertools.count(2):
        if all(n % p for p in seen):
            seen.append(n)
            yield n
print(list(itertools.islice(primes(), 10)), sum(x * x for x in range(5)))
def finally_runs():
    try: yield 1
    finally: print("cleaned")
for x in finally_runs(): break
print(list(itertools.takewhile(lambda x: x < 4, itertools.count())))
try: next(iter([]))
except StopIteration: print("stop")
