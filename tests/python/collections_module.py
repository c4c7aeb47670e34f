"""Counter, defaultdict, deque, namedtuple, OrderedDict, ChainMap, heapq, bisect."""
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
import bisect, heapq
c = Counter("mississippi")
print(c.most_common(2), c["z"], c + Counter("ss"), sorted(c.elements())[:3], c.total())
d = defaultdict(list); d["a"].append(1); print(d, dict(d))
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); q.rotate(1); print(q, q[0], q.pop())
P = namedtuple("P", "x y", defaults=[0]); p = P(1); print(p, p._replace(y=5), p.x + p[1], P._make([3, 4]))
o = OrderedDict(a=1, b=2); o.move_to_end("a"); print(list(o), o.popitem(last=False))
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], dict(ChainMap({"a": 1}, {"a": 2, "b": 3})))
h = [5, 1, 4]; heapq.heapify(h); heapq.heappush(h, 0); print(heapq.heappop(h), heapq.nlargest(2, h), list(heapq.merge([1, 4], [2, 3])))
l = [1, 3, 5]; bisect.insort(l, 4); print(l, bisect.bisect_left(l, 3))
