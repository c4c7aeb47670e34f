"""Colours and colour maps by matplotlib's names."""

from ._colors import LETTERS as BASE_COLORS, NAMES, TABLEAU, is_color as is_color_like, to_rgba
from ._maps import Colormap, LogNorm, Normalize

CSS4_COLORS = {name: f"#{digits.upper()}" for name, digits in NAMES.items()}
TABLEAU_COLORS = {f"tab:{name}": color for name, color in TABLEAU.items()}


def to_rgb(color):
    return to_rgba(color)[:3]


def to_hex(color, keep_alpha=False):
    parts = to_rgba(color)[: 4 if keep_alpha else 3]
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


class ListedColormap(Colormap):
    def __init__(self, colors, name="from_list", N=None):
        super().__init__(name, list(colors)[:N], True)


class LinearSegmentedColormap(Colormap):
    @classmethod
    def from_list(cls, name, colors, N=256):
        return Colormap(name, [color[1] if isinstance(color, tuple) and len(color) == 2 else color for color in colors])
