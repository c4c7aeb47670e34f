"""Colour maps: numbers to colours, by way of a few colours between which the others lie."""

from ._colors import paint, to_rgba

_ANCHORS = {
    "viridis": "440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725",
    "plasma": "0d0887 46039f 7201a8 9c179e bd3786 d8576b ed7953 fb9f3a fdca26 f0f921",
    "inferno": "000004 1b0c41 4a0c6b 781c6d a52c60 cf4446 ed6925 fb9b06 f7d13d fcffa4",
    "magma": "000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf",
    "cividis": "00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838",
    "gray": "000000 ffffff",
    "Greys": "ffffff f0f0f0 d9d9d9 bdbdbd 969696 737373 525252 252525 000000",
    "Blues": "f7fbff deebf7 c6dbef 9ecae1 6baed6 4292c6 2171b5 08519c 08306b",
    "Greens": "f7fcf5 e5f5e0 c7e9c0 a1d99b 74c476 41ab5d 238b45 006d2c 00441b",
    "Reds": "fff5f0 fee0d2 fcbba1 fc9272 fb6a4a ef3b2c cb181d a50f15 67000d",
    "Oranges": "fff5eb fee6ce fdd0a2 fdae6b fd8d3c f16913 d94801 a63603 7f2704",
    "Purples": "fcfbfd efedf5 dadaeb bcbddc 9e9ac8 807dba 6a51a3 54278f 3f007d",
    "YlOrRd": "ffffcc ffeda0 fed976 feb24c fd8d3c fc4e2a e31a1c bd0026 800026",
    "YlGnBu": "ffffd9 edf8b1 c7e9b4 7fcdbb 41b6c4 1d91c0 225ea8 253494 081d58",
    "coolwarm": "3b4cc0 5977e3 7b9ff9 9ebeff c0d4f5 dddcdc f2cbb7 f7ac8e ee8468 d65244 b40426",
    "RdBu": "67001f b2182b d6604d f4a582 fddbc7 f7f7f7 d1e5f0 92c5de 4393c3 2166ac 053061",
    "RdYlGn": "a50026 d73027 f46d43 fdae61 fee08b ffffbf d9ef8b a6d96a 66bd63 1a9850 006837",
    "RdYlBu": "a50026 d73027 f46d43 fdae61 fee090 ffffbf e0f3f8 abd9e9 74add1 4575b4 313695",
    "Spectral": "9e0142 d53e4f f46d43 fdae61 fee08b ffffbf e6f598 abdda4 66c2a5 3288bd 5e4fa2",
    "bwr": "0000ff ffffff ff0000",
    "seismic": "00004c 0000ff ffffff ff0000 800000",
    "hot": "0b0000 5a0000 ab0000 fc0000 ff4d00 ff9e00 ffef00 ffff6b ffffff",
    "cool": "00ffff ff00ff",
    "spring": "ff00ff ffff00",
    "summer": "008066 ffff66",
    "autumn": "ff0000 ffff00",
    "winter": "0000ff 00ff80",
    "jet": "000080 0000f1 004dff 00b1ff 29ffce 7dff7a ceff29 ffc600 ff6800 f10700 800000",
    "turbo": "30123b 4145ab 4675ed 39a2fc 1bcfd4 24eca6 61fc6c a4fc3b d1e834 f3c63a fe9b2d f36315 d93806 b11901 7a0403",
    "hsv": "ff0000 ffff00 00ff00 00ffff 0000ff ff00ff ff0000",
    "rainbow": "8000ff 4c50fc 1996f3 1acfdf 4df3c7 80ffb4 b3f396 e6cd73 ff964f ff5027 ff0000",
    "terrain": "333399 0098ff 00cc66 ffff99 805c54 ffffff",
    "copper": "000000 331f14 664028 99603d ce8152 fc9f65 ffc77f",
}
_LISTS = {
    "tab10": "1f77b4 ff7f0e 2ca02c d62728 9467bd 8c564b e377c2 7f7f7f bcbd22 17becf",
    "Set1": "e41a1c 377eb8 4daf4a 984ea3 ff7f00 ffff33 a65628 f781bf 999999",
    "Set2": "66c2a5 fc8d62 8da0cb e78ac3 a6d854 ffd92f e5c494 b3b3b3",
    "Set3": "8dd3c7 ffffb3 bebada fb8072 80b1d3 fdb462 b3de69 fccde5 d9d9d9 bc80bd ccebc5 ffed6f",
    "Pastel1": "fbb4ae b3cde3 ccebc5 decbe4 fed9a6 ffffcc e5d8bd fddaec f2f2f2",
    "Dark2": "1b9e77 d95f02 7570b3 e7298a 66a61e e6ab02 a6761d 666666",
    "Paired": "a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00 cab2d6 6a3d9a ffff99 b15928",
    "tab20": "1f77b4 aec7e8 ff7f0e ffbb78 2ca02c 98df8a d62728 ff9896 9467bd c5b0d5 8c564b c49c94 e377c2 f7b6d2 7f7f7f c7c7c7 bcbd22 dbdb8d 17becf 9edae5",
}


