"""Vivarium's own drawing of matplotlib's everyday surface: `import matplotlib.pyplot as plt` works, and looks, as there.

This is not matplotlib itself, whose compiled parts do not run in a page; it shares no code with it. What is there and
what is not stands in docs/plots.md. What is not there says so.
"""

import sys

__version__ = "3.10"
PLACE = "Vivarium draws matplotlib's everyday surface itself"


class RcParams(dict):
    """The settings that are taken notice of."""

    def __setitem__(self, name, value):
        if name not in _DEFAULTS and name not in _WITHOUT_EFFECT:
            raise KeyError(f"{name!r} is no setting here: {PLACE}, with the settings {', '.join(_DEFAULTS)}")
        super().__setitem__(name, value)

    def update(self, *others, **more):
        for name, value in dict(*others, **more).items():
            self[name] = value


class Cycle(list):
    """Colours that artists take in turn."""

    def by_key(self):
        return {"color": list(self)}


def cycler(*args, **keys):
    """The colours of a cycle: `cycler(color=["red", "green"])`."""
    colors = keys.get("color") or args[-1]
    return Cycle(colors.split() if isinstance(colors, str) and " " in colors else colors)


_DEFAULTS = {
    "figure.figsize": [6.4, 4.8],
    "figure.dpi": 100.0,
    "figure.facecolor": "white",
    "figure.titlesize": "large",
    "savefig.dpi": "figure",
    "font.size": 10.0,
    "axes.facecolor": "white",
    "axes.edgecolor": "black",
    "axes.grid": False,
    "axes.axisbelow": "line",
    "axes.titlesize": "large",
    "axes.labelsize": "medium",
    "axes.labelcolor": "black",
    "axes.titlecolor": "auto",
    "axes.spines.left": True,
    "axes.spines.bottom": True,
    "axes.spines.top": True,
    "axes.spines.right": True,
    "axes.prop_cycle": Cycle(["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"]),
    "axes.xmargin": 0.05,
    "axes.ymargin": 0.05,
    "xtick.color": "black",
    "ytick.color": "black",
    "xtick.labelsize": "medium",
    "ytick.labelsize": "medium",
    "text.color": "black",
    "lines.linewidth": 1.5,
    "lines.linestyle": "-",
    "lines.marker": "None",
    "lines.markersize": 6.0,
    "patch.linewidth": 1.0,
    "hatch.linewidth": 1.0,
    "grid.color": "#b0b0b0",
    "grid.linestyle": "-",
    "grid.linewidth": 0.8,
    "grid.alpha": 1.0,
    "legend.fontsize": "medium",
    "legend.loc": "best",
    "legend.frameon": True,
    "image.cmap": "viridis",
    "figure.autolayout": False,
}
# Accepted as programs set them, though nothing here depends on them.
_WITHOUT_EFFECT = ("font.family", "font.sans-serif", "axes.unicode_minus", "text.usetex", "figure.max_open_warning", "savefig.bbox", "savefig.format", "backend", "interactive")

rcParams = RcParams(_DEFAULTS)
rcParamsDefault = RcParams(_DEFAULTS)


def rc(group, **settings):
    """Change settings of one group: `rc("font", size=12)`."""
    for name, value in settings.items():
        rcParams[f"{group}.{name}"] = value


def rcdefaults():
    """Back to how it began."""
    rcParams.clear()
    rcParams.update(_DEFAULTS)


def use(backend, **_):
    """There is one way to show figures here; programs may name any."""


def get_backend():
    return "vivarium"


def interactive(b):
    """Nothing to switch: figures are shown by `show()`."""


class _Missing:
    """Last among those who find modules: why a part of matplotlib is not here."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.startswith(("matplotlib.", "mpl_toolkits")):
            raise ModuleNotFoundError(f"No module named {name!r}: {PLACE}, without this part (docs/plots.md lists what is there).", name=name)
        return None


sys.meta_path.append(_Missing)


def missing(what, name):
    """The error for a name that is not there."""
    return AttributeError(f"{what} has no {name!r} here: {PLACE} (docs/plots.md lists what is there)")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    import importlib

    if name in ("pyplot", "colors", "cm", "style", "ticker", "figure", "axes", "patches", "lines"):
        return importlib.import_module(f"matplotlib.{name}")
    if name == "colormaps":
        from ._maps import colormaps

        return colormaps
    raise missing("matplotlib", name)
