"""Retrieval without a library: a few documents, their weighted words, and the two that answer best."""

import math
import re
from collections import Counter

DOCUMENTS = {
    "fern": "Ferns like shade and moist soil; water them when the soil feels dry.",
    "moss": "Moss has no roots. It drinks from the air, so mist it every morning.",
    "python": "The green python sleeps on a warm stone and eats once in two weeks.",
    "glass": "Open the glass for an hour a day, or mould will grow on the soil.",
    "light": "A lamp of ten hours is enough light for fern and moss; the python wants warmth.",
}


def words(text):
    return [re.sub(r"(es|s)$", "", word) for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 2]


counts = {name: Counter(words(text)) for name, text in DOCUMENTS.items()}
rarity = {
    word: math.log(len(counts) / sum(word in count for count in counts.values()))
    for count in counts.values()
    for word in count
}


def score(question, count):
    return sum(rarity.get(word, 0) * count[word] for word in words(question)) / math.sqrt(sum(count.values()))


for question in ("How often should I water the fern?", "Why does mould grow?", "What does the python eat?"):
    best = sorted(counts, key=lambda name: score(question, counts[name]), reverse=True)[:2]
    print(question)
    for name in best:
        print(f"  {score(question, counts[name]):.2f}  {name}: {DOCUMENTS[name]}")
