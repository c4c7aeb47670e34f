"""Colours for a terminal, of which a page has none: every colour is the empty text.

The released module makes its themes with `dataclasses`, which would bring `inspect`, `ast` and `dis` into the image.
"""

COLORIZE = False


class _Nothing(type):
    def __getattr__(cls, name):
        if name.isupper():
            return ""
        raise AttributeError(name)


class ANSIColors(metaclass=_Nothing):
    """Every upper-case name is a colour, and none is seen."""


NoColors = ANSIColors


class ThemeSection:
    """Colours by what they are for."""

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return ""

    def __getitem__(self, key):
        return ""


class Theme:
    """All sections are alike."""

    argparse = syntax = traceback = unittest = ThemeSection()


_THEME = Theme()


def can_colorize(*, file=None):
    return False


def get_colors(colorize=False, *, file=None):
    return ANSIColors


def decolor(text):
    return text


def get_theme(*, tty_file=None, force_color=False, force_no_color=False):
    return _THEME


def set_theme(theme):
    """There is nothing to see of it."""
