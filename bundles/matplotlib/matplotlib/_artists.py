"""What stands in axes, as its data and looks: each knows how the drawing is told of it."""

from . import missing, rcParams
from ._colors import paint, to_rgba

_DASHES = {"--": (3.7, 1.6), "-.": (6.4, 1.6, 1.0, 1.6), ":": (1.0, 1.65)}
_STYLES = {"solid": "-", "dashed": "--", "dashdot": "-.", "dotted": ":", "None": "", "none": "", " ": ""}
SIZES = {"xx-small": 0.579, "x-small": 0.694, "small": 0.833, "medium": 1.0, "large": 1.2, "x-large": 1.44, "xx-large": 1.728, "larger": 1.2, "smaller": 0.833}


def font_size(size, default="medium"):
    """Points, of a number or a word."""
    size = default if size is None else size
    return float(rcParams["font.size"]) * SIZES[size] if isinstance(size, str) else float(size)


def stroke(color, width, style="-", alpha=None):
    """A line's look; nothing where it has none."""
    style = _STYLES.get(style, style) if isinstance(style, str) else style
    color = paint(color, alpha)
    if color is None or style in ("", None) or not width:
        return None
    if isinstance(style, tuple):
        dash = style[1] or ()
    elif style == "-":
        dash = ()
    elif style in _DASHES:
        dash = _DASHES[style]
    else:
        raise ValueError(f"{style!r} is not a valid value for ls; supported values are '-', '--', '-.', ':', 'None'")
    return {"color": color, "width": float(width), "dash": [part * max(width, 0.1) for part in dash]}


def numbers(values):
    """Floats; nothing for what is no number that can be shown."""
    return [None if value is None or value != value or value in (float("inf"), float("-inf")) else float(value) for value in values]


class Artist:
    """Something drawn. `zorder` says what lies above what."""

    zorder = 1.0

    def __init__(self, axes=None, label=None, zorder=None, visible=True, alpha=None):
        self.axes, self._label, self._visible, self._alpha = axes, "" if label is None else str(label), visible, alpha
        if zorder is not None:
            self.zorder = zorder

    def __getattr__(self, name):
        if name.startswith("set_") and (key := name[4:]) in self._settable():
            return lambda value: setattr(self, "_" + self._names().get(key, key), value)
        if name.startswith("get_") and (key := name[4:]) in self._settable():
            return lambda: getattr(self, "_" + self._names().get(key, key))
        raise missing(type(self).__name__, name)

    def _names(self):
        return {"c": "color", "lw": "linewidth", "ls": "linestyle", "ec": "edgecolor", "fc": "facecolor", "ms": "markersize", "mec": "markeredgecolor", "mfc": "markerfacecolor", "fontsize": "size", "fontweight": "weight", "ha": "halign", "va": "valign", "horizontalalignment": "halign", "verticalalignment": "valign"}

    def _settable(self):
        known = {name[1:] for name in vars(self) if name.startswith("_")}
        return known | {short for short, name in self._names().items() if name in known}

    def set(self, **values):
        for name, value in values.items():
            getattr(self, f"set_{name}")(value)

    def set_zorder(self, level):
        self.zorder = level

    def remove(self):
        self.axes._artists.remove(self)

    def spec(self):
        """For the drawing; nothing for what is not seen."""
        return None

    def limits(self):
        """What of x and y must be seen."""
        return (), ()


