"""json: round trips, options, errors with their place."""
import json
data = {"name": "é", "list": [1, 2.5, True, None], "nested": {"a": {"b": []}}}
text = json.dumps(data)
print(text, json.loads(text) == data)
print(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
print(json.dumps([1, 2], separators=(",", ":")), json.dumps({1: "int key", None: 0}), json.dumps("\u2028\"\\\n"))
for bad in ('{"a": }', "[1, 2", "", "{'a': 1}", '"abc', "nul", "[1] x"):
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(repr(bad), "->", e.msg, e.lineno, e.colno)
try: json.dumps({1, 2})
except TypeError as e: print(e)
class Enc(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({"s": {3, 1}}, cls=Enc), json.loads('{"x": 1}', object_hook=lambda d: tuple(d.items())), json.loads("1e3"), json.loads("12345678901234567890"))
print(json.loads("[NaN, Infinity]"), json.loads('"\\ud83d\\ude00"'))
