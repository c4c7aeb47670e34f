"""Small data that unfolds to much. Each program stands below a line that names it."""

# === a regular expression, nested repeats
import re
re.match(r"(a+)+$", "a" * 40 + "b")

# === a regular expression, alternatives
import re
re.match(r"(a|aa)+$", "a" * 60 + "b")

# === a regular expression, many optionals
import re
re.match("a?" * 40 + "a" * 40, "a" * 40)

# === a regular expression, back references
import re
re.match(r"(.*)(.*)(.*)(.*)(.*)\1\2\3\4\5x", "a" * 300)

# === a regular expression, substituted
import re
re.sub(r"(x*)*y", "", "x" * 40)

# === a giant regular expression
import re
re.compile("(" * 2_000 + ")" * 2_000)

# === a zlib bomb
import zlib
x = zlib.compress(bytes(20_000_000))
while True: x = zlib.decompress(x) and zlib.compress(zlib.decompress(x))

# === a gzip bomb
import gzip
gzip.decompress(gzip.compress(bytes(100_000_000)))

# === a zip bomb
import io, zipfile
b = io.BytesIO()
with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
    for i in range(20): z.writestr(str(i), bytes(10_000_000))
with zipfile.ZipFile(b) as z: x = [z.read(n) for n in z.namelist()]

# === a bz2 bomb
import bz2
x = [bz2.decompress(bz2.compress(bytes(20_000_000))) for _ in range(100)]

# === a giant JSON text
import json
json.loads("[" + "1," * 5_000_000 + "1]")

# === a giant JSON number
import json
json.loads("9" * 1_000_000)
entities in entities
import xml.etree.ElementTree as e
e.fromstring("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(f"<!ENTITY {chr(98+i)} '{('&' + chr(97+i) + ';') * 10}'>" for i in range(9)) + "]><x>&j;</x>")

# === a format of formats
"{:{}}".format("x", 10 ** 9)

# === a glob
import fnmatch
fnmatch.fnmatch("a" * 60, "*a" * 30 + "b")

# === a difference of texts
import difflib
difflib.SequenceMatcher(None, "ab" * 20_000, "ba" * 20_000, autojunk=False).ratio()

# === a giant template
import string
string.Template("$x" * 500_000).substitute(x="y" * 1000)

# === textwrap
import textwrap
textwrap.fill("a " * 2_000_000)
