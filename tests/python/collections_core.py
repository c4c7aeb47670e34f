"""Lists, tuples, dicts, sets and their comprehensions."""
a = [3, 1, 2]
a.append(5); a.extend([9, 8]); a.insert(0, 7); a.remove(1)
print(a, sorted(a), a[1:-1], a[::2], a.index(5), a.count(9), a.pop(), a)
a[1:3] = ["x", "y", "z"]
del a[0]
print(a, [*a, *range(3)], list(zip("ab", [1, 2])), list(enumerate("xy", 1)))
d = {"one": 1, "two": 2}
d |= {"three": 3}
d.setdefault("four", []).append(4)
print(d, list(d.items()), d.get("five", 0), {v: k for k, v in {"a": 1}.items()}, {**d, "one": 0}["one"])
s = {1, 2, 3}
print(s & {2, 3, 4}, s | {9}, s - {1}, s ^ {3, 4}, {1} < s, frozenset([1]) in {frozenset([1])})
first, *middle, last = range(6)
print(first, middle, last, [[x * y for x in range(3)] for y in range(3) if y], sum(x for x in range(10) if x % 2))
print(sorted(["b", "A", "c"], key=str.lower), sorted([(2, "b"), (1, "z"), (2, "a")]), max("abc", default=None), min([], default=-1))
print(any([]), all([]), list(reversed("abc")), list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "a"])))
