"""Imports from the standard library's second file: waits for it once, and explains what will never come."""

import sys

import _vivarium

# What cannot work in a page, and what to do instead. Whoever imports one of these reads the sentence.
UNAVAILABLE = {
    "curses": "the page is no terminal; print plain text, or show HTML with vivarium.display",
    "dbm.gnu": "there is no GDBM in a browser; use shelve with dbm.dumb, or json",
    "dbm.ndbm": "there is no NDBM in a browser; use shelve with dbm.dumb, or json",
    "ensurepip": "the page fetches packages: declare them in a # /// script block at the top of the program",
    "fcntl": "a browser has no file control; files here belong to this run alone and need no locks",
    "grp": "a browser has no user groups",
    "idlelib": "IDLE needs a desktop; the page itself is the editor",
    "matplotlib": "it comes with programs that say import matplotlib themselves; write that in the text of the program",
    "pip": "the page fetches packages: declare them in a # /// script block at the top of the program",
    "pwd": "a browser has no user accounts; os.environ['HOME'] is the home directory",
    "readline": "the page is no terminal; input() reads a line",
    "resource": "limits are set by the page that runs the program",
    "sqlite3": "there is no SQLite in this build; use dicts and json, or the csv module",
    "ssl": "encrypted connections are the browser's own work; a program here opens no sockets",
    "termios": "the page is no terminal; input() reads a line",
    "tkinter": "windows need a desktop; show results with print or vivarium.display",
    "turtle": "it comes with programs that say import turtle themselves; write that in the text of the program",
    "turtledemo": "turtle needs tkinter, which needs a desktop",
    "venv": "environments need a file system with programs; every run here starts fresh instead",
    "_tracemalloc": "allocations are not traced in this build; sys.getsizeof tells the size of one object",
    "_zstd": "zstd is not in this build; use compression.zlib, bz2 or lzma",
}

_root = ""
_names = frozenset()
# At build time it stands there; what is imported then becomes part of the image.
_arrived = True


def prepare(home, root):
    """At build time: remember the names that the library holds."""
    global _root, _names
    import os

    _root = root
    _names = frozenset(name.removesuffix(".py") for name in os.listdir(root)) - UNAVAILABLE.keys()
    path_finder = next(i for i, finder in enumerate(sys.meta_path) if getattr(finder, "__name__", "") == "PathFinder")
    sys.meta_path.insert(path_finder, Library)
    sys.meta_path.append(Unavailable)


def names():
    """The names of the library's modules at the top."""
    return _names


def root():
    """The library's directory."""
    return _root


def seal():
    """At build time, last: from here on the library is not there yet."""
    global _arrived
    _arrived = False
    sys.path_importer_cache.clear()


def arrive():
    """Wait until the library stands in the file system; `None`, or the sentence why it never will."""
    global _arrived
    if _arrived:
        return None
    refusal = _vivarium.wait_for_library()
    if refusal is None:
        _arrived = True
        sys.path_importer_cache.clear()
    return refusal


class Library:
    """Before the path finder: finds nothing itself, only waits when the name is one of the library's."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if not _arrived and name.partition(".")[0] in _names:
            refusal = arrive()
            if refusal is not None:
                raise ImportError(f"cannot import {name!r}: {refusal}", name=name)
        return None

    @staticmethod
    def invalidate_caches():
        pass


class Unavailable:
    """After everything else: why a module of the standard library is not here."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        reason = UNAVAILABLE.get(name)
        if reason is not None:
            raise ModuleNotFoundError(f"No module named {name!r}: {reason}.", name=name)
        return None

    @staticmethod
    def invalidate_caches():
        pass
