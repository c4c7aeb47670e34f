"""The Mandelbrot set as a picture: how soon z² + c runs away."""

import matplotlib.pyplot as plt

WIDTH, HEIGHT, STEPS = 120, 90, 40
left, right, low, high = -2.2, 0.8, -1.15, 1.15


def escape(c):
    """After how many steps z is farther than 2 from 0; STEPS if it stays."""
    z = 0
    for step in range(STEPS):
        z = z * z + c
        if abs(z) > 2:
            return step
    return STEPS


rows = [
    [escape(complex(left + (right - left) * x / WIDTH, low + (high - low) * y / HEIGHT)) for x in range(WIDTH)]
    for y in range(HEIGHT)
]
inside = sum(row.count(STEPS) for row in rows)
print(f"{inside} of {WIDTH * HEIGHT} points stay: an area of about {inside / (WIDTH * HEIGHT) * 3.0 * 2.3:.2f}")

plt.imshow(rows, cmap="magma", origin="lower", extent=(left, right, low, high))
plt.colorbar(label="steps until it runs away")
plt.annotate("stays for ever", xy=(-0.7, 0.28), xytext=(-2.0, 0.85), color="white", arrowprops=dict(arrowstyle="->", color="white"))
plt.title(r"$z_{n+1} = z_n^2 + c$")
plt.xlabel("real part of $c$")
plt.ylabel("imaginary part")
plt.show()
