"""Drawing in axes: lines, points, areas, words."""

import math

from . import rcParams
from ._artists import Line2D, Patch, Points, Text, font_size
from ._colors import is_color, paint
from ._maps import LogNorm, Normalize, get_cmap

_SHORT = {"c": "color", "lw": "linewidth", "ls": "linestyle", "ms": "markersize", "mec": "markeredgecolor", "mew": "markeredgewidth", "mfc": "markerfacecolor", "ec": "edgecolor", "fc": "facecolor", "linewidths": "linewidth", "linestyles": "linestyle", "edgecolors": "edgecolor", "facecolors": "facecolor", "colors": "color"}
# What programs say that makes no difference here.
_IGNORED = {"antialiased", "aa", "snap", "rasterized", "transform", "solid_capstyle", "dash_capstyle", "solid_joinstyle", "capstyle", "joinstyle", "picker", "animated", "path_effects", "gid", "url"}
_MARKERS = set(".,ov^<>1234s8pP*hH+xXDd|_")


def looks(given):
    """Keyword arguments under their long names."""
    return {_SHORT.get(name, name): value for name, value in given.items() if name not in _IGNORED}


def listed(values):
    """A list of whatever holds several values."""
    if hasattr(values, "tolist"):
        values = values.tolist()
    if isinstance(values, (str, int, float)) or not hasattr(values, "__iter__"):
        return [values]
    values = values.values() if isinstance(values, dict) else values
    return [value.item() if hasattr(value, "item") else value for value in values]


def parsed(format):
    """Colour, marker and style of a text such as "ro--"."""
    found = {}
    if is_color(format) and format not in ("1", "2", "3", "4", "0"):
        return {"color": format}
    rest = format
    while rest:
        if rest[:2] in ("--", "-."):
            found["linestyle"], rest = rest[:2], rest[2:]
        elif rest[0] in "-:":
            found["linestyle"], rest = rest[0], rest[1:]
        elif rest[0] in _MARKERS and "marker" not in found:
            found["marker"], rest = rest[0], rest[1:]
        elif rest[0] in "bgrcmykw":
            found["color"], rest = rest[0], rest[1:]
        elif rest[0] == "C" and rest[1:2].isdigit():
            found["color"], rest = rest[:2], rest[2:]
        else:
            raise ValueError(f"{format!r} is not a valid format string (unrecognized character {rest[0]!r})")
    if "marker" in found and "linestyle" not in found:
        found["linestyle"] = "None"
    return found