class Line2D(Artist):
    """A line with markers."""

    zorder = 2.0

    def __init__(self, xdata=(), ydata=(), color="C0", linewidth=None, linestyle=None, marker=None, markersize=None, markeredgewidth=None, markeredgecolor=None, markerfacecolor=None, markevery=None, drawstyle="default", spaces=("data", "data"), clip_on=True, fillstyle=None, **of):
        super().__init__(**of)
        self._x, self._y = list(xdata), list(ydata)
        self._color, self._drawstyle, self._markevery, self._spaces, self._clip_on = color, drawstyle, markevery, spaces, clip_on
        self._linewidth = rcParams["lines.linewidth"] if linewidth is None else linewidth
        self._linestyle = rcParams["lines.linestyle"] if linestyle is None else linestyle
        self._marker = rcParams["lines.marker"] if marker is None else marker
        self._markersize = rcParams["lines.markersize"] if markersize is None else markersize
        self._markeredgewidth = 1.0 if markeredgewidth is None else markeredgewidth
        self._markeredgecolor = markeredgecolor
        self._markerfacecolor = "none" if fillstyle == "none" else markerfacecolor

    def set_data(self, x, y):
        self._x, self._y = self.axes._data(x, y) if self.axes else (list(x), list(y))

    def set_xdata(self, x):
        self._x = list(x)

    def set_ydata(self, y):
        self._y = list(y)

    def get_xdata(self):
        return self._x

    def get_ydata(self):
        return self._y

    def get_data(self):
        return self._x, self._y

    def _steps(self):
        x, y = self._x, self._y
        where = self._drawstyle.removeprefix("steps").lstrip("-")
        if not self._drawstyle.startswith("steps") or len(x) < 2:
            return x, y
        xs, ys = [x[0]], [y[0]]
        for number in range(1, len(x)):
            if where == "post":
                xs += [x[number], x[number]]
                ys += [y[number - 1], y[number]]
            elif where == "mid":
                middle = (x[number - 1] + x[number]) / 2
                xs += [middle, middle]
                ys += [y[number - 1], y[number]]
            else:
                xs += [x[number - 1], x[number]]
                ys += [y[number], y[number]]
        return (xs + [x[-1]], ys + [y[-1]]) if where == "mid" else (xs, ys)

    def spec(self):
        x, y = self._steps()
        marker = None
        if self._marker not in (None, "None", "none", "", " "):
            edge = self._color if self._markeredgecolor is None else self._markeredgecolor
            face = self._color if self._markerfacecolor is None else self._markerfacecolor
            marker = {"shape": str(self._marker), "face": paint(face, self._alpha), "edge": paint(edge, self._alpha), "width": float(self._markeredgewidth), "size": float(self._markersize)}
        every = self._markevery if isinstance(self._markevery, int) else 0
        spec = {"kind": "line", "x": numbers(x), "y": numbers(y), "stroke": stroke(self._color, self._linewidth, self._linestyle, self._alpha), "marker": marker, "every": every, "spaces": list(self._spaces)}
        if not self._clip_on:
            spec["unclipped"] = True
        return spec

    def limits(self):
        return self._x if self._spaces[0] == "data" else (), self._y if self._spaces[1] == "data" else ()


class Patch(Artist):
    """A shape with a face and an edge."""

    def __init__(self, xs=(), ys=(), facecolor="C0", edgecolor=None, linewidth=None, linestyle="-", hatch="", spaces=("data", "data"), open=False, sticky=((), ()), fill=True, color=None, **of):
        super().__init__(**of)
        self._xs, self._ys = list(xs), list(ys)
        self._facecolor = "none" if not fill else facecolor
        self._edgecolor = edgecolor
        if color is not None:
            self.set_color(color)
        self._linewidth = rcParams["patch.linewidth"] if linewidth is None else linewidth
        self._linestyle, self._hatch, self._spaces, self._open, self.sticky = linestyle, hatch or "", spaces, open, sticky

    def set_color(self, color):
        self._facecolor = self._edgecolor = color

    def spec(self):
        edge = self._edgecolor if self._edgecolor is not None else ("black" if self._hatch else None)
        line = stroke(edge, self._linewidth, self._linestyle, self._alpha)
        return {"kind": "shape", "x": numbers(self._xs), "y": numbers(self._ys), "face": paint(self._facecolor, self._alpha), "stroke": line, "hatch": self._hatch, "spaces": list(self._spaces), "open": self._open}

    def limits(self):
        return self._xs if self._spaces[0] == "data" else (), self._ys if self._spaces[1] == "data" else ()


class Rectangle(Patch):
    def __init__(self, xy, width, height, angle=0.0, **looks):
        super().__init__(**looks)
        self._xy, self._width, self._height, self._angle = tuple(xy), width, height, angle
        self._place()

    def _place(self):
        import math

        (x, y), width, height = self._xy, self._width, self._height
        cos, sin = math.cos(math.radians(self._angle)), math.sin(math.radians(self._angle))
        corners = [(0, 0), (width, 0), (width, height), (0, height)]
        self._xs = [x + dx * cos - dy * sin for dx, dy in corners] if self._angle else [x, x + width, x + width, x]
        self._ys = [y + dx * sin + dy * cos for dx, dy in corners] if self._angle else [y, y, y + height, y + height]

    def get_x(self):
        return self._xy[0]

    def get_y(self):
        return self._xy[1]

    def set_height(self, height):
        self._height = height
        self._place()

    def set_width(self, width):
        self._width = width
        self._place()

    def set_xy(self, xy):
        self._xy = tuple(xy)
        self._place()


