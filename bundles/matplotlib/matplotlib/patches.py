"""Shapes by matplotlib's names: for legends and `add_patch`."""

import math

from . import missing
from ._artists import Patch as _Shape, Rectangle as _Rectangle
from ._lines import looks


class Patch(_Shape):
    def __init__(self, **given):
        super().__init__(**looks(given))


class Rectangle(_Rectangle):
    def __init__(self, xy, width, height, **given):
        super().__init__(xy, width, height, **looks(given))


class Polygon(_Shape):
    def __init__(self, xy, closed=True, **given):
        super().__init__([x for x, _ in xy], [y for _, y in xy], open=not closed, **looks(given))


class Ellipse(_Shape):
    def __init__(self, xy, width, height, angle=0, **given):
        (x, y), turn = xy, math.radians(angle)
        around = [(math.cos(math.tau * step / 180) * width / 2, math.sin(math.tau * step / 180) * height / 2) for step in range(180)]
        super().__init__([x + a * math.cos(turn) - b * math.sin(turn) for a, b in around], [y + a * math.sin(turn) + b * math.cos(turn) for a, b in around], **looks(given))


class Circle(Ellipse):
    def __init__(self, xy, radius=5, **given):
        super().__init__(xy, 2 * radius, 2 * radius, **given)


class Wedge(_Shape):
    def __init__(self, center, r, theta1, theta2, width=None, **given):
        (x, y), steps = center, 60
        arc = [math.radians(theta1 + (theta2 - theta1) * step / steps) for step in range(steps + 1)]
        points = [(x + r * math.cos(one), y + r * math.sin(one)) for one in arc]
        points += [(x + (r - width) * math.cos(one), y + (r - width) * math.sin(one)) for one in arc[::-1]] if width else [(x, y)]
        super().__init__([a for a, _ in points], [b for _, b in points], **looks(given))


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise missing("matplotlib.patches", name)
