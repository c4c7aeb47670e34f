"""The picture of what turtles have drawn: an SVG that draws itself in the same order."""

import re
from html import escape

# Lengths of steps in seconds, by the turtles' speed; 0 is at once.
_SECONDS = {1: 0.35, 2: 0.28, 3: 0.22, 4: 0.18, 5: 0.14, 6: 0.11, 7: 0.08, 8: 0.06, 9: 0.04, 10: 0.025, 0: 0.004}
# A picture of more parts stands still, and the others take no longer.
_MOST, _LONGEST = 4000, 20.0

_SHAPES = {
    "arrow": [(-10, 0), (10, 0), (0, 10)],
    "classic": [(0, 0), (-5, -9), (0, -7), (5, -9)],
    "triangle": [(10, -5.77), (0, 11.55), (-10, -5.77)],
    "square": [(10, -10), (10, 10), (-10, 10), (-10, -10)],
    "circle": [(10, 0), (9.51, 3.09), (8.09, 5.88), (5.88, 8.09), (3.09, 9.51), (0, 10), (-3.09, 9.51), (-5.88, 8.09), (-8.09, 5.88), (-9.51, 3.09), (-10, 0), (-9.51, -3.09), (-8.09, -5.88), (-5.88, -8.09), (-3.09, -9.51), (0, -10), (3.09, -9.51), (5.88, -8.09), (8.09, -5.88), (9.51, -3.09)],
    "turtle": [(0, 16), (-2, 14), (-1, 10), (-4, 7), (-7, 9), (-9, 8), (-6, 5), (-7, 1), (-5, -3), (-8, -6), (-6, -8), (-4, -5), (0, -7), (4, -5), (6, -8), (8, -6), (5, -3), (7, 1), (6, 5), (9, 8), (7, 9), (4, 7), (1, 10), (2, 14)],
    "blank": [],
}


def color_of(color, mode):
    """A colour as SVG has it, of a name, `#rrggbb`, or three numbers."""
    if isinstance(color, str):
        name = color.strip().lower().replace(" ", "")
        if not (re.fullmatch("#([0-9a-f]{3}){1,2}", name) or re.fullmatch("[a-z]+[0-9]*", name)):
            raise ValueError(f"bad color string: {color}")
        # Grades of a colour, as `red3`, are its own here.
        return name if name.startswith("#") else name.rstrip("0123456789")
    parts = [round(part * (255 if mode == 1 else 1)) for part in color]
    if len(parts) != 3 or any(not 0 <= part <= 255 for part in parts):
        raise ValueError(f"bad color sequence: {color}")
    return "#" + "".join(f"{part:02x}" for part in parts)


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


