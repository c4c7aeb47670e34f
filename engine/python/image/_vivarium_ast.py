"""As much of `ast` as a traceback needs for its carets: to import all of it takes longer than the rest of the report."""

from _ast import *
from _ast import PyCF_ONLY_AST


def parse(source):
    """Parse the source into an AST node."""
    return compile(source, "<unknown>", "exec", PyCF_ONLY_AST)
