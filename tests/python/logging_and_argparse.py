"""logging to stdout, argparse over a list, getopt, warnings."""
import argparse, io, logging, sys, warnings
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
log = logging.getLogger("app"); log.info("hello %s", "x"); log.debug("hidden"); log.warning("w")
try: 1 / 0
except ZeroDivisionError: log.error("failed: %s", sys.exc_info()[0].__name__)
p = argparse.ArgumentParser(prog="tool"); p.add_argument("n", type=int); p.add_argument("-v", "--verbose", action="store_true"); p.add_argument("--name", default="d", choices=["d", "e"])
print(p.parse_args(["5", "-v", "--name", "e"]), p.parse_args(["1"]).name)
try: p.parse_args(["x"])
except SystemExit as e: print("exit", e.code)
print(p.format_usage().strip())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("careful", DeprecationWarning); print(len(w), w[0].message)
