"""CSV in, CSV and JSON out: look at the files below the output when it has run."""

import csv
import io
import json
import statistics
from collections import defaultdict

MEASURED = """\
plant,week,height
fern,1,12.0
fern,2,13.5
fern,3,15.4
moss,1,1.1
moss,2,1.3
moss,3,1.3
python,1,98.0
python,2,98.4
python,3,99.1
"""

heights = defaultdict(list)
for row in csv.DictReader(io.StringIO(MEASURED)):
    heights[row["plant"]].append(float(row["height"]))

summary = [
    {
        "plant": plant,
        "mean": round(statistics.mean(values), 2),
        "growth": f"{(values[-1] / values[0] - 1):+.1%}",
        "curve": "".join("▁▂▃▄▅▆▇█"[round(7 * (v - min(values)) / (max(values) - min(values)))] for v in values),
    }
    for plant, values in heights.items()
]
for line in summary:
    print("{plant:8} {mean:7.2f} {growth:>7} {curve}".format(**line))

with open("summary.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=list(summary[0]))
    writer.writeheader()
    writer.writerows(summary)
with open("summary.json", "w") as file:
    json.dump(summary, file, indent=2, ensure_ascii=False)
print("wrote summary.csv and summary.json")
