"""Colour maps by name: `cm.viridis(0.5)`."""

from ._maps import colormaps, get_cmap

__all__ = ["colormaps", "get_cmap"]


def __getattr__(name):
    if name.startswith("_") or name not in colormaps:
        raise AttributeError(f"{name!r} is no colour map here")
    return get_cmap(name)
