"""A tenant: looks everywhere for what the other one has left, then leaves things of its own, and an odd end."""

import atexit
import builtins
import codecs
import copyreg
import functools
import gc
import json
import os
import re
import signal
import sys
import types
import warnings

# Backwards on the command line, so that the look does not find the question itself.
theirs, mine, end = sys.argv[1][::-1], sys.argv[2][::-1], sys.argv[3]
thorough = len(sys.argv) > 4
sys.argv[1:] = []

FOLDERS = ["/", "/home/user", "/tmp", "/lib"]


def handled():
    """What a codec that somebody registered says."""
    try:
        return codecs.lookup("canary").name
    except LookupError:
        return ""


def read(path):
    """A file, or nothing."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


# Where a canary can sit: each gives a text that holds it, or does not.
PLACES = {
    "globals": lambda: globals().get("canary", ""),
    "builtins": lambda: getattr(builtins, "canary", ""),
    "sys": lambda: getattr(sys, "canary", ""),
    "sys.path": lambda: " ".join(map(str, sys.path)),
    "sys.modules": lambda: getattr(sys.modules.get("canary"), "__doc__", "") or "",
    "a module's name": lambda: getattr(json, "canary", ""),
    "a module's function": lambda: json.dumps([]),
    "a class": lambda: getattr(json.JSONEncoder, "canary", ""),
    "a function": lambda: getattr(json.loads, "canary", ""),
    "the environment": lambda: os.environ.get("CANARY", ""),
    "files": lambda: " ".join(read(f"{folder}/canary") for folder in FOLDERS),
    "the names of files": lambda: " ".join(" ".join(os.listdir(folder)) for folder in FOLDERS),
    "the working directory": os.getcwd,
    "the exception hook": lambda: sys.excepthook.__doc__ or "",
    "the display hook": lambda: sys.displayhook.__doc__ or "",
    "the import hooks": lambda: " ".join(str(hook) for hook in [*sys.meta_path, *sys.path_hooks]),
    "the importer cache": lambda: " ".join(map(str, sys.path_importer_cache)),
    "codecs": handled,
    "pickling": lambda: " ".join(str(key) for key in copyreg.dispatch_table),
    "warnings": lambda: str(warnings.filters),
    "signals": lambda: getattr(signal.getsignal(signal.SIGINT), "__doc__", "") or "",
    "compiled patterns": lambda: str(list(re._cache)),
    "single dispatch": lambda: str(shared()),
    "the version": lambda: sys.version,
    "print": lambda: print.__doc__ or "",
    "standard output": lambda: str(getattr(sys.stdout, "canary", "")),
    "the main module": lambda: str(vars(sys.modules["__main__"]).get("canary")),
}


def shared():
    """The cache of a function of the library."""
    return [str(key) for key in getattr(os.environ, "canaries", [])]


def look(needle):
    """Names of the places where the needle is."""
    return [name for name, text in PLACES.items() if needle in text()]


def walk(needle, most=20_000):
    """Whether the needle is in a text that can be reached from anywhere."""
    todo = [sys.modules, vars(builtins), vars(sys), object.__subclasses__(), gc.get_objects()]
    seen = set()
    while todo and len(seen) < most:
        thing = todo.pop()
        if isinstance(thing, str):
            if thing is not needle and needle in thing:
                return True
            continue
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, dict):
            todo += [*thing, *thing.values()]
        elif isinstance(thing, (list, tuple, set, frozenset)):
            todo += thing
        elif isinstance(thing, (type, types.ModuleType, types.FunctionType)):
            todo.append(dict(vars(thing)))
    return False


def plant():
    """Leave a canary in every place."""
    globals()["canary"] = builtins.canary = sys.canary = json.canary = json.JSONEncoder.canary = json.loads.canary = mine
    sys.path.append(f"/{mine}")
    sys.path_importer_cache[f"/{mine}"] = None
    sys.modules["canary"] = types.ModuleType("canary", mine)
    json.dumps = lambda *_: mine
    os.environ["CANARY"] = mine
    os.environ.canaries = [mine]
    for folder in FOLDERS:
        with open(f"{folder}/canary", "w") as file:
            file.write(mine)
        os.mkdir(f"{folder}/{mine}")
    os.chdir(f"/tmp/{mine}")

    def hook(*_):
        return None

    hook.__doc__ = mine
    hook.__qualname__ = mine
    sys.excepthook = sys.displayhook = hook
    sys.meta_path.append(hook)
    codecs.register(lambda name: codecs.CodecInfo(None, None, name=mine) if name == "canary" else None)
    copyreg.pickle(type(mine, (), {}), hook)
    warnings.filterwarnings("ignore", message=mine)
    signal.signal(signal.SIGINT, hook)
    re.compile(mine)
    sys.version = mine
    atexit.register(hook)
    functools.lru_cache(hook)
    sys.setrecursionlimit(400)

    def say(*values, write=sys.stdout.write):
        write(" ".join(map(str, values)) + "\n")

    say.__doc__ = mine
    builtins.print = say
    sys.stdout.canary = mine


found = look(theirs) + (["a walk"] if thorough and walk(theirs) else [])
limit = sys.getrecursionlimit()
plant()
print(json.loads.canary == mine, len(look(mine)) / len(PLACES), walk(mine) if thorough else True, limit > 400, found)

if end == "raise":
    raise ValueError(mine)
if end == "grow":
    builtins.kept = [mine * 10 for _ in range(200_000)]
if end == "loop":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        pass
if end == "trap":
    eval("f'" + "{1:" * 6_000 + "}" * 6_000 + "'")
