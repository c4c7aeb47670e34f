"""pickle finds classes in __main__; copies, shelves and marshal."""
import copy, pickle
class Node:
    def __init__(self, v): self.v, self.next = v, None
    def __eq__(self, o): return self.v == o.v
class Custom:
    def __init__(self, a): self.a = a
    def __getstate__(self): return {"a": self.a * 2}
    def __setstate__(self, s): self.a = s["a"] + 1
n = Node([1, {"k": (1, 2)}]); n.next = n
m = pickle.loads(pickle.dumps(n))
print(type(m), m.v, m.next is m, pickle.loads(pickle.dumps(Custom(5))).a)
for protocol in range(6): assert pickle.loads(pickle.dumps({"a": [1.5, None, "é", b"x", {1}]}, protocol)) == {"a": [1.5, None, "é", b"x", {1}]}
d = {"a": [1, 2]}; s, e = copy.copy(d), copy.deepcopy(d); d["a"].append(3); print(s, e)
try: pickle.dumps(lambda: 0)
except (pickle.PicklingError, AttributeError) as e: print("cannot pickle a lambda")
print(copy.deepcopy(n).next is not n, pickle.loads(pickle.dumps(print)) is print)
