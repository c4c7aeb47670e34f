"""Drawing in axes: bars, histograms, boxes, pies, pictures."""

import math

from ._artists import Image, Line2D, Patch, Rectangle, Text, font_size
from ._colors import is_color
from ._lines import listed, looks
from ._maps import LogNorm, Normalize, get_cmap


class BarContainer(list):
    """The bars of one call."""

    _visible, _alpha, zorder = True, None, 1.0

    def __init__(self, bars, label, upright=True, errors=None):
        super().__init__(bars)
        self._label, self.patches, self.upright, self.errorbar = label or "", list(bars), upright, errors

    def spec(self):
        return self[0].spec() if self else None


def percentile(values, part):
    """Between those that are there, in proportion."""
    place = (len(values) - 1) * part / 100
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


class Charts:
    """A part of `Axes`."""

    def bar(self, x, height, width=0.8, bottom=None, *, align="center", **given):
        """Bars that stand."""
        return self._bars(x, height, width, bottom, align, looks(given), True)

    def barh(self, y, width, height=0.8, left=None, *, align="center", **given):
        """Bars that lie."""
        return self._bars(y, width, height, left, align, looks(given), False)

    def _bars(self, places, lengths, widths, begins, align, given, upright):
        places = self._positions(places, self.xaxis if upright else self.yaxis)
        lengths = listed(lengths)
        count = max(len(places), len(lengths))
        full = lambda values: list(values) * (count if len(values) == 1 else 1)
        places, lengths, widths = full(places), full(lengths), full(listed(widths))
        begins = full(listed(0.0 if begins is None else begins))
        if len(lengths) != len(places):
            raise ValueError(f"shape mismatch: {len(places)} places, but {len(lengths)} bars")
        error, color = given.pop("yerr" if upright else "xerr", None), given.pop("color", given.pop("facecolor", None))
        caps, error_color, error_looks = given.pop("capsize", 0), given.pop("ecolor", "black"), given.pop("error_kw", {})
        labels, ticks, log = given.pop("label", None), given.pop("tick_label", None), given.pop("log", False)
        color = self._next_color(True) if color is None else color
        colors = [color] if is_color(color) else list(color)
        edges = given.pop("edgecolor", None)
        edges = [edges] if edges is None or is_color(edges) else list(edges)
        widths_of_edges = listed(given.pop("linewidth", None))
        hatches = listed(given.pop("hatch", None))
        if log:
            (self.set_yscale if upright else self.set_xscale)("log")
        made = []
        for number, (place, length, width, begin) in enumerate(zip(places, lengths, widths, begins)):
            length = 0.0 if length is None or length != length else length
            corner = place - width / 2 if align == "center" else place
            own = dict(given, facecolor=colors[number % len(colors)], edgecolor=edges[number % len(edges)], linewidth=widths_of_edges[number % len(widths_of_edges)], hatch=hatches[number % len(hatches)])
            if isinstance(labels, (list, tuple)):
                own["label"] = labels[number]
            sticky = ((), (begin, begin + length) if begin else (begin,))
            own["sticky"] = sticky if upright else sticky[::-1]
            made.append(self._add(Rectangle((corner, begin) if upright else (begin, corner), width if upright else length, length if upright else width, **own)))
        if isinstance(labels, str) and made:
            made[0]._label = labels
        errors = None
        if error is not None:
            ends = [begin + length for begin, length in zip(begins, lengths)]
            centers = [place if align == "center" else place + width / 2 for place, width in zip(places, widths)]
            options = {"ecolor": error_color, "capsize": caps, **error_looks, "fmt": "none"}
            errors = self.errorbar(centers, ends, yerr=error, **options) if upright else self.errorbar(ends, centers, xerr=error, **options)
        if ticks is not None:
            (self.set_xticks if upright else self.set_yticks)(places, listed(ticks))
        return BarContainer(made, labels if isinstance(labels, str) else "", upright, errors)

    def bar_label(self, container, labels=None, *, fmt="%g", label_type="edge", padding=0, **given):
        """Numbers at bars."""
        from ._lines import words

        made = []
        for number, bar in enumerate(container):
            upright = container.upright
            length = bar._height if upright else bar._width
            text = labels[number] if labels is not None else fmt(length) if callable(fmt) else fmt.format(length) if "{" in fmt else fmt % length
            along = bar._xy[upright] + (length if label_type == "edge" else length / 2)
            across = bar._xy[not upright] + (bar._width if upright else bar._height) / 2
            away = 0 if label_type == "center" else (padding + 1) * (1 if length >= 0 else -1)
            side = ("center",) * 2 if label_type == "center" else ("bottom", "left") if length >= 0 else ("top", "right")
            look = {"halign": "center" if upright else side[1], "valign": side[0] if upright else "center", **words(given)}
            made.append(self._add(Text(across if upright else along, along if upright else across, text, offset=(0, away) if upright else (away, 0), **look)))
        return made

    def hist(self, x, bins=10, range=None, density=False, weights=None, cumulative=False, bottom=None, histtype="bar", align="mid", orientation="vertical", rwidth=None, log=False, color=None, label=None, stacked=False, **given):
        """How many values fall into each of some intervals."""
        if hasattr(x, "tolist"):
            x = x.tolist()
        several = bool(x) and isinstance(x, (list, tuple)) and hasattr(x[0], "__iter__") and not isinstance(x[0], str)
        sets = [[value for value in listed(one) if value == value] for one in (x if several else [x])]
        every = [value for one in sets for value in one]
        edges = self._edges(every, bins, range)
        widths = [high - low for low, high in zip(edges, edges[1:])]
        counts = []
        for number, values in enumerate(sets):
            weight = listed(weights[number] if several else weights) if weights is not None else None
            counts.append(self._counted(values, edges, weight))
        if density:
            totals = [sum(one) for one in counts]
            total = sum(totals)
            counts = [[count / ((total if stacked else own) * width) if own else 0.0 for count, width in zip(one, widths)] for one, own in zip(counts, totals)]
        if cumulative:
            counts = [self._summed([count * width for count, width in zip(one, widths)] if density else one) for one in counts]
        colors = [self._next_color() for _ in sets] if color is None else [color] if is_color(color) else list(color)
        labels = [label] if isinstance(label, str) or label is None else list(label)
        labels += [None] * len(sets)
        base, made, flat = [0.0] * len(widths) if bottom is None else listed(bottom) * (len(widths) if len(listed(bottom)) == 1 else 1), [], orientation == "horizontal"
        shown = []
        given = looks(given)
        for number, one in enumerate(counts):
            if histtype.startswith("step"):
                made.append(self._outline(one, edges, base, histtype == "stepfilled", colors[number % len(colors)], labels[number], flat, dict(given)))
            else:
                part = 1 if stacked or histtype == "barstacked" else len(sets)
                share = (0.8 if part > 1 else 1.0) if rwidth is None else rwidth
                wide = [width * share / part for width in widths]
                begins = [low + width * (1 - share) / 2 + (number % part) * thin for low, width, thin in zip(edges, widths, wide)]
                draw = self.barh if flat else self.bar
                options = {"left" if flat else "bottom": list(base), "height" if flat else "width": wide}
                bars = draw(begins, one, align="edge", color=colors[number % len(colors)], label=labels[number], **options, **given)
                made.append(bars)
            if stacked or histtype == "barstacked":
                base = [low + count for low, count in zip(base, one)]
                one = list(base)
            shown.append(one)
        if log:
            (self.set_xscale if flat else self.set_yscale)("log")
        return (shown, edges, made) if several else (shown[0], edges, made[0])

    @staticmethod
    def _edges(values, bins, limits):
        if not isinstance(bins, (int, str)):
            return [float(edge) for edge in listed(bins)]
        low, high = limits if limits else (min(values, default=0.0), max(values, default=1.0))
        if low == high:
            low, high = low - 0.5, high + 0.5
        if isinstance(bins, str):
            ordered, count = sorted(values), len(values) or 1
            spread = percentile(ordered, 75) - percentile(ordered, 25) if ordered else 0.0
            width = 2 * spread / count ** (1 / 3)
            sturges = math.ceil(math.log2(count) + 1)
            ways = {"auto": max(math.ceil((high - low) / width) if width else 1, sturges), "fd": math.ceil((high - low) / width) if width else 1, "sturges": sturges, "sqrt": math.ceil(count**0.5), "rice": math.ceil(2 * count ** (1 / 3))}
            if bins not in ways:
                raise ValueError(f"{bins!r} is no way to choose bins here; there are {', '.join(ways)}")
            bins = min(ways[bins], 10_000)
        if bins < 1:
            raise ValueError("`bins` must be positive, when an integer")
        return [low + (high - low) * number / bins for number in range(bins)] + [float(high)]

    @staticmethod
    def _counted(values, edges, weights):
        from bisect import bisect_right

        counts, last = [0.0] * (len(edges) - 1), len(edges) - 2
        for number, value in enumerate(values):
            if edges[0] <= value <= edges[-1]:
                counts[min(bisect_right(edges, value) - 1, last)] += 1 if weights is None else weights[number]
        return counts

    @staticmethod
    def _summed(values):
        from itertools import accumulate

        return list(accumulate(values))

    def _outline(self, counts, edges, base, filled, color, label, flat, given):
        along, across = [edges[0]], [base[0]]
        for low, high, count, begin in zip(edges, edges[1:], counts, base):
            along += [low, high]
            across += [begin + count] * 2
        along.append(edges[-1])
        across.append(base[-1])
        face = color if filled else "none"
        edge = given.pop("edgecolor", None if filled else color)
        sticky = ((), (0.0,))
        patch = Patch(across if flat else along, along if flat else across, facecolor=face, edgecolor=edge, label=label, open=not filled, sticky=sticky[::-1] if flat else sticky, **given)
        return [self._add(patch)]

    def boxplot(self, x, notch=False, sym=None, vert=True, whis=1.5, positions=None, widths=None, patch_artist=False, showmeans=False, showfliers=True, showcaps=True, labels=None, tick_labels=None, boxprops=None, medianprops=None, whiskerprops=None, capprops=None, flierprops=None, meanprops=None, orientation=None, **_):
        """Median, quarters, and how far the rest reaches."""
        vert = orientation != "horizontal" if orientation else vert
        if hasattr(x, "tolist"):
            x = x.tolist()
        x = list(x.values()) if isinstance(x, dict) else x
        sets = [listed(one) for one in x] if len(x) and hasattr(x[0], "__iter__") else [listed(x)]
        positions = list(range(1, len(sets) + 1)) if positions is None else listed(positions)
        span = max(positions) - min(positions) if len(positions) > 1 else 0
        widths = listed(min(max(0.15 * span, 0.15), 0.5) if widths is None else widths)
        found = {name: [] for name in ("boxes", "medians", "whiskers", "caps", "fliers", "means")}

        def line(name, along, up, defaults, props):
            data = (along, up) if vert else (up, along)
            found[name].append(self._add(Line2D(*data, **{"linewidth": 1.0, **defaults, **looks(props or {})})))

        for number, values in enumerate(sets):
            values = sorted(value for value in values if value is not None and value == value)
            if not values:
                continue
            at, half = positions[number], widths[number % len(widths)] / 2
            first, middle, third = (percentile(values, part) for part in (25, 50, 75))
            if isinstance(whis, (list, tuple)):
                low, high = (percentile(values, part) for part in whis)
            else:
                reach = (third - first) * whis
                low = min((value for value in values if value >= first - reach), default=first)
                high = max((value for value in values if value <= third + reach), default=third)
            box = [at - half, at + half, at + half, at - half, at - half], [first, first, third, third, first]
            if patch_artist:
                data = box if vert else box[::-1]
                found["boxes"].append(self._add(Patch(*data, **{"facecolor": "C0", "edgecolor": "black", "zorder": 2.0, **looks(boxprops or {})})))
            else:
                line("boxes", *box, {"color": "black"}, boxprops)
            for end, edge in ((low, first), (high, third)):
                line("whiskers", [at, at], [edge, end], {"color": "black"}, whiskerprops)
                if showcaps:
                    line("caps", [at - half / 2, at + half / 2], [end, end], {"color": "black"}, capprops)
            line("medians", [at - half, at + half], [middle, middle], {"color": "C1"}, medianprops)
            if showmeans:
                line("means", [at], [sum(values) / len(values)], {"color": "C2", "marker": "^", "linestyle": "None"}, meanprops)
            beyond = [value for value in values if not low <= value <= high]
            if showfliers and sym != "":
                line("fliers", [at] * len(beyond), beyond, {"color": "black", "marker": sym or "o", "markerfacecolor": "none", "linestyle": "None"}, flierprops)
        names = tick_labels or labels
        (self.set_xticks if vert else self.set_yticks)(positions, [f"{place:g}" for place in positions] if names is None else listed(names))
        axis = self.xaxis if vert else self.yaxis
        (self.set_xlim if vert else self.set_ylim)(min(positions) - 0.5, max(positions) + 0.5)
        axis.group[0].low, axis.group[0].high = axis.low, axis.high
        return found

    def violinplot(self, dataset, positions=None, *, showmeans=False, showmedians=False, showextrema=True, widths=0.5, **_):
        """How dense values are, on both sides of a line."""
        if hasattr(dataset, "tolist"):
            dataset = dataset.tolist()
        sets = [listed(one) for one in dataset] if hasattr(dataset[0], "__iter__") else [listed(dataset)]
        bodies = []
        for at, values in zip(positions or range(1, len(sets) + 1), sets):
            mean = sum(values) / len(values)
            deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / max(len(values) - 1, 1)) or 1.0
            reach = deviation * len(values) ** -0.2
            low, high = min(values), max(values)
            places = [low + (high - low) * step / 99 for step in range(100)]
            dense = [sum(math.exp(-0.5 * ((place - value) / reach) ** 2) for value in values) for place in places]
            half = [one / max(dense) * widths / 2 for one in dense]
            bodies.append(self._add(Patch([at - one for one in half] + [at + one for one in half[::-1]], places + places[::-1], facecolor="C0", edgecolor="none", alpha=0.3)))
            marks = ([low, high] if showextrema else []) + ([mean] if showmeans else []) + ([percentile(sorted(values), 50)] if showmedians else [])
            for mark in marks:
                self.hlines(mark, at - widths / 4, at + widths / 4, colors="C0")
            if showextrema:
                self.vlines(at, low, high, colors="C0")
        return {"bodies": bodies}

    def pie(self, x, explode=None, labels=None, colors=None, autopct=None, pctdistance=0.6, shadow=False, labeldistance=1.1, startangle=0, radius=1, counterclock=True, wedgeprops=None, textprops=None, center=(0, 0), frame=False, rotatelabels=False, normalize=True, hatch=None, **_):
        """Parts of a whole."""
        from ._lines import words

        values = [float(value) for value in listed(x)]
        total = sum(values) if normalize or sum(values) > 1 else 1.0
        if any(value < 0 for value in values):
            raise ValueError("Wedge sizes 'x' must be non negative values")
        given = looks(wedgeprops or {})
        width = given.pop("width", None)
        angle, wedges, texts, numbers = startangle / 360, [], [], []
        for number, value in enumerate(values):
            part = value / total if total else 0.0
            end = angle + (part if counterclock else -part)
            middle = math.tau * (angle + end) / 2
            away = listed(explode)[number] if explode is not None else 0.0
            cx, cy = center[0] + away * math.cos(middle), center[1] + away * math.sin(middle)
            steps = max(2, math.ceil(abs(end - angle) * 180))
            arc = [math.tau * (angle + (end - angle) * step / steps) for step in range(steps + 1)]
            inner = radius - width if width else 0.0
            edge = [(cx + radius * math.cos(one), cy + radius * math.sin(one)) for one in arc]
            back = [(cx + inner * math.cos(one), cy + inner * math.sin(one)) for one in reversed(arc)] if width else [(cx, cy)]
            points = edge + back
            color = self._next_color(True) if colors is None else listed(colors)[number % len(listed(colors))]
            label = listed(labels)[number] if labels is not None else ""
            face = {"facecolor": color, "edgecolor": color, "linewidth": 1.0, **given}
            wedges.append(self._add(Patch([a for a, _ in points], [b for _, b in points], label=label, **face)))
            look = words(textprops or {})
            if label and labeldistance is not None:
                place = (cx + labeldistance * radius * math.cos(middle), cy + labeldistance * radius * math.sin(middle))
                texts.append(self._add(Text(*place, label, **{"halign": "left" if place[0] > cx else "right", "valign": "center", **look})))
            if autopct is not None:
                place = (cx + pctdistance * radius * math.cos(middle), cy + pctdistance * radius * math.sin(middle))
                text = autopct % (100 * part) if isinstance(autopct, str) else autopct(100 * part)
                numbers.append(self._add(Text(*place, text, **{"halign": "center", "valign": "center", **look})))
            angle = end
        if not frame:
            self._on = False
            self._aspect = 1.0
            self.set_xlim(-1.25 + center[0], 1.25 + center[0])
            self.set_ylim(-1.25 + center[1], 1.25 + center[1])
        return (wedges, texts) if autopct is None else (wedges, texts, numbers)

    def imshow(self, X, cmap=None, norm=None, *, aspect="equal", interpolation=None, alpha=None, vmin=None, vmax=None, origin="upper", extent=None, **_):
        """Numbers as colours, or colours, in rows and columns."""
        rows = self._table(X)
        count, wide = len(rows), len(rows[0])
        extent = extent or ((-0.5, wide - 0.5, count - 0.5, -0.5) if origin == "upper" else (-0.5, wide - 0.5, -0.5, count - 0.5))
        left, right, bottom, top = extent
        shown = rows if origin == "upper" else rows[::-1]
        image = self._picture(shown, cmap, norm, vmin, vmax, extent, interpolation in ("bilinear", "bicubic", "gaussian", "lanczos"), alpha)
        self._aspect = None if aspect == "auto" else 1.0 if aspect in ("equal", None) else float(aspect)
        self.set_xlim(left, right)
        self.set_ylim(bottom, top)
        return image

    @staticmethod
    def _table(data):
        if hasattr(data, "tolist"):
            data = data.tolist()
        rows = [listed(row) for row in data]
        if not rows or not rows[0] or any(len(row) != len(rows[0]) for row in rows):
            raise TypeError("Invalid shape for image data: rows of equal length are needed")
        return rows

    def _picture(self, rows, cmap, norm, vmin, vmax, extent, smooth, alpha):
        norm = norm if isinstance(norm, Normalize) else LogNorm(vmin, vmax) if norm == "log" else Normalize(vmin, vmax)
        if not isinstance(rows[0][0], (list, tuple)):
            norm.fit([value for row in rows for value in row if value is not None and value == value])
        return self._add(Image(rows, get_cmap(cmap), norm, extent, smooth, alpha=alpha))

    def matshow(self, Z, **given):
        image = self.imshow(Z, **given)
        self.xaxis.far = True
        return image

    def pcolormesh(self, *data, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, shading=None, **_):
        """As `imshow`, in data's own places: evenly spaced ones."""
        rows = self._table(data[-1])
        x, y = (data[0], data[1]) if len(data) == 3 else (range(len(rows[0]) + 1), range(len(rows) + 1))
        flat = lambda values, columns: [listed(row)[0] if not columns else row for row in (values[0] if columns else values)] if hasattr(values[0], "__iter__") else listed(values)
        x, y = flat(x, True), flat(y, False)
        ends = []
        for places, count in ((x, len(rows[0])), (y, len(rows))):
            half = (places[1] - places[0]) / 2 if len(places) == count and count > 1 else 0.0
            ends += [places[0] - half, places[-1] + half]
        left, right, bottom, top = ends
        return self._picture(rows[::-1], cmap, norm, vmin, vmax, (left, right, bottom, top), False, alpha)

    pcolor = pcolormesh

    def stem(self, *data, linefmt="C0-", markerfmt="C0o", basefmt="C3-", bottom=0, label=None, **_):
        """A line up to each point."""
        y = listed(data[-1])
        x = listed(data[0]) if len(data) > 1 else list(range(len(y)))
        from ._lines import parsed

        self.vlines(x, bottom, y, colors=parsed(linefmt).get("color", "C0"))
        self.plot([min(x), max(x)], [bottom, bottom], basefmt)
        return self.plot(x, y, markerfmt, linestyle="None", label=label)

    def table(self, *_, **__):
        raise NotImplementedError("axes have no table here; print it, or show it with vivarium.display(vivarium.table(rows))")


__all__ = ["BarContainer", "Charts", "font_size", "percentile"]
