"""Axes: their limits, ticks, labels and legend. What can be drawn in them is in `_lines.py` and `_charts.py`."""

import math

from . import missing, rcParams
from ._artists import Artist, Image, Patch, Points, bold, font_size, stroke
from ._axis import SIDES, Axis, Spine, Spines
from ._charts import Charts
from ._colors import cycle, paint
from ._lines import Lines

_PLACES = {"best": 0, "upper right": 1, "upper left": 2, "lower left": 3, "lower right": 4, "right": 5, "center left": 6, "center right": 7, "lower center": 8, "upper center": 9, "center": 10}


class Axes(Lines, Charts):
    """Where data is drawn."""

    def __init__(self, figure, place):
        self.figure, self._place = figure, place
        self._artists, self._colors = [], [0, 0]
        self._margins, self._below = {"x": None, "y": None}, rcParams["axes.axisbelow"]
        self.xaxis, self.yaxis = Axis(self, "x"), Axis(self, "y")
        self.spines = Spines({side: Spine(side) for side in SIDES})
        self.patch = Patch(facecolor=rcParams["axes.facecolor"], axes=self)
        self._on, self._aspect, self._title, self._legend, self._twin = True, None, None, None, None
        if rcParams["axes.grid"]:
            self.grid(True)

    def __getattr__(self, name):
        raise missing("Axes", name)

    # ---- artists ----

    def _add(self, artist):
        artist.axes = self
        self._artists.append(artist)
        return artist

    def add_patch(self, patch):
        return self._add(patch)

    add_line = add_artist = add_patch

    @property
    def lines(self):
        from ._artists import Line2D

        return [artist for artist in self._artists if isinstance(artist, Line2D)]

    @property
    def patches(self):
        return [artist for artist in self._artists if isinstance(artist, Patch)]

    @property
    def texts(self):
        from ._artists import Text

        return [artist for artist in self._artists if isinstance(artist, Text)]

    @property
    def collections(self):
        return [artist for artist in self._artists if isinstance(artist, Points)]

    @property
    def images(self):
        return [artist for artist in self._artists if isinstance(artist, Image)]

    def _next_color(self, filled=False):
        """Lines and what is filled take the colours in turn, each by themselves."""
        of = self._twin or self
        of._colors[filled] += 1
        colors = cycle()
        return colors[(of._colors[filled] - 1) % len(colors)]

    def _extent(self, name):
        """Numbers that this direction must show, and those that it ends at."""
        values, sticky = [], set()
        for artist in self._artists:
            if artist._visible:
                values += [value for value in artist.limits()[name == "y"] if value is not None and value == value and abs(value) != math.inf]
                sticky |= set(getattr(artist, "sticky", ((), ()))[name == "y"])
        return values, sticky

    def cla(self):
        self.__init__(self.figure, self._place)

    clear = cla

    # ---- limits ----

    def _set_limits(self, axis, low, high, least, most):
        if high is None and isinstance(low, (list, tuple)):
            low, high = low
        low, high = least if low is None else low, most if high is None else high
        for one in axis.group:
            one.low = one.low if low is None else float(low)
            one.high = one.high if high is None else float(high)
        return axis.limits()

    def set_xlim(self, left=None, right=None, *, xmin=None, xmax=None, **_):
        return self._set_limits(self.xaxis, left, right, xmin, xmax)

    def set_ylim(self, bottom=None, top=None, *, ymin=None, ymax=None, **_):
        return self._set_limits(self.yaxis, bottom, top, ymin, ymax)

    def get_xlim(self):
        return self.xaxis.limits()

    def get_ylim(self):
        return self.yaxis.limits()

    set_xbound, set_ybound, get_xbound, get_ybound = set_xlim, set_ylim, get_xlim, get_ylim

    def axis(self, limits=None, **ends):
        """Limits, or "off", "on", "equal", "scaled", "tight", "square"."""
        if isinstance(limits, (list, tuple)):
            self.set_xlim(*limits[:2])
            self.set_ylim(*limits[2:])
        elif limits in ("off", "on", False, True):
            self._on = limits in ("on", True)
        elif limits in ("equal", "scaled", "image", "square"):
            self._aspect = 1.0
            self._widen = limits == "equal"
        elif limits == "tight":
            self._margins = {"x": 0.0, "y": 0.0}
        elif limits not in (None, "auto"):
            raise ValueError(f"Unrecognized string {limits!r} to axis; try 'on' or 'off'")
        if ends:
            self.set_xlim(ends.get("xmin"), ends.get("xmax"))
            self.set_ylim(ends.get("ymin"), ends.get("ymax"))
        return (*self.get_xlim(), *self.get_ylim())

    _widen = False

    def set_axis_off(self):
        self._on = False

    def set_axis_on(self):
        self._on = True

    def margins(self, *both, x=None, y=None, **_):
        x, y = (both * 2)[:2] if both else (x, y)
        self._margins = {"x": self._margins["x"] if x is None else x, "y": self._margins["y"] if y is None else y}

    def set_xmargin(self, m):
        self.margins(x=m)

    def set_ymargin(self, m):
        self.margins(y=m)

    def autoscale(self, enable=True, axis="both", tight=None):
        for one in (self.xaxis, self.yaxis):
            if axis in ("both", one.name):
                one.low = one.high = None
        if tight:
            self.margins(0)

    def relim(self, visible_only=False):
        """Limits follow what is drawn anyway."""

    autoscale_view = relim

    def invert_xaxis(self):
        self._invert(self.xaxis)

    def invert_yaxis(self):
        self._invert(self.yaxis)

    @staticmethod
    def _invert(axis):
        axis.inverted = not axis.inverted
        axis.low, axis.high = axis.high, axis.low

    def _set_scale(self, axis, scale):
        if scale not in ("linear", "log"):
            raise ValueError(f"{scale!r} is no scale here: there are 'linear' and 'log'")
        for one in axis.group:
            one.log = scale == "log"

    def set_xscale(self, value, **_):
        self._set_scale(self.xaxis, value)

    def set_yscale(self, value, **_):
        self._set_scale(self.yaxis, value)

    def set_aspect(self, aspect, adjustable=None, **_):
        self._aspect = None if aspect == "auto" else 1.0 if aspect == "equal" else float(aspect)
        self._widen = adjustable == "datalim"

    # ---- words ----

    def _label(self, text, size, default, color, looks, pad=4.0):
        """What makes a label when it is drawn."""
        looks = dict(looks)
        size = font_size(looks.pop("fontsize", looks.pop("size", size)), default)
        pad = looks.pop("labelpad", looks.pop("pad", pad))
        color = looks.pop("color", looks.pop("c", color))
        weight, style = looks.pop("fontweight", looks.pop("weight", "normal")), looks.pop("fontstyle", looks.pop("style", "normal"))
        align = looks.pop("loc", looks.pop("ha", looks.pop("horizontalalignment", None)))
        for name in ("fontdict", "family", "fontname", "fontfamily", "rotation", "va", "verticalalignment", "y", "x"):
            more = looks.pop(name, None)
            if name == "fontdict" and more:
                return self._label(text, size, default, color, {**more, **looks}, pad)
        if looks:
            raise TypeError(f"a label has no {', '.join(looks)} here")
        return {"text": str(text), "size": size, "color": paint(color), "bold": bold(weight), "italic": style in ("italic", "oblique"), "align": align, "pad": float(6.0 if pad is None else pad)}

    def set_xlabel(self, xlabel, fontdict=None, **looks):
        label = self._label(xlabel, None, rcParams["axes.labelsize"], rcParams["axes.labelcolor"], {**(fontdict or {}), **looks})
        self.xaxis.label = lambda: label

    def set_ylabel(self, ylabel, fontdict=None, **looks):
        label = self._label(ylabel, None, rcParams["axes.labelsize"], rcParams["axes.labelcolor"], {**(fontdict or {}), **looks})
        self.yaxis.label = lambda: label

    def get_xlabel(self):
        return self.xaxis.label()["text"] if self.xaxis.label else ""

    def get_ylabel(self):
        return self.yaxis.label()["text"] if self.yaxis.label else ""

    def set_title(self, label, fontdict=None, loc=None, pad=6.0, **looks):
        color = rcParams["axes.titlecolor"]
        color = rcParams["text.color"] if color == "auto" else color
        self._title = self._label(label, None, rcParams["axes.titlesize"], color, {**(fontdict or {}), **looks, "pad": pad, **({"loc": loc} if loc else {})}, 6.0)

    def get_title(self, loc="center"):
        return self._title["text"] if self._title else ""

    def set(self, **values):
        for name, value in values.items():
            getattr(self, f"set_{name}")(value)

    def set_facecolor(self, color):
        self.patch.set_facecolor(color)

    # ---- ticks ----

    def _set_ticks(self, axis, ticks, labels, minor, looks):
        if minor:
            axis.minor = True
            return
        axis.ticks = [float(tick) for tick in self._positions(ticks, axis)]
        axis.labels = None if labels is None else [str(label) for label in labels]
        if not axis.ticks:
            axis.labels = []
        else:
            # Ticks are seen, wherever the data is.
            self._add(_Seen(axis.name, axis.ticks))
            low, high = axis.low, axis.high
            if low is not None and high is not None:
                least, most = min(axis.ticks), max(axis.ticks)
                axis.low, axis.high = (min(low, least), max(high, most)) if low <= high else (max(low, most), min(high, least))
        self._tick_looks(axis, looks)

    def set_xticks(self, ticks, labels=None, *, minor=False, **looks):
        self._set_ticks(self.xaxis, ticks, labels, minor, looks)

    def set_yticks(self, ticks, labels=None, *, minor=False, **looks):
        self._set_ticks(self.yaxis, ticks, labels, minor, looks)

    def _set_ticklabels(self, axis, labels, looks):
        labels = [getattr(label, "_text", label) for label in labels]
        if labels and axis.ticks is None:
            raise ValueError("set the ticks first: set_xticks(places, labels)")
        axis.labels = [str(label) for label in labels]
        if not labels:
            axis.show_labels = False
        self._tick_looks(axis, looks)

    def set_xticklabels(self, labels, **looks):
        self._set_ticklabels(self.xaxis, labels, looks)

    def set_yticklabels(self, labels, **looks):
        self._set_ticklabels(self.yaxis, labels, looks)

    def _drawn_ticks(self, axis):
        from .ticker import MaxNLocator

        return list(axis.ticks) if axis.ticks is not None else MaxNLocator(9).tick_values(*sorted(axis.limits()))

    def get_xticks(self):
        return self._drawn_ticks(self.xaxis)

    def get_yticks(self):
        return self._drawn_ticks(self.yaxis)

    @staticmethod
    def _tick_looks(axis, looks):
        for name, value in looks.items():
            if name in ("rotation", "labelrotation"):
                axis.rotation = {"vertical": 90.0, "horizontal": 0.0}.get(value) if isinstance(value, str) else float(value)
            elif name in ("fontsize", "size", "labelsize"):
                axis.size = font_size(value)
            elif name in ("ha", "horizontalalignment"):
                axis.align = value
            elif name in ("color", "labelcolor", "colors"):
                axis.color = value
            elif name not in ("rotation_mode", "va", "fontweight", "weight", "length", "width", "pad", "direction", "which", "top", "right", "family", "reset"):
                raise TypeError(f"ticks have no {name} here")

    def tick_params(self, axis="both", **looks):
        for one, near, far in ((self.xaxis, "bottom", "top"), (self.yaxis, "left", "right")):
            if axis not in ("both", one.name):
                continue
            mine = dict(looks)
            for side, value in (("label" + near, mine.pop("label" + near, None)), (near, mine.pop(near, None))):
                if value is not None:
                    setattr(one, "show_labels" if side.startswith("label") else "show_ticks", bool(value))
            for name in ("labeltop", "labelright", "labelbottom", "labelleft", "bottom", "left"):
                mine.pop(name, None)
            self._tick_looks(one, mine)

    def ticklabel_format(self, *, axis="both", style="", scilimits=None, useOffset=None, **_):
        """Numbers plain, or with a power of ten, as their size has it."""

    def minorticks_on(self):
        self.xaxis.minor = self.yaxis.minor = True

    def minorticks_off(self):
        self.xaxis.minor = self.yaxis.minor = False

    def locator_params(self, axis="both", nbins=None, **_):
        from .ticker import MaxNLocator

        for one in (self.xaxis, self.yaxis):
            if nbins and axis in ("both", one.name):
                one.locator = MaxNLocator(nbins)

    def grid(self, visible=None, which="major", axis="both", **looks):
        color, alpha = looks.get("color", looks.get("c", rcParams["grid.color"])), looks.get("alpha", rcParams["grid.alpha"])
        width = looks.get("linewidth", looks.get("lw", rcParams["grid.linewidth"]))
        style = looks.get("linestyle", looks.get("ls", rcParams["grid.linestyle"]))
        for one in (self.xaxis, self.yaxis):
            if axis in ("both", one.name):
                on = one.grid_of is None or bool(looks) if visible is None else visible
                one.grid_of = stroke(color, width, style, alpha) if on else None
                one.small_grid = which in ("both", "minor")

    def set_axisbelow(self, b):
        """Whether the grid lies below all, above all, or just below lines."""
        self._below = b

    # ---- company ----

    def twinx(self):
        return self._company(self.xaxis, "yaxis")

    def twiny(self):
        return self._company(self.yaxis, "xaxis")

    def _company(self, shared, other):
        twin = self.figure._axes_at({"same": self.figure.axes.index(self)})
        twin._twin = self
        twin.patch.set_facecolor("none")
        own = getattr(twin, other)
        own.far = True
        same = twin.xaxis if other == "yaxis" else twin.yaxis
        same.show_ticks = same.show_labels = False
        same.grid_of = None
        self._share(shared, same)
        return twin

    @staticmethod
    def _share(one, other):
        one.group.append(other)
        other.group = one.group
        other.log, other.low, other.high, other.categories = one.log, one.low, one.high, one.categories

    def sharex(self, other):
        self._share(other.xaxis, self.xaxis)

    def sharey(self, other):
        self._share(other.yaxis, self.yaxis)

    def get_figure(self):
        return self.figure

    def label_outer(self):
        rows, columns, top, bottom, left, right = self._place["cell"][0]
        self.xaxis.inner_labels = bottom + 1 >= rows
        self.yaxis.show_labels = left == 0

    def remove(self):
        self.figure.axes.remove(self)

    # ---- the legend ----

    def get_legend_handles_labels(self):
        found = [artist for artist in self._artists if getattr(artist, "_label", "") and not artist._label.startswith("_")]
        return found, [artist._label for artist in found]

    def legend(self, *given, handles=None, labels=None, loc=None, bbox_to_anchor=None, ncol=1, ncols=None, fontsize=None, title=None, frameon=None, framealpha=0.8, facecolor=None, edgecolor="0.8", **_):
        """Names of what is drawn. Without arguments, of all that has a label."""
        if len(given) == 2:
            handles, labels = given
        elif len(given) == 1:
            labels = given[0]
            handles = handles or [artist for artist in self._artists if not isinstance(artist, _Seen)]
        if handles is None:
            handles, found = self.get_legend_handles_labels()
            labels = labels or found
        elif labels is None:
            labels = [handle._label for handle in handles]
        handles = [handle[0] if isinstance(handle, (tuple, list)) else handle for handle in handles]
        loc = rcParams["legend.loc"] if loc is None else loc
        if isinstance(loc, tuple):
            bbox_to_anchor, loc = (*loc, 0, 0), "lower left"
        if loc not in _PLACES and loc not in _PLACES.values():
            raise ValueError(f"{loc!r} is not a valid value for loc; supported values are {', '.join(_PLACES)}")
        place = _PLACES.get(loc, loc)
        self._legend = {"handles": list(zip(handles, labels)), "place": place or (2 if bbox_to_anchor else 0), "anchor": [float(part) for part in bbox_to_anchor[:2]] if bbox_to_anchor else None, "size": font_size(fontsize, rcParams["legend.fontsize"]), "frame": rcParams["legend.frameon"] if frameon is None else bool(frameon), "columns": int(ncols or ncol), "title": None if title is None else str(title), "face": paint(facecolor or rcParams["axes.facecolor"], framealpha), "edge": paint(edgecolor), "ink": paint(rcParams["text.color"])}
        return Artist(axes=self)

    def get_legend(self):
        return self._legend

    # ---- for the drawing ----

    def spec(self, blob):
        artists = sorted((artist for artist in self._artists if artist._visible), key=lambda artist: artist.zorder)
        specs, numbers = [], {}
        for artist in artists:
            spec = artist.spec()
            if spec is None:
                continue
            if spec["kind"] == "image":
                spec["at"] = len(blob)
                blob += artist.pixels()
            numbers[id(artist)] = len(specs)
            specs.append(spec)
        level = {True: 0.5, False: 2.5}.get(self._below, 1.5)
        below = sum(artist.zorder < level and id(artist) in numbers for artist in artists)
        for axis in (self.xaxis, self.yaxis):
            axis.settle()
        x, y = self.xaxis.spec(), self.yaxis.spec()
        legend = self._legend
        if legend:
            entries = []
            for handle, label in legend["handles"]:
                if id(handle) not in numbers:
                    # Made for the legend alone: drawn nowhere, as it has no place.
                    spec = handle.spec()
                    if spec is None:
                        continue
                    numbers[id(handle)] = len(specs)
                    specs.append({**spec, "x": [], "y": []})
                entries.append([numbers[id(handle)], str(label)])
            legend = {**{key: value for key, value in legend.items() if key != "handles"}, "entries": entries} if entries else None
        sides = [paint(self.spines[side].color) if self.spines[side].visible else None for side in SIDES]
        return {"place": self._place, "face": paint(self.patch._facecolor), "on": self._on, "aspect": self._aspect, "widen": self._widen, "x": x, "y": y, "title": self._title, "spines": sides, "artists": specs, "below": below, "legend": legend}


class _Seen(Artist):
    """Places that must be within the limits."""

    def __init__(self, name, places):
        super().__init__()
        self._name, self._places = name, places

    def limits(self):
        return (self._places, ()) if self._name == "x" else ((), self._places)
