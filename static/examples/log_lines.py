"""Regular expressions on a server's log: who asks for what, and what goes wrong."""

import re
from collections import Counter

LOG = """\
10.0.0.7 [2026-11-22 08:14:03] "GET /plants/fern" 200 512
10.0.0.9 [2026-11-22 08:14:05] "GET /plants/moss" 404 98
10.0.0.7 [2026-11-22 08:15:11] "POST /water" 201 33
this line is damaged
10.0.0.3 [2026-11-22 09:02:47] "GET /plants/moss" 404 98
10.0.0.7 [2026-11-22 09:40:00] "GET /plants/fern?size=big" 200 2048
"""

LINE = re.compile(
    r"""
    (?P<who>\d+(?:\.\d+){3})\s
    \[(?P<day>[\d-]+)\s(?P<hour>\d\d):\d\d:\d\d\]\s
    "(?P<verb>[A-Z]+)\s(?P<path>[^?"\s]+)[^"]*"\s
    (?P<status>\d{3})\s(?P<size>\d+)
    """,
    re.VERBOSE,
)

entries = [match.groupdict() for line in LOG.splitlines() if (match := LINE.fullmatch(line))]
print(f"{len(entries)} of {len(LOG.splitlines())} lines are readable")
print("visitors:", dict(Counter(entry["who"] for entry in entries)))
print("not found:", sorted({entry["path"] for entry in entries if entry["status"] == "404"}))
print("bytes an hour:", {
    hour: sum(int(entry["size"]) for entry in entries if entry["hour"] == hour)
    for hour in sorted({entry["hour"] for entry in entries})
})
print(re.sub(r"\b(\d+\.\d+)\.\d+\.\d+", r"\1.x.x", LOG.splitlines()[0]))
