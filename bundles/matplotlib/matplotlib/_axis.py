"""One direction of axes, and the sides of their frame."""

import math

from . import missing, rcParams
from ._artists import font_size
from ._colors import paint

SIDES = ("left", "bottom", "right", "top")


class Axis:
    """One direction of axes."""

    def __init__(self, axes, name):
        self.axes, self.name = axes, name
        self.low = self.high = None
        self.log = False
        self.inverted = False
        self.ticks = self.labels = self.affix = self.align = self.label = self.grid_of = None
        self.show_ticks = self.show_labels = True
        self.far = self.minor = self.small_grid = False
        self.size, self.rotation = font_size(rcParams[f"{name}tick.labelsize"]), 0.0
        self.color = rcParams[f"{name}tick.color"]
        self.categories = {}
        self.group = [self]
        self.inner_labels = True

    def limits(self):
        """From where to where it shows, autoscaled where nobody has said."""
        low, high = self.low, self.high
        if low is None or high is None:
            values, sticky = [], set()
            for axis in self.group:
                more, held = axis.axes._extent(axis.name)
                values += more
                sticky |= held
            auto = self._auto(values, sticky)
            low, high = auto[0] if low is None else low, auto[1] if high is None else high
            if self.inverted:
                return high, low
        return low, high

    def _auto(self, values, sticky):
        if self.log:
            values = [value for value in values if value > 0]
            low, high = (math.log10(min(values)), math.log10(max(values))) if values else (0.0, 1.0)
            if low == high:
                return 10 ** (low - 1), 10 ** (high + 1)
            margin = (high - low) * self._margin()
            return 10 ** (low - margin), 10 ** (high + margin)
        if not values:
            return 0.0, 1.0
        low, high = min(values), max(values)
        if low == high:
            wide = abs(low) * 0.05 or 0.05
            low, high = (low - wide, high + wide)
        margin = (high - low) * self._margin()
        least, most = low - margin, high + margin
        return max([stop for stop in sticky if stop <= low] + [least]), min([stop for stop in sticky if stop >= high] + [most])

    def _margin(self):
        own = self.axes._margins[self.name]
        return rcParams[f"axes.{self.name}margin"] if own is None else own

    def spec(self):
        low, high = self.limits()
        label = self.label and self.label()
        return {"from": float(low), "to": float(high), "log": self.log, "ticks": self.ticks, "labels": self.labels, "show_ticks": self.show_ticks, "show_labels": self.show_labels and self.inner_labels, "far": self.far, "label": label if self.inner_labels or self.name == "y" else None, "grid": self.grid_of, "small_grid": self.small_grid, "minor": self.minor, "size": self.size, "color": paint(self.color), "rotation": self.rotation, "align": self.align, "affix": self.affix}

    # ---- as matplotlib's own axis ----

    def set_visible(self, visible):
        self.show_ticks = self.show_labels = visible

    def set_ticks(self, ticks, labels=None, minor=False, **looks):
        getattr(self.axes, f"set_{self.name}ticks")(ticks, labels, minor=minor, **looks)

    def set_ticklabels(self, labels, **looks):
        getattr(self.axes, f"set_{self.name}ticklabels")(labels, **looks)

    def set_label_text(self, text):
        getattr(self.axes, f"set_{self.name}label")(text)

    def set_major_formatter(self, formatter):
        """A function of number and place, a format, or one of `matplotlib.ticker`."""
        if isinstance(formatter, str):
            text = formatter
            formatter = lambda value, _: text.format(x=value) if "{" in text else text % value
        self.formatter = formatter

    def set_major_locator(self, locator):
        self.locator = locator

    def set_minor_locator(self, locator):
        self.minor = True

    def tick_right(self):
        self.far = True

    tick_top = tick_right

    def tick_left(self):
        self.far = False

    tick_bottom = tick_left

    def set_label_position(self, side):
        self.far = side in ("right", "top")

    def grid(self, visible=True, **looks):
        self.axes.grid(visible, axis=self.name, **looks)

    def get_majorticklocs(self):
        return list(self.ticks or ())

    def __getattr__(self, name):
        if name in ("formatter", "locator"):
            return None
        raise missing("Axis", name)

    def settle(self):
        """Ticks as locator and formatter have them."""
        if self.locator is not None:
            low, high = sorted(self.limits())
            self.ticks = [float(tick) for tick in self.locator.tick_values(low, high)]
        if self.formatter is not None:
            low, high = sorted(self.limits())
            if self.ticks is None:
                from .ticker import MaxNLocator

                self.ticks = MaxNLocator(6).tick_values(low, high)
            self.labels = [str(self.formatter(tick, place)) for place, tick in enumerate(self.ticks)]


class Spine:
    """One side of the frame."""

    def __init__(self, side):
        self.visible, self.color = rcParams[f"axes.spines.{side}"], rcParams["axes.edgecolor"]

    def set_visible(self, visible):
        self.visible = visible

    def set_color(self, color):
        self.color = color

    set_edgecolor = set_color

    def set_linewidth(self, width):
        self.visible = width > 0

    def set_position(self, position):
        raise missing("Spine", "set_position")


class Spines(dict):
    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise missing("spines", name)

    def __getitem__(self, sides):
        if isinstance(sides, (list, tuple)):
            return _All([self[side] for side in sides])
        return _All(list(self.values())) if isinstance(sides, slice) else dict.__getitem__(self, sides)


class _All(list):
    def __getattr__(self, name):
        return lambda *values: [getattr(one, name)(*values) for one in self][:0]
