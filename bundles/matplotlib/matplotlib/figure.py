"""Figures: axes in their places, shown or saved as one picture."""

import json
import os

from . import missing, rcParams
from ._artists import Text, bold, font_size
from ._colors import paint
from ._lines import words
from .axes import Axes


class GridSpec:
    """Rows and columns; a part of them is a place for axes."""

    def __init__(self, nrows=1, ncols=1, figure=None, width_ratios=None, height_ratios=None, wspace=None, hspace=None, **_):
        self.rows, self.columns = nrows, ncols
        self.ratios = [float(part) for part in width_ratios or ()], [float(part) for part in height_ratios or ()]
        self.gaps = wspace, hspace

    def place(self, top, bottom, left, right):
        return {"cell": [[self.rows, self.columns, top, bottom, left, right], *self.ratios]}

    def __getitem__(self, key):
        key = key if isinstance(key, tuple) else divmod(key, self.columns) if isinstance(key, int) else (key, slice(None)) if self.rows > 1 else (slice(None), key)
        ends = []
        for part, count in zip(key, (self.rows, self.columns)):
            first, last = (part.indices(count)[0], part.indices(count)[1] - 1) if isinstance(part, slice) else (part % count, part % count)
            ends += [first, last]
        return {**self.place(*ends), "gaps": self.gaps}


class SubplotGrid(list):
    """The axes of `subplots`, in rows or in one row: indexed as a table is."""

    def __init__(self, rows, shape):
        super().__init__(rows)
        self.shape = shape

    def __getitem__(self, key):
        if isinstance(key, tuple):
            row, column = key
            rows = list.__getitem__(self, row)
            return SubplotGrid([one[column] for one in rows], (len(rows),)) if isinstance(row, slice) else rows[column]
        found = list.__getitem__(self, key)
        return SubplotGrid(found, (len(found), *self.shape[1:])) if isinstance(key, slice) else found

    @property
    def flat(self):
        return iter(self.ravel())

    @property
    def size(self):
        return len(self.ravel())

    @property
    def ndim(self):
        return len(self.shape)

    def ravel(self):
        found = [one for row in self for one in row] if len(self.shape) == 2 else list(self)
        return SubplotGrid(found, (len(found),))

    def flatten(self):
        return self.ravel()

    def tolist(self):
        return [list(row) for row in self] if len(self.shape) == 2 else list(self)


