"""A simulation: one line for all counters, or one each? Events in a heap, chance with a seed."""

import heapq
import random
import statistics


def customers(rng, count=400, every=1.0, takes=1.8):
    """When each arrives, and how long they need at the counter."""
    now = 0.0
    for _ in range(count):
        now += rng.expovariate(1 / every)
        yield now, rng.expovariate(1 / takes)


def one_line(people, counters):
    """Whoever comes first goes to the first counter that is free."""
    free = [0.0] * counters
    for arrived, needs in people:
        begins = max(arrived, heapq.heappop(free))
        heapq.heappush(free, begins + needs)
        yield begins - arrived


def own_lines(people, counters, rng):
    """Everybody chooses a line as they come, and stays in it."""
    free = [0.0] * counters
    for arrived, needs in people:
        counter = rng.randrange(counters)
        begins = max(arrived, free[counter])
        free[counter] = begins + needs
        yield begins - arrived


for counters in (2, 3, 4):
    print(counters, "counters")
    for name, wait in (
        ("one line", lambda rng: one_line(customers(rng), counters)),
        ("own lines", lambda rng: own_lines(customers(rng), counters, rng)),
    ):
        times = [time for seed in range(5) for time in wait(random.Random(seed))]
        mean, most = statistics.fmean(times), max(times)
        print(f"  {name:<10} mean {mean:>6.2f}  worst {most:>6.2f}  {'▆' * min(40, round(mean * 2))}")
