"""itertools, functools, operator."""
import functools, itertools as it, operator
print(list(it.chain([1], [2, 3])), list(it.combinations("abc", 2)), len(list(it.permutations(range(4)))), list(it.product([0, 1], repeat=2)))
print([(k, list(g)) for k, g in it.groupby("aabbbc")], list(it.accumulate([1, 2, 3, 4], operator.mul)), list(it.zip_longest("ab", "c", fillvalue="-")))
print(list(it.islice(it.cycle("ab"), 5)), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.compress("abcd", [1, 0, 1, 0])), list(it.pairwise("abc")))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
print(functools.reduce(operator.add, [1, 2, 3], 10), functools.partial(int, base=2)("101"))
@functools.singledispatch
def kind(v): return "other"
@kind.register
def _(v: int): return "int"
@kind.register(list)
def _(v): return "list"
print(kind(1), kind([]), kind("s"))
@functools.total_ordering
class T:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(T(1) <= T(2), T(3) > T(2), sorted([T(2), T(1)], key=operator.attrgetter("v"))[0].v, operator.itemgetter(1, 0)("ab"))
print(sorted(["bb", "a"], key=functools.cmp_to_key(lambda a, b: len(a) - len(b))))
class C:
    @functools.cached_property
    def v(self): print("computed"); return 1
c = C(); print(c.v, c.v)
