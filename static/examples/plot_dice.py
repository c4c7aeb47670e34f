"""Throw dice many times: the more dice, the rounder the hill."""

import math
import random
import statistics

import matplotlib.pyplot as plt

THROWS = 3000
fig, axes = plt.subplots(1, 3, figsize=(10, 3.6), layout="constrained")

for ax, dice in zip(axes, (1, 2, 8)):
    sums = [sum(random.randint(1, 6) for _ in range(dice)) for _ in range(THROWS)]
    mean, spread = statistics.mean(sums), statistics.pstdev(sums)
    print(f"{dice} dice: mean {mean:5.2f}, spread {spread:.2f}")

    edges = [number - 0.5 for number in range(dice, 6 * dice + 2)]
    ax.hist(sums, bins=edges, density=True, edgecolor="white", color="tab:blue", alpha=0.8, label="thrown")
    if dice > 1:
        xs = [dice + 5 * dice * i / 200 for i in range(201)]
        bell = [math.exp(-0.5 * ((x - mean) / spread) ** 2) / (spread * math.sqrt(2 * math.pi)) for x in xs]
        ax.plot(xs, bell, "C3--", label="bell curve")
    ax.axvline(mean, color="black", linewidth=1)
    ax.set_title(f"{dice} dice" if dice > 1 else "1 die")
    ax.legend(fontsize="small")

fig.suptitle(f"{THROWS:,} throws")
plt.show()
