"""Which words and letters does a text use most?"""

import re
from collections import Counter

TEXT = """
A glass box stands on a table by the window. In the box there is moss, a fern and a flat warm
stone, and on the stone lies a small green python. It does not do much. It looks at the window,
and the window looks at it. Now and then a visitor comes, sits down by the box and asks the
python something; and the python, which is a polite animal, answers at once.
"""

words = re.findall(r"[a-z]+", TEXT.lower())
letters = Counter("".join(words))

print(f"{len(words)} words, {len(set(words))} different\n")
for word, count in Counter(words).most_common(6):
    print(f"{word:<8}{'█' * count} {count}")

print()
most = letters.most_common(1)[0][1]
for letter, count in sorted(letters.items()):
    print(f"{letter} {'▒' * (30 * count // most)} {count}")

{letter: count for letter, count in letters.most_common(3)}
