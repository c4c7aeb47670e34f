"""Plants of a small vivarium, and how tall they grow."""

from dataclasses import dataclass


@dataclass
class Plant:
    name: str
    height: float  # centimetres
    growth: float  # centimetres a week

    def after(self, weeks: int) -> float:
        return self.height + weeks * self.growth


plants = [
    Plant("moss", 1.5, 0.1),
    Plant("fern", 12.0, 1.25),
    Plant("orchid", 18.0, 0.4),
    Plant("ivy", 9.0, 2.5),
]

print(f"{'plant':<10}{'now':>8}{'in 8 weeks':>14}")
for plant in sorted(plants, key=lambda plant: plant.after(8)):
    bar = "▪" * round(plant.after(8))
    print(f"{plant.name:<10}{plant.height:>8.1f}{plant.after(8):>14.1f}  {bar}")

# The value of a last expression is shown by itself.
max(plants, key=lambda plant: plant.after(52)).name