class Figure:
    """A picture with axes."""

    def __init__(self, figsize=None, dpi=None, facecolor=None, edgecolor=None, layout=None, tight_layout=None, constrained_layout=None, num=None, **_):
        self.size = [float(side) for side in figsize or rcParams["figure.figsize"]]
        self.dpi = float(dpi or rcParams["figure.dpi"])
        self.facecolor = facecolor or rcParams["figure.facecolor"]
        self.axes, self.texts_, self._title = [], [], None
        self.number, self.current = num, None
        self.adjust = {"left": 0.125, "right": 0.9, "bottom": 0.11, "top": 0.88, "wspace": 0.2, "hspace": 0.2}
        self.fit = bool(layout in ("tight", "constrained", "compressed") or tight_layout or constrained_layout or rcParams["figure.autolayout"])

    def __getattr__(self, name):
        raise missing("Figure", name)

    # ---- axes ----

    def _axes_at(self, place):
        place = dict(place)
        wspace, hspace = place.pop("gaps", (None, None))
        self.subplots_adjust(wspace=wspace, hspace=hspace)
        axes = Axes(self, place)
        self.axes.append(axes)
        self.current = axes
        return axes

    def add_subplot(self, *args, projection=None, polar=False, sharex=None, sharey=None, **given):
        """Axes in a cell of a grid: `add_subplot(2, 1, 1)`, `add_subplot(211)`."""
        if polar or projection not in (None, "rectilinear"):
            raise ValueError(f"there is no projection {projection or 'polar'!r} here: axes are flat, with linear or logarithmic scales")
        if len(args) == 1 and isinstance(args[0], dict):
            place = args[0]
        else:
            args = args or (1, 1, 1)
            rows, columns, index = (int(digit) for digit in str(args[0])) if len(args) == 1 else args
            first, last = index if isinstance(index, tuple) else (index, index)
            if not 1 <= first <= rows * columns:
                raise ValueError(f"num must be an integer with 1 <= num <= {rows * columns}, not {first}")
            (top, left), (bottom, right) = divmod(first - 1, columns), divmod(last - 1, columns)
            place = GridSpec(rows, columns).place(top, bottom, left, right)
        axes = self._axes_at(place)
        for one, share in ((sharex, axes.sharex), (sharey, axes.sharey)):
            if one is not None:
                share(one)
        axes.set(**given)
        return axes

    def add_axes(self, rect, projection=None, polar=False, **given):
        if polar or projection not in (None, "rectilinear"):
            raise ValueError("axes are flat here, with linear or logarithmic scales")
        axes = self._axes_at({"rect": [float(side) for side in rect]})
        axes.set(**given)
        return axes

    def add_gridspec(self, nrows=1, ncols=1, **given):
        return GridSpec(nrows, ncols, **given)

    def subplots(self, nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None):
        """Axes in rows and columns."""
        kw = {"width_ratios": width_ratios, "height_ratios": height_ratios, **(gridspec_kw or {})}
        grid = GridSpec(nrows, ncols, **{name: value for name, value in kw.items() if name in ("width_ratios", "height_ratios", "wspace", "hspace")})
        self.subplots_adjust(**{name: value for name, value in kw.items() if name in self.adjust})
        rows = [[self.add_subplot(grid[row, column], **(subplot_kw or {})) for column in range(ncols)] for row in range(nrows)]
        for row, line in enumerate(rows):
            for column, axes in enumerate(line):
                for mode, name, share in ((sharex, "x", axes.sharex), (sharey, "y", axes.sharey)):
                    mode = {True: "all", False: "none"}.get(mode, mode)
                    first = {"all": rows[0][0], "row": line[0], "col": rows[0][column]}.get(mode)
                    if first is not None and first is not axes:
                        share(first)
                    if mode in ("all", "col") and name == "x" and row + 1 < nrows:
                        axes.xaxis.show_labels = False
                    if mode in ("all", "row") and name == "y" and column > 0:
                        axes.yaxis.show_labels = False
        self.current = rows[-1][-1]
        if squeeze and nrows == ncols == 1:
            return rows[0][0]
        if squeeze and 1 in (nrows, ncols):
            line = [axes for row in rows for axes in row]
            return SubplotGrid(line, (len(line),))
        return SubplotGrid([SubplotGrid(row, (ncols,)) for row in rows], (nrows, ncols))

    def subplot_mosaic(self, mosaic, **_):
        """Axes by name: `subplot_mosaic("AB;CC")`."""
        rows = [list(row.strip()) for row in mosaic.replace(";", "\n").strip().split("\n")] if isinstance(mosaic, str) else [list(row) for row in mosaic]
        places = {}
        for row, line in enumerate(rows):
            for column, name in enumerate(line):
                if name != ".":
                    top, bottom, left, right = places.get(name, (row, row, column, column))
                    places[name] = min(top, row), max(bottom, row), min(left, column), max(right, column)
        grid = GridSpec(len(rows), len(rows[0]))
        return {name: self.add_subplot(grid.place(*place)) for name, place in places.items()}

    def gca(self):
        return self.current or self.add_subplot()

    def sca(self, axes):
        self.current = axes

    def delaxes(self, axes):
        self.axes.remove(axes)

    def clear(self):
        self.axes, self.texts_, self._title, self.current = [], [], None, None

    clf = clear

    # ---- around them ----

    def colorbar(self, mappable, cax=None, ax=None, *, label=None, orientation="vertical", fraction=0.15, pad=None, shrink=1.0, ticks=None, format=None, **_):
        """A scale for the colours of an image or of points."""
        lies = orientation == "horizontal"
        of = ax if ax is not None else mappable.axes or self.gca()
        of = of.ravel()[-1] if isinstance(of, SubplotGrid) else of[-1] if isinstance(of, (list, tuple)) else of
        if cax is None:
            before = self.current
            share = float(pad if pad is not None else 0.15 if lies else 0.05)
            cax = self._axes_at({"beside": [self.axes.index(of), float(fraction), share, lies]})
            self.current = before
        shades = [[step / 255] for step in range(255, -1, -1)]
        low, high = mappable.norm.vmin, mappable.norm.vmax
        from ._maps import LogNorm, Normalize

        extent = (low, high, 0.0, 1.0) if lies else (0.0, 1.0, low, high)
        cax._picture([[row[0] for row in shades[::-1]]] if lies else shades, mappable.cmap, Normalize(0, 1), None, None, extent, False, mappable._alpha)
        scale, blank = (cax.xaxis, cax.yaxis) if lies else (cax.yaxis, cax.xaxis)
        cax.set_xlim(*extent[:2])
        cax.set_ylim(*extent[2:])
        scale.log, scale.far, blank.ticks, blank.labels = isinstance(mappable.norm, LogNorm), not lies, [], []
        if ticks is not None:
            scale.ticks = [float(tick) for tick in ticks]
        if format is not None:
            scale.set_major_formatter(format)
        bar = Colorbar(cax, scale)
        if label is not None:
            bar.set_label(label)
        return bar

    def suptitle(self, t, **looks):
        size = font_size(looks.get("fontsize", looks.get("size")), rcParams["figure.titlesize"])
        self._title = {"text": str(t), "size": size, "color": paint(looks.get("color", rcParams["text.color"])), "bold": bold(looks.get("fontweight", looks.get("weight", "normal")))}

    def supxlabel(self, t, **looks):
        return self.text(0.5, 0.01, t, ha="center", va="bottom", **{"size": "large", **looks})

    def supylabel(self, t, **looks):
        return self.text(0.02, 0.5, t, ha="left", va="center", rotation=90, **{"size": "large", **looks})

    def text(self, x, y, s, **given):
        text = Text(x, y, s, spaces=("figure", "figure"), **words(given))
        self.texts_.append(text)
        return text

    def legend(self, *given, **looks):
        if not given and "handles" not in looks:
            pairs = [axes.get_legend_handles_labels() for axes in self.axes]
            given = ([one for handles, _ in pairs for one in handles], [one for _, labels in pairs for one in labels])
        return self.gca().legend(*given, **looks)

    def subplots_adjust(self, **sides):
        for name, value in sides.items():
            if name not in self.adjust:
                raise TypeError(f"subplots_adjust has no {name!r}; there are {', '.join(self.adjust)}")
            if value is not None:
                self.adjust[name] = float(value)

    def tight_layout(self, **_):
        self.fit = True

    def set_layout_engine(self, layout=None, **_):
        self.fit = layout in ("tight", "constrained", "compressed")

    def set_constrained_layout(self, constrained):
        self.fit = bool(constrained)

    set_tight_layout = set_constrained_layout

    def autofmt_xdate(self, rotation=30, ha="right", **_):
        for axes in self.axes:
            axes.tick_params("x", rotation=rotation)
            axes.xaxis.align = ha
        self.adjust["bottom"] = 0.2

    def set_size_inches(self, width, height=None):
        self.size = [float(side) for side in (width if height is None else (width, height))]

    def get_size_inches(self):
        return list(self.size)

    def set_figwidth(self, width):
        self.size[0] = float(width)

    def set_figheight(self, height):
        self.size[1] = float(height)

    def set_dpi(self, dpi):
        self.dpi = float(dpi)

    def set_facecolor(self, color):
        self.facecolor = color

    def get_axes(self):
        return list(self.axes)

    @property
    def canvas(self):
        return self

    def draw(self):
        """Nothing is drawn before it is shown."""

    draw_idle = flush_events = draw

    # ---- the picture ----

    def _request(self, format, dpi=None, tight=None, facecolor=None, transparent=False):
        blob = bytearray()
        face = None if transparent else paint(facecolor if facecolor not in (None, "auto") else self.facecolor)
        axes = [one.spec(blob) for one in self.axes]
        if transparent:
            axes = [{**one, "face": None} for one in axes]
        titles = [self._title["text"]] if self._title else []
        titles += [one.get_title() for one in self.axes if one._title]
        titles += [f"{one.get_ylabel()} over {one.get_xlabel()}" for one in self.axes if one.get_xlabel() and one.get_ylabel()]
        figure = {"size": self.size, "face": face, "adjust": list(self.adjust.values()), "fit": self.fit, "axes": axes, "texts": [text.spec() for text in self.texts_], "title": self._title, "alt": "; ".join(titles)}
        text = json.dumps({"format": format, "dpi": float(dpi or self.dpi), "tight": tight, "figure": figure}).encode()
        return len(text).to_bytes(4, "little") + text + bytes(blob)

    def _picture(self, *how, **more):
        from ._native import ask

        return ask(self._request(*how, **more))

    def savefig(self, fname, *, dpi=None, format=None, bbox_inches=None, pad_inches=0.1, facecolor=None, transparent=False, **_):
        """Write it to a path or a file: SVG or PNG."""
        if format is None:
            format = "png" if hasattr(fname, "write") else os.path.splitext(os.fspath(fname))[1][1:].lower() or "png"
        format = format.lower()
        if format not in ("svg", "png"):
            raise ValueError(f"Format {format!r} is not supported here (supported formats: png, svg)")
        dpi = rcParams["savefig.dpi"] if dpi is None else dpi
        dpi = self.dpi if dpi == "figure" else dpi
        picture = self._picture(format, dpi, float(pad_inches) if bbox_inches == "tight" else None, facecolor, transparent)
        if not hasattr(fname, "write"):
            if not os.path.splitext(os.fspath(fname))[1]:
                fname = f"{os.fspath(fname)}.{format}"
            with open(fname, "wb") as file:
                file.write(picture)
            return
        try:
            fname.write(picture)
        except TypeError:
            fname.write(picture.decode())

    print_figure = savefig

    def _repr_svg_(self):
        return self._picture("svg", tight=None).decode()

    def show(self, warn=True):
        """Show it below the program's output."""
        from vivarium import display

        display(self)
        self._shown = True

    _shown = False

    def __repr__(self):
        width, height = (round(side * self.dpi) for side in self.size)
        return f"<Figure size {width}x{height} with {len(self.axes)} Axes>"


class Colorbar:
    """A scale beside axes."""

    def __init__(self, axes, scale):
        self.ax, self._scale = axes, scale

    def set_label(self, label, **looks):
        getattr(self.ax, f"set_{self._scale.name}label")(label, **looks)

    def set_ticks(self, ticks, labels=None, **_):
        getattr(self.ax, f"set_{self._scale.name}ticks")(ticks, labels)

    def set_ticklabels(self, labels, **_):
        getattr(self.ax, f"set_{self._scale.name}ticklabels")(labels)
