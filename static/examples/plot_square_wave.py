"""A square wave out of sines: the more of them, the nearer."""

import math

import matplotlib.pyplot as plt

steps = [i / 500 for i in range(1001)]
square = [1 if step % 1 < 0.5 else -1 for step in steps]


def sines(count):
    """The sum of the first odd harmonics."""
    return [4 / math.pi * sum(math.sin(2 * math.pi * n * step) / n for n in range(1, 2 * count, 2)) for step in steps]


fig, (waves, errors) = plt.subplots(2, 1, figsize=(7, 6), height_ratios=[2, 1])
waves.plot(steps, square, color="0.7", linewidth=3, label="square")
off = []
for count in (1, 3, 10):
    wave = sines(count)
    waves.plot(steps, wave, label=f"{count} sine{'s' if count > 1 else ''}")
    off.append(sum(abs(a - b) for a, b in zip(wave, square)) / len(steps))
    print(f"{count:2} sines: {off[-1]:.3f} away on average")
waves.set_title("A square wave out of sines")
waves.set_ylabel(r"$\sum \sin(2\pi n t) / n$")
waves.legend(loc="upper right", ncols=2)

bars = errors.bar(["1", "3", "10"], off, color=["C0", "C1", "C2"])
errors.bar_label(bars, fmt="%.2f")
errors.set_ylim(0, 0.5)
errors.set_xlabel("sines")
errors.set_ylabel("distance")
fig.tight_layout()
plt.show()
