"""Imports of the program's own modules, packages, reload, __name__, lazy and circular ones."""
import importlib, os, sys
os.makedirs("pkg", exist_ok=True)
open("pkg/__init__.py", "w").write("value = 1\n"); open("pkg/mod.py", "w").write("from . import value\ndef f(): return value + 1\n")
open("single.py", "w").write("print('imported', __name__)\nX = 1\n")
sys.path.insert(0, os.getcwd()); importlib.invalidate_caches()
import single
import pkg.mod
from pkg.mod import f as g
print(single.X, pkg.mod.f(), g(), pkg.__name__, single.__file__.endswith("single.py"))
open("single.py", "w").write("X = 'a much longer second version'\n"); importlib.invalidate_caches(); importlib.reload(single); print(single.X)
try: import does_not_exist
except ModuleNotFoundError as e: print(e, e.name)
try: from math import nothing
except ImportError as e: print("cannot import name 'nothing' from 'math'" in str(e))
print(__name__, importlib.import_module("json.decoder").__name__, "json" in sys.modules)
import shutil; shutil.rmtree("pkg"); os.remove("single.py")
