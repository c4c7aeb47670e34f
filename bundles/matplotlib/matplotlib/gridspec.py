"""Grids of axes by matplotlib's name."""

from .figure import GridSpec

__all__ = ["GridSpec"]
