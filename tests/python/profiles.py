"""`cProfile` counts calls and knows who made them."""
import cProfile, io, pstats, re

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def work():
    return sum(fib(n) for n in range(6)) + len(sorted([3, 1]))

def table(profile):
    out = io.StringIO()
    pstats.Stats(profile, stream=out).strip_dirs().sort_stats("ncalls", "name").print_stats("fib|work|len|sorted")
    return [tuple(re.sub(r" +\d+\.\d+", "", line).split(None, 1)) for line in out.getvalue().splitlines() if re.search(r"\.py:|{", line)]

profile = cProfile.Profile()
profile.enable()
print(work())
profile.disable()
for calls, name in table(profile):
    if "{" not in name or "len" in name or "sorted" in name:
        print(calls, name)

with cProfile.Profile() as second:
    fib(5)
print([row for row in table(second) if "fib" in row[1]], second.runcall(fib, 4))
stats = pstats.Stats(second)
print(stats.total_calls >= 24, stats.total_tt >= 0)
callers = next(entry[4] for name, entry in pstats.Stats(profile).stats.items() if name[2] == "fib")
print(sorted(name[2] for name in callers))
