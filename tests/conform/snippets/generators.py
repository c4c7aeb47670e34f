"""Iterators, generators and itertools."""

#= send, throw, close
def g():
    received = None
    while True:
        try:
            received = yield received
        except ValueError as e:
            received = f"caught {e}"
        except GeneratorExit:
            print("closing")
            return
it = g()
print(next(it), it.send(1), it.throw(ValueError("x")), it.send(2))
it.close()
#> None 1 caught x 2
#> closing

#= yield from
def inner():
    x = yield 1
    print("inner got", x)
    return "inner result"
def outer():
    result = yield from inner()
    print(result)
    yield from [2, 3]
o = outer()
print(next(o), o.send("hello"), list(o))
#> inner got hello
#> inner result
#> 1 2 [3]

#= generator state
import inspect
def g(): yield 1
it = g()
print(inspect.getgeneratorstate(it), next(it), inspect.getgeneratorstate(it), list(it), inspect.getgeneratorstate(it))
#> GEN_CREATED 1 GEN_SUSPENDED [] GEN_CLOSED

#= send to a generator that has not begun
def g(): yield
try:
    g().send(1)
except TypeError as error:
    print(error)
#> can't send non-None value to a just-started generator

#= generator already executing
def g():
    next(it)
    yield
it = g()
try:
    next(it)
except ValueError as error:
    print(error)
#> generator already executing

#= pipelines are lazy
def numbers():
    for i in range(1000000):
        print("made", i)
        yield i
squares = (n * n for n in numbers())
print(next(x for x in squares if x > 3))
#> made 0
#> made 1
#> made 2
#> 4

#= finally in an abandoned generator
def g():
    try:
        yield 1
    finally:
        print("cleaned")
it = g()
next(it)
del it
print("end")
#> cleaned
#> end

#= class iterators
class Down:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Down(3)), sum(Down(4)), [*Down(2)], dict(zip(Down(2), "ab")), max(Down(9)))
#> [2, 1, 0] 6 [1, 0] {1: 'a', 0: 'b'} 8

#= recursive generators
def walk(tree):
    for x in tree:
        if isinstance(x, list): yield from walk(x)
        else: yield x
print(list(walk([1, [2, [3, [4]]], 5])))
#> [1, 2, 3, 4, 5]

#= permutations of one's own
def perms(s):
    if len(s) <= 1: yield s
    for i, c in enumerate(s):
        for rest in perms(s[:i] + s[i+1:]):
            if len(s) > 1: yield c + rest
print(list(perms("abc")))
#> ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']

#= enumerate, zip, reversed, map, filter
print(list(enumerate("ab", 1)), list(zip([1, 2], "ab", (3, 4))), list(map(pow, [2, 3], [3, 2])), list(filter(None, [0, 1, "", "a"])), list(reversed(range(3))))
#> [(1, 'a'), (2, 'b')] [(1, 'a', 3), (2, 'b', 4)] [8, 9] [1, 'a'] [2, 1, 0]

#= zip strict
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as error:
    print(error)
#> zip() argument 2 is longer than argument 1

#= any, all, sum, min, max (3.14)
print(any([]), all([]), sum([[1], [2]], []), min("b", "a"), max([3, 1], key=lambda x: -x), max([], default="none"), sum([0.1] * 10))
#> False True [1, 2] a 1 none 1.0

#= sorted is stable
print(sorted([("b", 1), ("a", 1), ("a", 0)], key=lambda p: p[0]), sorted("bca", reverse=True), sorted([3, -1, 2], key=abs))
#> [('a', 1), ('a', 0), ('b', 1)] ['c', 'b', 'a'] [-1, 2, 3]

#= itertools infinite
from itertools import count, cycle, repeat, islice, takewhile, dropwhile
print(list(islice(count(5, 2), 3)), list(islice(cycle("ab"), 5)), list(repeat(1, 2)), list(takewhile(lambda x: x < 3, count())), list(dropwhile(str.isdigit, "12a3")))
#> [5, 7, 9] ['a', 'b', 'a', 'b', 'a'] [1, 1] [0, 1, 2] ['a', '3']

#= itertools combinatorics
from itertools import permutations, combinations, product, combinations_with_replacement as cwr
print(len(list(permutations(range(4)))), list(combinations("abc", 2)), list(product([0, 1], repeat=2)), list(cwr("ab", 2)))
#> 24 [('a', 'b'), ('a', 'c'), ('b', 'c')] [(0, 0), (0, 1), (1, 0), (1, 1)] [('a', 'a'), ('a', 'b'), ('b', 'b')]

