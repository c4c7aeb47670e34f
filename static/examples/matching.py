"""Structural pattern matching: a robot's commands, taken apart by their shape."""

from dataclasses import dataclass


@dataclass
class Point:
    x: int = 0
    y: int = 0


def act(at, command):
    match command.split():
        case ["go", ("north" | "south") as way, steps] if steps.isdigit():
            return Point(at.x, at.y + int(steps) * (1 if way == "north" else -1))
        case ["go", ("east" | "west") as way, steps] if steps.isdigit():
            return Point(at.x + int(steps) * (1 if way == "east" else -1), at.y)
        case ["go", _, steps]:
            print(f"  cannot go {steps!r}")
        case ["home"]:
            return Point()
        case [verb, *rest]:
            print(f"  does not know {verb!r} ({len(rest)} words more)")
        case []:
            print("  nothing was said")
    return at


def describe(thing):
    match thing:
        case Point(0, 0):
            return "home"
        case Point(0, y) | Point(y, 0):
            return f"on an axis, {abs(y)} away"
        case Point(x, y) if x == y:
            return "on the diagonal"
        case Point():
            return "somewhere"
        case {"robot": str(name), **rest}:
            return f"{name} with {rest}"


at = Point()
for command in ("go north 3", "go east 3", "go up", "go west two", "dance for me", "", "go south 3", "home"):
    at = act(at, command)
    print(f"{command!r:16} {at} {describe(at)}")
print(describe({"robot": "Fern", "wheels": 4}))