class Points(Artist):
    """Markers, each of its own size and colour."""

    def __init__(self, x, y, sizes, colors, edges, linewidth, marker, mappable=None, **of):
        super().__init__(**of)
        self._x, self._y, self._sizes, self._colors, self._edges = x, y, sizes, colors, edges
        self._linewidth, self._marker, self.mappable = linewidth, marker, mappable

    @property
    def cmap(self):
        return self.mappable[1]

    @property
    def norm(self):
        return self.mappable[2]

    def legend_elements(self, num=None):
        """Handles and labels for the numbers that the colours stand for."""
        values, cmap, norm = self.mappable
        shown = sorted(set(values))
        handles = [Line2D(color=to_rgba(cmap(norm(value))), linestyle="", marker="o") for value in shown]
        return handles, [f"$\\mathdefault{{{value:g}}}$" for value in shown]

    def spec(self):
        from ._maps import mapped

        if self.mappable:
            faces = mapped(*self.mappable, self._alpha)
        else:
            faces = [paint(color, self._alpha) for color in self._colors]
        edges = faces if self._edges is None else [paint(edge, self._alpha) for edge in self._edges]
        return {"kind": "points", "x": numbers(self._x), "y": numbers(self._y), "sizes": [float(size) for size in self._sizes], "faces": faces, "edges": edges, "width": float(self._linewidth), "shape": str(self._marker)}

    def limits(self):
        return self._x, self._y


class Image(Artist):
    """Numbers or colours in rows and columns."""

    zorder = 0.0

    def __init__(self, rows, cmap, norm, extent, smooth, **of):
        super().__init__(**of)
        self._rows, self.cmap, self.norm, self._extent, self._smooth = rows, cmap, norm, extent, smooth
        left, right, bottom, top = extent
        self.sticky = ((left, right), (bottom, top))

    def set_data(self, rows):
        self._rows = rows

    def set_clim(self, vmin=None, vmax=None):
        self.norm.vmin, self.norm.vmax = vmin, vmax

    def pixels(self):
        """Four bytes for each."""
        if self._rows and self._rows[0] and isinstance(self._rows[0][0], (list, tuple)):
            unit = 255 if any(isinstance(part, float) and part <= 1 for part in self._rows[0][0]) else 1
            one = lambda color: bytes(min(max(round(part * unit), 0), 255) for part in color) + (b"\xff" if len(color) == 3 else b"")
            return b"".join(one(color) for row in self._rows for color in row)
        table, index, norm = self.cmap.table(), self.cmap.index, self.norm
        opacity = bytes([255 if self._alpha is None else round(self._alpha * 255)])
        colors = [color[:3] + opacity for color in table]
        parts = []
        for row in self._rows:
            for value in row:
                part = None if value is None or value != value else norm(value)
                parts.append(b"\0\0\0\0" if part is None else colors[index(part)])
        return b"".join(parts)

    def spec(self):
        return {"kind": "image", "extent": [float(end) for end in self._extent], "columns": len(self._rows[0]) if self._rows else 0, "rows": len(self._rows), "smooth": self._smooth}

    def limits(self):
        left, right, bottom, top = self._extent
        return (left, right), (bottom, top)


class Text(Artist):
    """Words at a place."""

    zorder = 3.0

    def __init__(self, x, y, text, size=None, color=None, halign="left", valign="baseline", rotation=0, weight="normal", style="normal", box=None, spaces=("data", "data"), offset=(0, 0), arrow=None, **of):
        super().__init__(**of)
        self._x, self._y, self._text, self._size = x, y, str(text), font_size(size)
        self._color = rcParams["text.color"] if color is None else color
        self._halign, self._valign, self._weight, self._style = halign, valign, weight, style
        self._rotation = {"vertical": 90, "horizontal": 0, None: 0}.get(rotation, rotation)
        self._box, self._spaces, self._offset, self._arrow = box, spaces, offset, arrow

    def set_position(self, xy):
        self._x, self._y = xy

    def set_fontsize(self, size):
        self._size = font_size(size)

    set_size = set_fontsize

    def spec(self):
        spec = {"kind": "text", "x": float(self._x), "y": float(self._y), "text": self._text, "size": self._size, "color": paint(self._color, self._alpha), "halign": self._halign, "valign": self._valign, "rotation": float(self._rotation), "bold": bold(self._weight), "italic": self._style in ("italic", "oblique"), "spaces": list(self._spaces), "offset": [float(part) for part in self._offset]}
        if self._box is not None:
            spec["box"] = box_of(self._box, self._size)
        if self._arrow is not None:
            spec["arrow"] = self._arrow
        return spec


def bold(weight):
    return weight in ("bold", "semibold", "heavy", "black", "demibold", "extra bold") or isinstance(weight, (int, float)) and weight >= 600


def box_of(box, size):
    """Of `bbox=dict(boxstyle="round", …)`: face, edge, padding, whether round."""
    style, _, options = str(box.get("boxstyle", "square")).partition(",")
    pad = dict(part.split("=") for part in options.split(",") if "=" in part).get("pad", box.get("pad", 0.3 if style.startswith("round") else 0.3))
    alpha = box.get("alpha")
    face = box.get("facecolor", box.get("fc", box.get("color", "C0")))
    edge = box.get("edgecolor", box.get("ec", box.get("color", "black")))
    points = float(pad) * size if "boxstyle" in box else float(box.get("pad", 4))
    return [paint(face, alpha), paint(edge, alpha), points, style.startswith("round")]