class Lines:
    """A part of `Axes`."""

    def _positions(self, values, axis):
        """Numbers; texts are categories, each at a place of its own."""
        values = listed(values)
        if not any(isinstance(value, str) for value in values):
            return [days(value) if hasattr(value, "isoformat") else value for value in values] if self._dated(values, axis) else values
        known = axis.categories
        for value in values:
            known.setdefault(str(value), len(known))
        for one in axis.group:
            one.ticks, one.labels = [float(place) for place in known.values()], list(known)
        return [known[str(value)] for value in values]

    @staticmethod
    def _dated(values, axis):
        if not any(hasattr(value, "isoformat") for value in values):
            return False
        from .ticker import DateLocator

        if axis.formatter is None:
            axis.locator = axis.locator or DateLocator()
            axis.formatter = getattr(axis.locator, "text", as_date)
        return True

    def _data(self, x, y):
        x, y = self._positions(x, self.xaxis), self._positions(y, self.yaxis)
        if len(x) != len(y):
            raise ValueError(f"x and y must have same first dimension, but have shapes ({len(x)},) and ({len(y)},)")
        return x, y

    def plot(self, *data, scalex=True, scaley=True, **given):
        """Lines through points: `plot(y)`, `plot(x, y)`, `plot(x, y, "ro--")`, several at once."""
        given = looks(given)
        source = given.pop("data", None)
        rest, made = list(data), []
        while rest:
            part = [rest.pop(0)]
            if source is not None and isinstance(part[0], str):
                part[0] = source[part[0]]
            if rest and not isinstance(rest[0], str) or rest and source is not None and rest[0] in source:
                second = rest.pop(0)
                part.append(source[second] if source is not None and isinstance(second, str) else second)
            style = parsed(rest.pop(0)) if rest and isinstance(rest[0], str) else {}
            y = part[-1].tolist() if hasattr(part[-1], "tolist") else part[-1]
            y = y if isinstance(y, (list, tuple)) else listed(y)
            # A table is a line for each column.
            columns = list(zip(*y)) if y and isinstance(y[0], (list, tuple)) else [y]
            labels = given.get("label")
            for number, column in enumerate(columns):
                x, ys = self._data(part[0] if len(part) == 2 else range(len(column)), column)
                own = {**style, **given}
                if isinstance(labels, (list, tuple)):
                    own["label"] = labels[number]
                own.setdefault("color", None)
                own["color"] = self._next_color() if own["color"] is None else own["color"]
                made.append(self._add(Line2D(x, ys, **own)))
        return made

    def step(self, x, y, *format, where="pre", **given):
        return self.plot(x, y, *format, drawstyle=f"steps-{where}", **given)

    def semilogx(self, *data, **given):
        self.set_xscale("log")
        return self.plot(*data, **given)

    def semilogy(self, *data, **given):
        self.set_yscale("log")
        return self.plot(*data, **given)

    def loglog(self, *data, **given):
        self.set_xscale("log")
        return self.semilogy(*data, **given)

    def scatter(self, x, y, s=None, c=None, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, linewidths=None, edgecolors=None, *, plotnonfinite=False, data=None, **given):
        """Points of their own sizes and colours."""
        given = looks(given)
        if data is not None:
            x, y, s, c = (data[one] if isinstance(one, str) and one in data else one for one in (x, y, s, c))
        x, y = self._data(x, y)
        sizes = listed(rcParams["lines.markersize"] ** 2 if s is None else s)
        c = given.pop("color", given.pop("facecolor", c))
        edges = given.pop("edgecolor", edgecolors)
        mappable, colors = None, []
        if c is not None and not is_color(c):
            c = listed(c)
        if c is None:
            colors = [self._next_color(True)]
        elif isinstance(c, (list, tuple)) and len(c) == len(x) and all(isinstance(value, (int, float)) for value in c):
            norm = norm if isinstance(norm, Normalize) else LogNorm(vmin, vmax) if norm == "log" else Normalize(vmin, vmax)
            norm.fit(c)
            mappable = (list(c), get_cmap(cmap), norm)
        else:
            colors = [c] if is_color(c) else list(c)
        edges = None if edges is None or edges == "face" else [edges] if is_color(edges) else list(edges)
        shape = "o" if marker is None else marker
        return self._add(Points(x, y, sizes, colors, edges, 1.5 if given.get("linewidth", linewidths) is None else given.pop("linewidth", linewidths), shape, mappable, alpha=alpha, label=given.pop("label", None), zorder=given.pop("zorder", None)))

    def fill_between(self, x, y1, y2=0, where=None, interpolate=False, step=None, **given):
        return self._between(x, y1, y2, where, step, looks(given), False)

    def fill_betweenx(self, y, x1, x2=0, where=None, step=None, interpolate=False, **given):
        return self._between(y, x1, x2, where, step, looks(given), True)

    def _between(self, along, one, other, where, step, given, upright):
        along = self._positions(along, self.yaxis if upright else self.xaxis)
        full = lambda values: listed(values) * (len(along) if len(listed(values)) == 1 else 1)
        one, other = full(one), full(other)
        where = [True] * len(along) if where is None else listed(where)
        xs, ys, run = [], [], []

        def close():
            if len(run) > 1:
                first = Line2D([along[at] for at in run], [one[at] for at in run], drawstyle=f"steps-{step}" if step else "default")._steps()
                second = Line2D([along[at] for at in run], [other[at] for at in run], drawstyle=f"steps-{step}" if step else "default")._steps()
                xs.extend([*first[0], *second[0][::-1], None])
                ys.extend([*first[1], *second[1][::-1], None])
            run.clear()

        for at, inside in enumerate(where):
            known = one[at] is not None and other[at] is not None and one[at] == one[at] and other[at] == other[at]
            if inside and known:
                run.append(at)
            else:
                close()
        close()
        color = given.pop("color", None)
        face = given.pop("facecolor", color)
        given = {"linewidth": 1.0 if "edgecolor" in given else 0.0, **given}
        face = self._next_color(True) if face is None else face
        return self._add(Patch(ys if upright else xs, xs if upright else ys, facecolor=face, edgecolor=given.pop("edgecolor", face), **given))

    def fill(self, *data, **given):
        """Polygons."""
        given = looks(given)
        rest, made = list(data), []
        while rest:
            x, y = self._data(rest.pop(0), rest.pop(0))
            own = parsed(rest.pop(0)) if rest and isinstance(rest[0], str) else {}
            color = given.get("facecolor", given.get("color", own.get("color"))) or self._next_color(True)
            more = {name: value for name, value in given.items() if name not in ("color", "facecolor")}
            made.append(self._add(Patch(x, y, facecolor=color, **{"edgecolor": color, **more})))
        return made

    def stackplot(self, x, *ys, labels=(), colors=None, **given):
        """Areas one above the other."""
        rows = ys[0] if len(ys) == 1 and isinstance(listed(ys[0])[0], (list, tuple)) else ys
        below, made = [0.0] * len(listed(x)), []
        for number, row in enumerate(rows):
            above = [low + high for low, high in zip(below, listed(row))]
            color = colors[number % len(colors)] if colors else self._next_color()
            made.append(self.fill_between(x, below, above, color=color, label=labels[number] if number < len(labels) else None, **given))
            made[-1].sticky = ((), (0.0,))
            below = above
        return made

    def errorbar(self, x, y, yerr=None, xerr=None, fmt="", ecolor=None, elinewidth=None, capsize=0.0, capthick=None, barsabove=False, **given):
        """Points with how far off they may be."""
        given = looks(given)
        x, y = self._data(x, y)
        line = None
        style = {} if fmt.lower() == "none" else {**parsed(fmt), **given}
        shown = fmt.lower() != "none"
        color = style.get("color") or given.get("color") or (self._next_color() if shown or ecolor is None else ecolor)
        width = rcParams["lines.linewidth"] if elinewidth is None else elinewidth
        ends = []
        for errors, upright in ((xerr, False), (yerr, True)):
            if errors is None:
                continue
            errors = listed(errors)
            low, high = (listed(errors[0]), listed(errors[1])) if errors and isinstance(errors[0], (list, tuple)) else (errors, errors)
            low, high = (part * len(x) if len(part) == 1 else part for part in (low, high))
            from_, to = ([value - off for value, off in zip(y if upright else x, low)], [value + off for value, off in zip(y if upright else x, high)])
            across = x if upright else y
            pairs = [part for place in zip(across, from_, to) for part in ((place[0], place[1]), (place[0], place[2]), (None, None))]
            one, other = [first for first, _ in pairs], [second for _, second in pairs]
            looks_of = {"color": ecolor or color, "linewidth": width, "alpha": given.get("alpha"), "linestyle": "-", "marker": "None"}
            ends.append(self._add(Line2D(one if upright else other, other if upright else one, **looks_of)))
            if capsize:
                cap = {**looks_of, "linestyle": "None", "marker": "_" if upright else "|", "markersize": 2 * capsize, "markeredgewidth": 1.0 if capthick is None else capthick}
                for places in (from_, to):
                    ends.append(self._add(Line2D(across if upright else places, places if upright else across, **cap)))
        if shown:
            style["color"] = color
            line = self._add(Line2D(x, y, **style))
        return (line, ends, ())

    # ---- lines across ----

    def axhline(self, y=0, xmin=0, xmax=1, **given):
        return self._add(Line2D([xmin, xmax], [y, y], spaces=("axes", "data"), **{"color": "C0", **looks(given)}))

    def axvline(self, x=0, ymin=0, ymax=1, **given):
        x = days(x) if hasattr(x, "isoformat") else self.xaxis.categories.get(x, x)
        return self._add(Line2D([x, x], [ymin, ymax], spaces=("data", "axes"), **{"color": "C0", **looks(given)}))

    def axhspan(self, ymin, ymax, xmin=0, xmax=1, **given):
        return self._add(Patch([xmin, xmax, xmax, xmin], [ymin, ymin, ymax, ymax], spaces=("axes", "data"), **self._face(given)))

    def axvspan(self, xmin, xmax, ymin=0, ymax=1, **given):
        xmin, xmax = (days(x) if hasattr(x, "isoformat") else x for x in (xmin, xmax))
        return self._add(Patch([xmin, xmax, xmax, xmin], [ymin, ymin, ymax, ymax], spaces=("data", "axes"), **self._face(given)))

    @staticmethod
    def _face(given):
        given = looks(given)
        color = given.pop("color", None)
        return {"facecolor": color or "C0", "edgecolor": color or "C0", "linewidth": 1.0, **given}

    def axline(self, xy1, xy2=None, *, slope=None, **given):
        """A line without an end, as far as it is seen."""
        (x, y), slope = xy1, (xy2[1] - xy1[1]) / (xy2[0] - xy1[0]) if xy2 else slope
        low, high = self.get_xlim()
        return self._add(Line2D([low, high], [y + slope * (low - x), y + slope * (high - x)], **{"color": "C0", **looks(given)}))

    def hlines(self, y, xmin, xmax, colors="C0", linestyles="solid", label="", **given):
        return self._rules(self._positions(y, self.yaxis), xmin, xmax, colors, linestyles, label, looks(given), False)

    def vlines(self, x, ymin, ymax, colors="C0", linestyles="solid", label="", **given):
        return self._rules(self._positions(x, self.xaxis), ymin, ymax, colors, linestyles, label, looks(given), True)

    def _rules(self, places, low, high, color, style, label, given, upright):
        full = lambda values: listed(values) * (len(places) if len(listed(values)) == 1 else 1)
        along = [part for ends in zip(full(low), full(high)) for part in (*ends, None)]
        across = [part for place in places for part in (place, place, None)]
        color = given.pop("color", color)
        color = color[0] if isinstance(color, list) and not is_color(color) else color
        return self._add(Line2D(across if upright else along, along if upright else across, color=color, linestyle=style, label=label, **given))

    # ---- words ----

    def _space(self, transform):
        if transform is None or transform == "data":
            return ("data", "data")
        return transform if isinstance(transform, tuple) else (transform, transform)

    @property
    def transAxes(self):
        return ("axes", "axes")

    @property
    def transData(self):
        return ("data", "data")

    def get_xaxis_transform(self):
        return ("data", "axes")

    def get_yaxis_transform(self):
        return ("axes", "data")

    def text(self, x, y, s, fontdict=None, transform=None, **given):
        """Words at a place."""
        spaces = self._space(transform)
        x = self._positions(x, self.xaxis)[0] if spaces[0] == "data" else x
        y = self._positions(y, self.yaxis)[0] if spaces[1] == "data" else y
        return self._add(Text(x, y, s, spaces=spaces, **words({**(fontdict or {}), **given})))

    def annotate(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, annotation_clip=None, **given):
        """Words about a place, with an arrow to it."""
        spaces = {"data": ("data", "data"), "axes fraction": ("axes", "axes"), "figure fraction": ("figure", "figure")}
        if xycoords not in spaces or (textcoords or xycoords) not in (*spaces, "offset points", "offset pixels"):
            raise ValueError(f"coordinates are 'data', 'axes fraction', 'figure fraction', and of the text also 'offset points', not {textcoords or xycoords!r}")
        place = (self._positions(xy[0], self.xaxis)[0], self._positions(xy[1], self.yaxis)[0]) if xycoords == "data" else xy
        at, offset, textcoords = place if xytext is None else xytext, (0, 0), textcoords or xycoords
        if textcoords.startswith("offset"):
            at, offset, textcoords = place, (0, 0) if xytext is None else xytext, xycoords
        elif textcoords == "data":
            at = (self._positions(at[0], self.xaxis)[0], self._positions(at[1], self.yaxis)[0])
        arrow = None
        if arrowprops is not None:
            style = str(arrowprops.get("arrowstyle", "")).split(",")[0]
            style = {"simple": "", "fancy": "", "wedge": "-|>"}.get(style, style)
            if style not in ("", "-", "->", "<-", "<->", "-|>", "<|-", "<|-|>"):
                raise ValueError(f"arrowstyle is '->', '-|>', '<->', '-' or 'simple' here, not {style!r}")
            color = arrowprops.get("color")
            alpha = arrowprops.get("alpha")
            _, _, bend = str(arrowprops.get("connectionstyle", "")).partition("rad=")
            arrow = {"x": float(place[0]), "y": float(place[1]), "color": paint(color or arrowprops.get("edgecolor", arrowprops.get("ec", "black")), alpha), "face": paint(color or arrowprops.get("facecolor", arrowprops.get("fc", "black" if style else "C0")), alpha), "width": float(arrowprops.get("linewidth", arrowprops.get("lw", 1.0))), "style": style, "shrink": float(arrowprops.get("shrink", 0)), "bend": float(bend or 0)}
        return self._add(Text(at[0], at[1], text, spaces=spaces[textcoords], offset=offset, arrow=arrow, **words(given)))

    def arrow(self, x, y, dx, dy, width=0.001, head_width=None, head_length=None, length_includes_head=False, **given):
        """A broad arrow in data."""
        head = 3 * width if head_width is None else head_width
        long = 1.5 * head if head_length is None else head_length
        length = math.hypot(dx, dy) or 1.0
        whole = length if length_includes_head else length + long
        cos, sin = dx / length, dy / length
        shape = [(0, width / 2), (whole - long, width / 2), (whole - long, head / 2), (whole, 0), (whole - long, -head / 2), (whole - long, -width / 2), (0, -width / 2)]
        return self._add(Patch([x + a * cos - b * sin for a, b in shape], [y + a * sin + b * cos for a, b in shape], **{"edgecolor": "black", **self._face(given)} if "color" in given else {"facecolor": "C0", "edgecolor": "black", **looks(given)}))


def words(given):
    """How a text looks, under the names of `Text`."""
    names = {"fontsize": "size", "c": "color", "ha": "halign", "horizontalalignment": "halign", "va": "valign", "verticalalignment": "valign", "fontweight": "weight", "fontstyle": "style", "bbox": "box"}
    ignored = {"family", "fontfamily", "fontname", "rotation_mode", "wrap", "clip_on", "linespacing", "multialignment", "ma", "backgroundcolor", *_IGNORED}
    return {names.get(name, name): value for name, value in given.items() if name not in ignored}


def days(value):
    """Days since 1970 of a date, with the time of day."""
    import datetime

    if isinstance(value, datetime.datetime):
        return (value.replace(tzinfo=None) - datetime.datetime(1970, 1, 1)) / datetime.timedelta(days=1)
    return value.toordinal() - 719163 if hasattr(value, "toordinal") else value


def as_date(value, _):
    import datetime

    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(days=value)
    return moment.strftime("%Y-%m-%d") if value == int(value) else moment.strftime("%m-%d %H:%M")


__all__ = ["Lines", "as_date", "days", "font_size", "listed", "looks", "parsed", "words"]