class Canvas:
    """What has been drawn, in its order."""

    def __init__(self):
        self.size = self.world = self.background = None
        self.title, self.still, self.shown = "", False, False
        self.shapes = dict(_SHAPES)
        self._items, self._count = [], 0

    def add(self, kind, at=None, **of):
        """One thing more; at an earlier place where `place` was asked for one."""
        self._count += 1
        self.shown = False
        item = {"kind": kind, "number": self._count, "place": of.pop("place", self._count), **of}
        if kind == "fill":
            item["place"] = at
        elif at is not None:
            item["at"] = at
        self._items.append(item)
        return item

    def place(self):
        """Below everything that comes from now on."""
        return self._count + 0.5

    def remove(self, item):
        self._items = [one for one in self._items if one is not item]

    def clear(self):
        self._items.clear()
        self.background, self.shown = None, False

    def svg(self, turtles):
        """The picture; nothing where there is none."""
        shapes = [turtle for turtle in turtles if turtle._shown and turtle._corners()]
        if not self._items and not shapes and self.background is None:
            return ""
        left, bottom, right, top = self._view(shapes)
        wide, high = right - left, top - bottom
        width, height = self.size or (wide, high)
        # One unit of the picture is one pixel, unless the world has units of its own.
        self._scale = width / wide, height / high
        self._x = lambda x: (x - left) * self._scale[0]
        self._y = lambda y: (top - y) * self._scale[1]
        timing = self._timing()
        parts = [self._drawn(item, timing) for item in sorted(self._items, key=lambda item: item["place"])]
        end = max(timing.values(), default=(0, 0))
        parts += [self._polygon(turtle._corners(), turtle._fillcolor, turtle._pencolor, (sum(end), 0) if timing else None) for turtle in shapes]
        style = ""
        if timing:
            style = (
                "<style>.l{stroke-dasharray:1;animation:l linear both}.a{animation:a .01s both}"
                "@keyframes l{from{stroke-dashoffset:1;visibility:hidden}1%{visibility:visible}to{stroke-dashoffset:0}}"
                "@keyframes a{from{visibility:hidden}to{visibility:visible}}"
                "@media(prefers-reduced-motion:reduce){.l,.a{animation:none}}</style>"
            )
        ground = f'<rect width="100%" height="100%" fill="{self.background or "white"}"/>'
        title = f"<title>{escape(self.title or 'Turtle graphics')}</title>"
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(width)}" height="{_number(height)}" viewBox="0 0 {_number(width)} {_number(height)}" role="img">{title}{style}{ground}{"".join(parts)}</svg>'

    def _view(self, shapes):
        if self.world:
            return self.world
        if self.size:
            width, height = self.size
            return -width / 2, -height / 2, width / 2, height / 2
        xs, ys = [-150.0, 150.0], [-150.0, 150.0]
        for item in self._items:
            places = item.get("points") or item.get("corners") or [item["at"]]
            pad = item.get("width", 0) / 2 + item.get("size", 0) / 2 + 10
            for x, y in places:
                xs += [x - pad, x + pad]
                ys += [y - pad, y + pad]
        for turtle in shapes:
            for x, y in turtle._corners():
                xs += [x - 10, x + 10]
                ys += [y - 10, y + 10]
        return min(xs), min(ys), max(xs), max(ys)

    def _timing(self):
        """When each begins and how long it takes."""
        if self.still or len(self._items) > _MOST:
            return {}
        lengths = [(item["number"], _SECONDS[item["speed"]] * (1 if item["kind"] == "line" else 0.2)) for item in self._items]
        whole = sum(length for _, length in lengths)
        faster = min(1.0, _LONGEST / whole) if whole else 1.0
        timing, now = {}, 0.3
        for number, length in lengths:
            timing[number] = now, length * faster
            now += length * faster
        return timing

    def _drawn(self, item, timing):
        when = timing.get(item["number"])
        kind = item["kind"]
        if kind == "line":
            (x1, y1), (x2, y2) = item["points"]
            path = f"M{_number(self._x(x1))} {_number(self._y(y1))}L{_number(self._x(x2))} {_number(self._y(y2))}"
            moves = f' class="l" pathLength="1" style="animation-delay:{when[0]:.3f}s;animation-duration:{max(when[1], 0.001):.3f}s"' if when else ""
            return f'<path d="{path}" stroke="{item["color"]}" stroke-width="{_number(item["width"])}" stroke-linecap="round" fill="none"{moves}/>'
        if kind == "fill":
            return self._polygon(item["corners"], item["fill"], None, when)
        if kind == "shape":
            return self._polygon(item["corners"], item["fill"], item["color"], when)
        x, y = (_number(part) for part in (self._x(item["at"][0]), self._y(item["at"][1])))
        if kind == "dot":
            return f'<circle cx="{x}" cy="{y}" r="{_number(item["size"] / 2)}" fill="{item["fill"]}"{self._appears(when)}/>'
        family, size, *looks = (*item["font"], 8, "normal")[:3] if len(item["font"]) < 3 else item["font"]
        looks = " ".join(map(str, looks))
        weight = (' font-weight="bold"' if "bold" in looks else "") + (' font-style="italic"' if "italic" in looks else "")
        anchor = {"center": "middle", "right": "end"}.get(item["align"], "start")
        # Points, at 96 pixels an inch.
        return f'<text x="{x}" y="{y}" font-family="{escape(str(family))}, sans-serif" font-size="{_number(float(size) * 4 / 3)}" text-anchor="{anchor}" fill="{item["fill"]}"{weight}{self._appears(when)}>{escape(item["text"])}</text>'

    def _polygon(self, corners, fill, stroke, when):
        points = " ".join(f"{_number(self._x(x))},{_number(self._y(y))}" for x, y in corners)
        edge = f' stroke="{stroke}"' if stroke else ""
        return f'<polygon points="{points}" fill="{fill}" fill-rule="evenodd"{edge}{self._appears(when)}/>'

    @staticmethod
    def _appears(when):
        return f' class="a" style="animation-delay:{sum(when):.3f}s"' if when else ""
