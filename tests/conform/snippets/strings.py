"""Strings, formatting, f-strings, t-strings, bytes, textwrap, string."""

#= methods that search
s = "hello world"
print(s.find("o"), s.rfind("o"), s.find("z"), s.index("w"), s.count("l"), s.startswith(("x", "he")), s.endswith("ld"), "o" in s)
try:
    s.index("z")
except ValueError as error:
    print(error)
#> 4 7 -1 6 3 True True True
#> substring not found

#= methods that change case
print("hELLO wORLD".capitalize(), "hello world".title(), "aB".swapcase(), "ß".upper(), "ẞ".lower(), "ß".casefold(), "İ".lower() == "i̇", "ŉ".upper())
#> Hello world Hello World Ab SS ß ss True ʼN

#= split and join
print("a,b,,c".split(","), " a  b ".split(), "a-b-c".rsplit("-", 1), "x".split(","), "".split(), "".split(","), "a\nb\r\nc".splitlines(), "k=v=w".partition("="), "kv".rpartition("="))
print(", ".join(["a", "b"]), "".join(str(i) for i in range(3)))
try:
    ",".join([1])
except TypeError as error:
    print(error)
#> ['a', 'b', '', 'c'] ['a', 'b'] ['a-b', 'c'] ['x'] [] [''] ['a', 'b', 'c'] ('k', '=', 'v=w') ('', '', 'kv')
#> a, b 012
#> sequence item 0: expected str instance, int found

#= strip and pad
print(repr("  a ".strip()), "xxaxx".strip("x"), "a".ljust(3, "."), "a".rjust(3), "a".center(4, "*"), "7".zfill(3), "-7".zfill(3), "a\tb".expandtabs(4), "prefix-x".removeprefix("prefix-"))
#> 'a' a a..   a *a** 007 -07 a   b x

#= replace and translate
print("aaa".replace("a", "b", 2), "abc".translate(str.maketrans("ab", "xy", "c")), "abc".translate({97: "AA", 98: None}))
#> bba xy AAc

#= tests
print([f("a1") for f in (str.isalnum, str.isalpha, str.isdigit, str.islower, str.isidentifier)], "²".isdigit(), "²".isdecimal(), "½".isnumeric(), " ".isspace(), "".isalpha(), "A Title".istitle())
#> [True, False, False, True, True] True False True True False True

#= format mini-language
print(f"{3.14159:.2f} {42:5d}| {42:<5}| {42:^5}| {42:05} {255:#x} {255:b} {1234567:,} {1234567:_} {0.5:%} {1e10:g} {12345.678:e} {-5:+} {5: }")
#> 3.14    42| 42   |  42  | 00042 0xff 11111111 1,234,567 1_234_567 50.000000% 1e+10 1.234568e+04 -5  5

#= format of strings and fill
print(f"{'a':*^5} {'abc':.2} {'x':>{4}} {'y':-<3}", "{0} {1} {0}".format("a", "b"), "{x[0]} {y.real}".format(x=[1], y=2), "{{}}".format())
#> **a** ab    x y-- a b a 1 2 {}

#= format errors
for f in (lambda: f"{'a':d}", lambda: "{}".format(), lambda: "{a}".format(), lambda: f"{1.5:d}", lambda: "{".format(), lambda: f"{1:z}"):
    try:
        f()
    except (ValueError, IndexError, KeyError) as error:
        print(type(error).__name__, error)
#> ValueError Unknown format code 'd' for object of type 'str'
#> IndexError Replacement index 0 out of range for positional args tuple
#> KeyError 'a'
#> ValueError Unknown format code 'd' for object of type 'float'
#> ValueError Single '{' encountered in format string
#> ValueError Negative zero coercion (z) not allowed in integer format specifier

#= f-string expressions
x = 5
name = "w"
print(f"{x=} {x + 1 = } {name!r:>5} {f'{x}'} {x:{x}} {'a' if x else 'b'} {[i for i in range(2)]} {{}} {(lambda y: y)(1)}")
#> x=5 x + 1 = 6   'w' 5     5 a [0, 1] {} 1

#= f-string nesting (3.12)
d = {"a": 1}
print(f"{d["a"]} {f"{f"{1}"}"} {"\n".join(["x"])} {
    d  # a comment
}")
#> 1 1 x {'a': 1}

