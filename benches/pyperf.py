"""Stand-in for pyperf, the part that pyperformance's programs use; it also runs on MicroPython.

The bench calls configure() first, so that every engine runs the same loops with the same options, and report() last.
"""
import time

_only = None
_loops = 1
_target = 0
_options = {}
_figures = []

if hasattr(time, "perf_counter"):
    perf_counter = time.perf_counter
else:
    # MicroPython: a counter that wraps around after some minutes.
    _ticks = time.ticks_us()
    _passed = 0.0

    def perf_counter():
        global _ticks, _passed
        now = time.ticks_us()
        _passed += time.ticks_diff(now, _ticks) / 1e6
        _ticks = now
        return _passed


def configure(only, loops, target, options):
    """Run the figure `only`, `loops` times; `loops` 0 finds the count that takes about `target` seconds."""
    global _only, _loops, _target
    _only, _loops, _target = only, loops, target
    _options.update(options)


def python_implementation():
    return "cpython"


def python_has_jit():
    return False


class _Arguments:
    pass


class _Parser:
    def __init__(self):
        self.defaults = {}

    def add_argument(self, *names, **settings):
        flag = "store_true" == settings.get("action")
        name = [name for name in names if name.startswith("--")] or list(names)
        self.defaults[name[0].lstrip("-").replace("-", "_")] = settings.get("default", False if flag else None)


class Runner:
    def __init__(self, **ignored):
        self.metadata = {}
        self.argparser = _Parser()
        self.args = _Arguments()

    def parse_args(self, args=None):
        for name, value in self.argparser.defaults.items():
            setattr(self.args, name, _options.get(name, value))
        return self.args

    def bench_func(self, name, func, *args, **ignored):
        def timed(loops):
            result = None
            start = perf_counter()
            for _ in range(loops):
                result = func(*args)
            elapsed = perf_counter() - start
            _figures[:] = [digest(result)]
            return elapsed

        self.bench_time_func(name, timed)

    def bench_time_func(self, name, func, *args, **ignored):
        if name != _only:
            return
        if _loops:
            print("@seconds", func(_loops, *args))
            return
        loops = 1
        elapsed = func(loops, *args)
        while elapsed < _target / 4 and loops < 1 << 24:
            loops *= 4 if elapsed * 16 < _target else 2
            elapsed = func(loops, *args)
        print("@seconds", elapsed)
        print("@loops", max(1, round(loops * _target / elapsed)) if elapsed > 0 else loops)


def canonical(value, depth=0):
    """Text that is the same on every engine: no addresses, no order of sets, no last digits of floats."""
    if value is None or isinstance(value, (bool, int)):
        return str(value)
    if isinstance(value, float):
        return "%.9g" % value
    if isinstance(value, (str, bytes)):
        return repr(value[:2000])
    if depth > 6:
        return "..."
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([canonical(item, depth + 1) for item in value[:5000]]) + "]"
    if isinstance(value, (set, frozenset)):
        return "{" + ",".join(sorted([canonical(item, depth + 1) for item in value])) + "}"
    if isinstance(value, dict):
        items = [canonical(key, depth + 1) + ":" + canonical(item, depth + 1) for key, item in value.items()]
        return "{" + ",".join(sorted(items)) + "}"
    return "<" + type(value).__name__ + ">"


def digest(value):
    """FNV-1a, 32 bits, of the canonical text."""
    result = 0x811C9DC5
    for byte in canonical(value).encode():
        result = ((result ^ byte) * 0x01000193) & 0xFFFFFFFF
    return result


def report(value):
    """Print the checksum of the program's own result and of `value`, an expression that the bench adds."""
    print("@checksum", "%08x" % digest([_figures, canonical(value)]))
