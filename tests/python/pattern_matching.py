"""match: literals, captures, classes, mappings, sequences, guards, alternatives."""
from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int
def describe(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n > 100: return f"big {n}"
        case int(): return "int"
        case "hi": return "greeting"
        case Point(x=0, y=0): return "origin"
        case Point(x, y): return f"point {x},{y}"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [first, *rest]: return f"{first} then {rest}"
        case {"type": "circle", "r": r, **others}: return f"circle {r} {others}"
        case None | True: return "singleton"
        case (str() as s): return f"text {s}"
        case _: return "else"
for v in (0, 500, 50, "hi", Point(0, 0), Point(1, 2), [], [1], [1, 2, 3], {"type": "circle", "r": 3, "c": 1}, None, "other", 2.5):
    print(describe(v))