#= percent formatting
print("%s %r %d %5.2f %x %o %e %c %% %-5s| %05d" % ("a", "b", 3, 2.5, 255, 8, 1e5, "z", "l", 42), "%(a)s" % {"a": 1}, "%*d" % (4, 7))
try:
    "%d" % "x"
except TypeError as error:
    print(error)
#> a 'b' 3  2.50 ff 10 1.000000e+05 z % l    | 00042 1    7
#> %d format: a real number is required, not str

#= percent formatting with the wrong number
for f in (lambda: "%s %s" % "a", lambda: "%s" % ("a", "b")):
    try:
        f()
    except TypeError as error:
        print(error)
#> not enough arguments for format string
#> not all arguments converted during string formatting

#= t-strings (3.14)
name = "World"
t = t"Hello {name!r:>10}!"
print(type(t).__name__, t.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations], t.values)
from string.templatelib import Template, Interpolation
print(isinstance(t, Template), [p if isinstance(p, str) else p.value for p in t"a{1}b{2}"])
#> Template ('Hello ', '!') [('World', 'name', 'r', '>10')] ('World',)
#> True ['a', 1, 'b', 2]

#= t-string as a safe HTML writer (3.14)
import html
def render(t):
    return "".join(p if isinstance(p, str) else html.escape(str(p.value)) for p in t)
evil = "<b>"
print(render(t"<p>{evil}</p>"))
#> <p>&lt;b&gt;</p>

#= string.Template
from string import Template, ascii_lowercase, digits, punctuation, capwords
t = Template("$who owes ${amount}€ $$")
print(t.substitute(who="A", amount=5), t.safe_substitute(who="B"), ascii_lowercase[:3], digits, len(punctuation), capwords("a b"))
try:
    t.substitute(who="x")
except KeyError as error:
    print(error)
#> A owes 5€ $ B owes ${amount}€ $ abc 0123456789 32 A B
#> 'amount'

#= repr of strings
print(repr("a'b"), repr('a"b'), repr("a'\"b"), repr("\n\t\\\x00\x7f"), repr("é\u200b\U0001f600"), ascii("é€"), str(b"a", "ascii"))
#> "a'b" 'a"b' 'a\'"b' '\n\t\\\x00\x7f' 'é\u200b😀' '\xe9\u20ac' a

#= unicode
import unicodedata
s = "é"
n = unicodedata.normalize("NFD", s)
print(len(s), len(n), n == s, unicodedata.name("€"), unicodedata.lookup("SNOWMAN"), unicodedata.category("a"), unicodedata.combining(n[1]), ord("😀"), chr(128512), len("😀"))
#> 1 2 False EURO SIGN ☃ Ll 230 128512 😀 1

#= string comparison and ordering
print("a" < "b" < "é", "Z" < "a", "abc" < "abd", "" < "a", sorted(["b", "A", "a"]), max("hello"), "a" * 0 == "")
#> True True True True ['A', 'a', 'b'] o True

#= encode and decode
s = "naïve €"
print(s.encode(), s.encode("latin-1", "replace"), s.encode("ascii", "ignore"), s.encode("ascii", "backslashreplace"), s.encode("ascii", "xmlcharrefreplace"), s.encode("utf-16-le")[:4], b"\xe9".decode("latin-1"), b"a\xff".decode("utf-8", "replace"))
#> b'na\xc3\xafve \xe2\x82\xac' b'na\xefve ?' b'nave ' b'na\\xefve \\u20ac' b'na&#239;ve &#8364;' b'n\x00a\x00' é a�

#= bytes
b = b"ab\x00\xff"
print(b, b[0], b[1:2], list(b), b.hex(), b.hex(":"), bytes.fromhex("61 62"), bytes(3), bytes([65, 66]), b + b"c", b.find(b"b"), b"a,b".split(b","), b"%d %s" % (5, b"x"))
try:
    b + "x"
except TypeError as error:
    print(error)
#> b'ab\x00\xff' 97 b'b' [97, 98, 0, 255] 616200ff 61:62:00:ff b'ab' b'\x00\x00\x00' b'AB' b'ab\x00\xffc' 1 [b'a', b'b'] b'5 x'
#> can't concat str to bytes

