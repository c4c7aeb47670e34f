"""Lines by matplotlib's name, as for legends."""

from ._artists import Line2D

__all__ = ["Line2D"]
