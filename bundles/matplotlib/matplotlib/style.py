"""A few of matplotlib's styles."""

from contextlib import contextmanager

from . import rcParams, rcdefaults

_STYLES = {
    "default": {},
    "classic": {},
    "ggplot": {
        "axes.facecolor": "#E5E5E5", "axes.edgecolor": "white", "axes.grid": True, "axes.axisbelow": True, "grid.color": "white", "axes.labelcolor": "#555555", "axes.titlesize": "x-large", "axes.labelsize": "large",
        "xtick.color": "#555555", "ytick.color": "#555555", "patch.linewidth": 0.5,
        "axes.prop_cycle": ["#E24A33", "#348ABD", "#988ED5", "#777777", "#FBC15E", "#8EBA42", "#FFB5B8"],
    },
    "dark_background": {
        "figure.facecolor": "black", "axes.facecolor": "black", "axes.edgecolor": "white", "text.color": "white", "axes.labelcolor": "white",
        "xtick.color": "white", "ytick.color": "white", "grid.color": "white",
        "axes.prop_cycle": ["#8dd3c7", "#feffb3", "#bfbbd9", "#fa8174", "#81b1d2", "#fdb462", "#b3de69", "#bc82bd", "#ccebc4", "#ffed6f"],
    },
    "fivethirtyeight": {
        "figure.facecolor": "#f0f0f0", "axes.facecolor": "#f0f0f0", "axes.edgecolor": "#f0f0f0", "axes.grid": True, "axes.axisbelow": True, "grid.color": "#cbcbcb",
        "lines.linewidth": 4.0, "font.size": 14.0,
        "axes.prop_cycle": ["#008fd5", "#fc4f30", "#e5ae38", "#6d904f", "#8b8b8b", "#810f7c"],
    },
    "seaborn-v0_8-whitegrid": {"axes.grid": True, "axes.axisbelow": True, "axes.edgecolor": ".8", "grid.color": ".8", "axes.labelcolor": ".15", "text.color": ".15"},
    "seaborn-v0_8-darkgrid": {"axes.grid": True, "axes.axisbelow": True, "axes.facecolor": "#EAEAF2", "axes.edgecolor": "white", "grid.color": "white", "text.color": ".15"},
    "seaborn-v0_8": {"axes.grid": True, "axes.axisbelow": True, "axes.facecolor": "#EAEAF2", "axes.edgecolor": "white", "grid.color": "white", "text.color": ".15"},
    "bmh": {"axes.facecolor": "#eeeeee", "axes.edgecolor": "#bcbcbc", "axes.grid": True, "axes.axisbelow": True, "grid.color": "#b2b2b2", "grid.linestyle": "--"},
    "grayscale": {"axes.prop_cycle": ["0.00", "0.40", "0.60", "0.70"], "image.cmap": "gray"},
}
available = sorted(_STYLES)


def use(style):
    """Take on a style, or several, or settings."""
    for one in style if isinstance(style, (list, tuple)) else [style]:
        if isinstance(one, dict):
            rcParams.update(one)
            continue
        if one not in _STYLES:
            raise OSError(f"{one!r} is no style here; there are {', '.join(available)}")
        if one == "default":
            rcdefaults()
        rcParams.update(_STYLES[one])


@contextmanager
def context(style, after_reset=False):
    before = dict(rcParams)
    try:
        use(style)
        yield
    finally:
        rcParams.update(before)