#= bytearray
a = bytearray(b"abc")
a[0] = 65
a.append(100)
a += b"ef"
a[1:3] = b"--"
del a[-1]
print(a, a.pop(), a.decode(), a == b"A--d", bytearray(2))
try:
    a[0] = 256
except ValueError as error:
    print(error)
#> bytearray(b'A--d') 101 A--d True bytearray(b'\x00\x00')
#> byte must be in range(0, 256)

#= memoryview
data = bytearray(b"abcdef")
m = memoryview(data)
m[0] = 90
print(m[1:3].tobytes(), len(m), m.readonly, data, m.format, m[::2].tolist(), memoryview(b"abcd").cast("H").shape)
#> b'bc' 6 False bytearray(b'Zbcdef') B [90, 99, 101] (2,)

#= struct (3.14)
import struct
p = struct.pack("<hIf3s?", -1, 5, 1.5, b"ab", True)
print(p, struct.unpack("<hIf3s?", p), struct.calcsize("<hIf3s?"), struct.pack(">H", 258), list(struct.iter_unpack("<H", b"\1\0\2\0")))
try:
    struct.pack("B", 300)
except struct.error as error:
    print(error)
#> b'\xff\xff\x05\x00\x00\x00\x00\x00\xc0?ab\x00\x01' (-1, 5, 1.5, b'ab\x00', True) 14 b'\x01\x02' [(1,), (2,)]
#> 'B' format requires 0 <= number <= 255

#= array
from array import array
a = array("i", [1, 2, 3])
a.append(4)
print(a, a[1:3], a.itemsize, a.tobytes()[:4], array("d", [1.5]).tolist(), a.index(3), sum(a))
#> array('i', [1, 2, 3, 4]) array('i', [2, 3]) 4 b'\x01\x00\x00\x00' [1.5] 2 10

#= textwrap
import textwrap
text = "The quick brown fox jumps over the lazy dog."
print(textwrap.fill(text, 20))
print(textwrap.shorten(text, 20), textwrap.dedent("  a\n    b\n"), textwrap.indent("a\nb", "> "), textwrap.wrap("aaaa bb", 3))
#> The quick brown fox
#> jumps over the lazy
#> dog.
#> The quick [...] a
#>   b
#>  > a
#> > b ['aaa', 'a', 'bb']

#= int and float from text
print(int("42"), int(" 0b101 ", 0), float("1e3"), float(" inf "), float("nan") != float("nan"), int("٣"))
for f in (lambda: int("4.2"), lambda: int(""), lambda: float("x"), lambda: int("9", 8), lambda: int(None)):
    try:
        f()
    except (ValueError, TypeError) as error:
        print(error)
#> 42 5 1000.0 inf True 3
#> invalid literal for int() with base 10: '4.2'
#> invalid literal for int() with base 10: ''
#> could not convert string to float: 'x'
#> invalid literal for int() with base 8: '9'
#> int() argument must be a string, a bytes-like object or a real number, not 'NoneType'

#= difflib
import difflib
print(difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 2))
print("".join(difflib.unified_diff(["a\n", "b\n"], ["a\n", "c\n"], "x", "y")))
#> ['apple', 'ape'] 0.75
#> --- x
#> +++ y
#> @@ -1,2 +1,2 @@
#>  a
#> -b
#> +c
#>

#= string iteration and reversal
print(list("héy"), "abc"[::-1], [c for c in "ab"], dict.fromkeys("aab", 0), "".join(sorted("hello")), " ".join("abc"))
#> ['h', 'é', 'y'] cba ['a', 'b'] {'a': 0, 'b': 0} ehllo a b c

#= base64, binascii, zlib, hashlib
import base64, binascii, zlib, hashlib
print(base64.b64encode(b"hi!"), base64.urlsafe_b64decode("-_8="), base64.b32encode(b"a"), binascii.hexlify(b"ab"), zlib.crc32(b"abc"), zlib.decompress(zlib.compress(b"x" * 100)) == b"x" * 100, hashlib.sha256(b"abc").hexdigest()[:16], hashlib.md5(b"").hexdigest())
#> b'aGkh' b'\xfb\xff' b'ME======' b'6162' 891568578 True ba7816bf8f01cfea d41d8cd98f00b204e9800998ecf8427e