#= itertools grouping
from itertools import groupby, chain, accumulate, pairwise, zip_longest, compress, starmap, tee, filterfalse
print([(k, list(g)) for k, g in groupby("aabbc")], list(chain("a", [1])), list(chain.from_iterable(["ab", "c"])), list(accumulate([1, 2, 3], initial=10)))
print(list(pairwise("abc")), list(zip_longest("ab", "c", fillvalue="-")), list(compress("abc", [1, 0, 1])), list(starmap(max, [(1, 2)])), list(filterfalse(None, [0, 1])))
a, b = tee(iter("xy"))
print(list(a), list(b))
#> [('a', ['a', 'a']), ('b', ['b', 'b']), ('c', ['c'])] ['a', 1] ['a', 'b', 'c'] [10, 11, 13, 16]
#> [('a', 'b'), ('b', 'c')] [('a', 'c'), ('b', '-')] ['a', 'c'] [2] [0]
#> ['x', 'y'] ['x', 'y']

#= itertools batched (3.13)
from itertools import batched
print(list(batched("abcde", 2)))
try:
    list(batched("abc", 2, strict=True))
except ValueError as error:
    print(error)
#> [('a', 'b'), ('c', 'd'), ('e',)]
#> batched(): incomplete batch

#= accumulate with a function
from itertools import accumulate
import operator
print(list(accumulate([1, 2, 3, 4], operator.mul)), list(accumulate([3, 1, 4, 1, 5], max)))
#> [1, 2, 6, 24] [3, 3, 4, 4, 5]

#= functools
from functools import reduce, partial, lru_cache, singledispatch, cmp_to_key, cached_property
print(reduce(lambda a, b: a * 10 + b, [1, 2, 3]), partial(int, base=2)("101"), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@singledispatch
def f(x): return "other"
@f.register
def _(x: int): return "int"
@f.register(list)
def _(x): return "list"
print(f(1), f([]), f(""), f(True))
class C:
    @cached_property
    def v(self):
        print("computed")
        return 1
c = C()
print(c.v, c.v)
#> 123 5 [3, 2, 1]
#> int list other int
#> computed
#> 1 1

#= lru_cache
from functools import lru_cache
@lru_cache(maxsize=2)
def f(x):
    print("computing", x)
    return x
f(1); f(2); f(1); f(3); f(2)
print(f.cache_info())
#> computing 1
#> computing 2
#> computing 3
#> computing 2
#> CacheInfo(hits=1, misses=4, maxsize=2, currsize=2)

#= singledispatchmethod and partialmethod
from functools import singledispatchmethod, partialmethod
class C:
    @singledispatchmethod
    def show(self, x): return "?"
    @show.register
    def _(self, x: int): return "int"
    def go(self, way, n): return f"{way} {n}"
    left = partialmethod(go, "left")
print(C().show(1), C().show("a"), C().left(3))
#> int ? left 3

#= operator module
from operator import itemgetter, attrgetter, methodcaller, add, concat, contains
print(itemgetter(1, 0)("ab"), attrgetter("real")(5), methodcaller("upper")("a"), add(1, 2), contains("abc", "b"))
#> ('b', 'a') 5 A 3 True

#= range objects
r = range(10, 0, -3)
print(list(r), len(r), 7 in r, r[1], r[-1], r[::-1], r == range(10, 1, -3), r.index(4), range(10**20)[10**19])
#> [10, 7, 4, 1] 4 True 7 1 range(1, 13, 3) False 2 10000000000000000000

#= heapq and bisect
import heapq, bisect
h = [5, 1, 4]
heapq.heapify(h)
heapq.heappush(h, 0)
print([heapq.heappop(h) for _ in range(4)], heapq.nlargest(2, [1, 5, 3]), list(heapq.merge([1, 4], [2, 3])))
a = [1, 2, 2, 3]
print(bisect.bisect_left(a, 2), bisect.bisect(a, 2), bisect.bisect(["a", "bb"], 1, key=len))
bisect.insort(a, 2.5)
print(a)
#> [0, 1, 4, 5] [5, 3] [1, 2, 3, 4]
#> 1 3 1
#> [1, 2, 2, 2.5, 3]
