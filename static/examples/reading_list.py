"""JSON in, a table out: how long has each book been waiting?"""

import json
from collections import defaultdict
from datetime import date

SHELF = """[
  {"title": "The Voyage of the Beagle", "topic": "travel",  "since": "2026-03-14", "pages": 448},
  {"title": "Silent Spring",            "topic": "nature",  "since": "2026-08-02", "pages": 304},
  {"title": "Flatland",                 "topic": "fiction", "since": "2025-12-24", "pages": 96},
  {"title": "Walden",                   "topic": "nature",  "since": "2026-05-30", "pages": 352}
]"""

today = date.today()
books = json.loads(SHELF)
pages = defaultdict(int)

for book in sorted(books, key=lambda book: book["since"]):
    since = date.fromisoformat(book["since"])
    pages[book["topic"]] += book["pages"]
    print(f"{since:%d %b %Y}  {(today - since).days:>5} days  {book['title']}")

print()
for topic, count in sorted(pages.items(), key=lambda item: -item[1]):
    print(f"{topic:<8} {count:>4} pages")
