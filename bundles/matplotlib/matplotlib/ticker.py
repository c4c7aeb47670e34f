"""Where ticks are and how their numbers are written, where a program decides it."""

import math

from . import missing


class MaxNLocator:
    """At most so many intervals of a round length."""

    def __init__(self, nbins=9, integer=False, **_):
        self.nbins, self.integer = 9 if nbins == "auto" else nbins, integer

    def tick_values(self, low, high):
        raw = (high - low) / max(self.nbins, 1) or 1.0
        unit = 10.0 ** math.floor(math.log10(raw))
        step = next(unit * digit for digit in (1, 2, 2.5, 5, 10) if unit * digit >= raw * (1 - 1e-9))
        if self.integer:
            step = max(1.0, math.ceil(step))
        first, last = math.floor(low / step), math.ceil(high / step)
        return [number * step for number in range(first, last + 1)]


class DateLocator:
    """Days since 1970 at the beginnings of round stretches of time."""

    def __init__(self, most=9):
        self.most, self._format = most, "%Y-%m-%d"

    def tick_values(self, low, high):
        import datetime

        span = (high - low) / self.most
        for step, format in ((1 / 24, "%d %H:%M"), (0.25, "%d %H:%M"), (1, "%Y-%m-%d"), (2, "%Y-%m-%d"), (7, "%Y-%m-%d"), (14, "%Y-%m-%d")):
            if span <= step:
                self._format = format
                return MultipleLocator(step, 4 if step > 6 else 0).tick_values(low, high)
        first = datetime.date(1970, 1, 1) + datetime.timedelta(days=math.floor(low))
        months = next((count for count in (1, 2, 3, 6, 12, 24, 60, 120) if span <= count * 30.5), 240)
        self._format = "%Y" if months >= 12 else "%Y-%m"
        number = (first.year * 12 + first.month - 1) // months * months
        ticks = []
        while len(ticks) < 100 and number < 9998 * 12:
            at = datetime.date(max(number // 12, 1), number % 12 + 1, 1).toordinal() - 719163
            if at > high:
                break
            ticks.append(at)
            number += months
        return [tick for tick in ticks if tick >= low]

    def text(self, value, place=None):
        import datetime

        return (datetime.datetime(1970, 1, 1) + datetime.timedelta(days=value)).strftime(self._format)


class MultipleLocator:
    """At multiples of a number."""

    def __init__(self, base=1.0, offset=0.0):
        self.base, self.offset = base, offset

    def tick_values(self, low, high):
        first = math.ceil((low - self.offset) / self.base - 1e-9)
        last = math.floor((high - self.offset) / self.base + 1e-9)
        return [number * self.base + self.offset for number in range(first, min(last, first + 1000) + 1)]


class FixedLocator:
    def __init__(self, locs, nbins=None):
        self.locs = list(locs)

    def tick_values(self, low, high):
        return self.locs


class NullLocator(FixedLocator):
    def __init__(self):
        super().__init__([])


class AutoMinorLocator:
    """The small ticks between others."""

    def __init__(self, n=None):
        pass


class FuncFormatter:
    """By a function of the number and its place."""

    def __init__(self, func):
        self.func = func

    def __call__(self, value, place=None):
        return self.func(value, place)


class FormatStrFormatter:
    """As `"%.2f"` has it."""

    def __init__(self, fmt):
        self.fmt = fmt

    def __call__(self, value, place=None):
        return self.fmt % value


class StrMethodFormatter:
    """As `"{x:.2f}"` has it."""

    def __init__(self, fmt):
        self.fmt = fmt

    def __call__(self, value, place=None):
        return self.fmt.format(x=value, pos=place)


class PercentFormatter:
    """As parts of a hundred."""

    def __init__(self, xmax=100, decimals=None, symbol="%", **_):
        self.xmax, self.decimals, self.symbol = xmax, decimals, symbol

    def __call__(self, value, place=None):
        part = 100 * value / self.xmax
        return (f"{part:g}" if self.decimals is None else f"{part:.{self.decimals}f}") + self.symbol


class NullFormatter:
    def __call__(self, value, place=None):
        return ""


class ScalarFormatter:
    def __init__(self, **_):
        pass

    def __call__(self, value, place=None):
        return f"{value:g}"


def __getattr__(name):
    raise missing("matplotlib.ticker", name)