class Colormap:
    """256 colours, or those of a list."""

    def __init__(self, name, anchors, steps=False):
        self.name = name
        self._anchors = [to_rgba(anchor if isinstance(anchor, (tuple, list)) else anchor) for anchor in anchors]
        self._steps = steps
        self.N = len(anchors) if steps else 256
        self.colors = self._anchors if steps else None
        self._table = None

    def table(self):
        """All colours as four bytes each."""
        if self._table is None:
            self._table = [bytes(round(part * 255) for part in self._at(number)) for number in range(self.N)]
        return self._table

    def _at(self, number):
        if self._steps:
            return self._anchors[number]
        place = number / (self.N - 1) * (len(self._anchors) - 1)
        first = min(int(place), len(self._anchors) - 2)
        part = place - first
        return tuple(one + (other - one) * part for one, other in zip(self._anchors[first], self._anchors[first + 1]))

    def index(self, part):
        """Number of the colour for something between 0 and 1."""
        return min(max(int(part * self.N), 0), self.N - 1)

    def __call__(self, value, alpha=None):
        if hasattr(value, "tolist"):
            value = value.tolist()
        if isinstance(value, (list, tuple)):
            return [self(part, alpha) for part in value]
        # Whole numbers count colours.
        number = min(max(value, 0), self.N - 1) if isinstance(value, int) and not isinstance(value, bool) else self.index(value)
        color = self._at(number)
        return color if alpha is None else (*color[:3], alpha)

    def reversed(self):
        return Colormap(self.name[:-2] if self.name.endswith("_r") else f"{self.name}_r", self._anchors[::-1], self._steps)


class _Maps:
    """All by name."""

    def __getitem__(self, name):
        return get_cmap(name)

    def __iter__(self):
        return iter([*_ANCHORS, *_LISTS])

    def __contains__(self, name):
        return name.removesuffix("_r") in {*_ANCHORS, *_LISTS}


colormaps = _Maps()


def get_cmap(name=None, lut=None):
    """A colour map by its name; with `_r` at its end it is turned around."""
    from . import rcParams

    if isinstance(name, Colormap):
        return name
    name = name or rcParams["image.cmap"]
    base = name.removesuffix("_r")
    base = "gray" if base == "grey" else base
    table = _ANCHORS.get(base) or _LISTS.get(base)
    if table is None:
        raise ValueError(f"{name!r} is no colour map here; there are {', '.join([*_ANCHORS, *_LISTS])}, each also with _r")
    made = Colormap(base, ["#" + color for color in table.split()], base in _LISTS)
    if lut:
        made = Colormap(base, [made._at(made.index(number / max(lut - 1, 1))) for number in range(lut)], True)
    return made.reversed() if name.endswith("_r") else made


class Normalize:
    """From numbers to parts of a colour map."""

    def __init__(self, vmin=None, vmax=None, clip=False):
        self.vmin, self.vmax = vmin, vmax

    def fit(self, values):
        known = [value for value in values if value is not None and self._of(value) is not None]
        if self.vmin is None:
            self.vmin = min(known, default=0.0)
        if self.vmax is None:
            self.vmax = max(known, default=1.0)

    def _of(self, value):
        return value

    def __call__(self, value):
        low, high, value = self._of(self.vmin), self._of(self.vmax), self._of(value)
        return None if value is None else (value - low) / (high - low) if high != low else 0.0


class LogNorm(Normalize):
    """The same for powers."""

    def _of(self, value):
        import math

        return math.log10(value) if value is not None and value > 0 else None


def mapped(values, cmap, norm, alpha=None):
    """A colour for each number, for the drawing."""
    table, index = cmap.table(), cmap.index
    opacity = 255 if alpha is None else round(alpha * 255)
    colors = []
    for value in values:
        part = None if value is None else norm(value)
        colors.append(None if part is None else [*table[index(part)][:3], opacity])
    return colors


__all__ = ["Colormap", "LogNorm", "Normalize", "colormaps", "get_cmap", "mapped", "paint"]
