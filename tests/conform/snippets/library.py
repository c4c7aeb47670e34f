"""The standard library: collections, json, csv, re, dates, copying, pickling."""

#= Counter
from collections import Counter
c = Counter("mississippi")
print(c, c.most_common(2), c["z"], c + Counter("ss"), c - Counter("ssss"), sorted(c.elements())[:3], c.total(), Counter(a=3) & Counter(a=1, b=2))
#> Counter({'i': 4, 's': 4, 'p': 2, 'm': 1}) [('i', 4), ('s', 4)] 0 Counter({'s': 6, 'i': 4, 'p': 2, 'm': 1}) Counter({'i': 4, 'p': 2, 'm': 1}) ['i', 'i', 'i'] 11 Counter({'a': 1})

#= defaultdict
from collections import defaultdict
d = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]:
    d[k].append(v)
print(d, dict(d), d.get("z"), "z" in d, defaultdict(int, x=1)["y"])
#> defaultdict(<class 'list'>, {'a': [1, 3], 'b': [2]}) {'a': [1, 3], 'b': [2]} None False 0

#= OrderedDict (3.14)
from collections import OrderedDict
d = OrderedDict(a=1, b=2, c=3)
d.move_to_end("a")
d.move_to_end("c", last=False)
print(d, d.popitem(last=False), list(reversed(d)), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))
#> OrderedDict({'b': 2, 'a': 1}) ('c', 3) ['a', 'b'] False

#= deque
from collections import deque
d = deque([1, 2, 3], maxlen=3)
d.append(4)
d.rotate(1)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d.index(4) if 4 in d else None, d.maxlen)
try:
    deque().pop()
except IndexError as error:
    print(error)
#> deque([4], maxlen=3) 2 0 0 3
#> pop from an empty deque

#= ChainMap and UserDict
from collections import ChainMap, UserDict
c = ChainMap({"a": 1}, {"a": 2, "b": 3})
c["b"] = 4
print(c["a"], c.maps, c.new_child({"x": 0})["x"], len(c), sorted(c))
class Lower(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
print(Lower(A=1, B=2))
#> 1 [{'a': 1, 'b': 4}, {'a': 2, 'b': 3}] 0 2 ['a', 'b']
#> {'a': 1, 'b': 2}

#= dict methods
d = {"a": 1, "b": 2}
print(d.setdefault("c", 3), d.pop("a"), d.pop("z", None), d.popitem(), d, list(d.items()), d.get("q", 0), dict(zip("xy", [1, 2])), d.keys() & {"b"})
try:
    d.pop("nothing")
except KeyError as error:
    print(error)
#> 3 1 None ('c', 3) {'b': 2} [('b', 2)] 0 {'x': 1, 'y': 2} {'b'}
#> 'nothing'

#= dict changed during iteration
d = {1: 1}
try:
    for k in d:
        d[k + 1] = 1
except RuntimeError as error:
    print(error)
#> dictionary changed size during iteration

#= dict order and views
d = {"b": 1, "a": 2}
keys = d.keys()
d["c"] = 3
del d["b"]
d["b"] = 4
print(keys, d.values(), list(d.items()), list(reversed(d)), sorted(d), sorted(d, key=d.get))
#> dict_keys(['a', 'c', 'b']) dict_values([2, 3, 4]) [('a', 2), ('c', 3), ('b', 4)] ['b', 'c', 'a'] ['a', 'b', 'c'] ['a', 'c', 'b']

#= list methods
a = [3, 1, 2]
a.sort(); a.insert(1, 9); a.extend("x"); a.remove(9); a.reverse()
print(a, a.index(2), a.count("x"), a.pop(0), a.copy() is a, a[:], [1, 2] < [1, 3], [[0] * 2] * 2)
try:
    a.remove("none")
except ValueError as error:
    print(error)
#> [3, 2, 1] 2 1 x False [3, 2, 1] True [[0, 0], [0, 0]]
#> list.remove(x): x not in list

#= sorting mixed types
try:
    sorted([1, "a"])
except TypeError as error:
    print(error)
#> '<' not supported between instances of 'str' and 'int'

#= set methods
s = {3, 1}
s.add(2); s.discard(9); s.update([5, 6]); s.remove(5)
print(sorted(s), sorted(s | {9}), s.issuperset({1}), frozenset([1, 2]) == {2, 1}, {frozenset([1])}, sorted(s.symmetric_difference([1, 7])))
try:
    s.remove(100)
except KeyError as error:
    print(error)
#> [1, 2, 3, 6] [1, 2, 3, 6, 9] True True {frozenset({1})} [2, 3, 6, 7]
#> 100

#= tuples
t = (1, "a", [2])
t[2].append(3)
print(t, t.index("a"), t.count(1), t + (4,), (), (1,), tuple("ab"), hash((1, 2)) == hash((1, 2)))
try:
    t[0] = 5
except TypeError as error:
    print(error)
#> (1, 'a', [2, 3]) 1 1 (1, 'a', [2, 3], 4) () (1,) ('a', 'b') True
#> 'tuple' object does not support item assignment

#= json dumps
import json
print(json.dumps({"a": [1, 2.5, None, True], "ä": "é\n\"", 3: "k"}), json.dumps([1, {"b": 2, "a": 1}], indent=2, sort_keys=True), json.dumps("é", ensure_ascii=False), json.dumps([1, 2], separators=(",", ":")), json.dumps(float("nan")))
#> {"a": [1, 2.5, null, true], "\u00e4": "\u00e9\n\"", "3": "k"} [
#>   1,
#>   {
#>     "a": 1,
#>     "b": 2
#>   }
#> ] "é" [1,2] NaN

#= json loads (3.14)
import json
print(json.loads('{"a": [1, 2.0, "x", null, true, -1e3], "b": {"c": "\\u00e9\\ud83d\\ude00"}}'), json.loads("[1.1]", parse_float=str), json.loads('{"a": 1}', object_hook=lambda d: list(d)))
for bad in ("{", "[1,]", "{'a': 1}", "nul", "", '{"a" 1}', "[1] x"):
    try:
        json.loads(bad)
    except json.JSONDecodeError as error:
        print(error)
#> {'a': [1, 2.0, 'x', None, True, -1000.0], 'b': {'c': 'é😀'}} ['1.1'] ['a']
#> Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
#> Illegal trailing comma before end of array: line 1 column 3 (char 2)
#> Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
#> Expecting value: line 1 column 1 (char 0)
#> Expecting value: line 1 column 1 (char 0)
#> Expecting ':' delimiter: line 1 column 6 (char 5)
#> Extra data: line 1 column 5 (char 4)

#= json of own types
import json
from datetime import date
class E(json.JSONEncoder):
    def default(self, o):
        return o.isoformat() if isinstance(o, date) else super().default(o)
print(json.dumps({"d": date(2024, 1, 2)}, cls=E), json.dumps({1, 2}, default=sorted))
try:
    json.dumps(object)
except TypeError as error:
    print(error)
#> {"d": "2024-01-02"} [1, 2]
#> Object of type type is not JSON serializable

#= json files
import json
with open("a.json", "w") as f:
    json.dump({"x": [1, 2]}, f)
with open("a.json") as f:
    print(json.load(f))
#> {'x': [1, 2]}

#= csv
import csv, io
rows = list(csv.reader(io.StringIO('name,age\n"Smith, J",42\n"say ""hi""",7\n')))
print(rows)
out = io.StringIO()
w = csv.writer(out)
w.writerows([["a,b", 1], ['q"', None], ["x\ny", 2.5]])
print(repr(out.getvalue()))
#> [['name', 'age'], ['Smith, J', '42'], ['say "hi"', '7']]
#> '"a,b",1\r\n"q""",\r\n"x\ny",2.5\r\n'

#= csv dictionaries
import csv, io, sys
r = csv.DictReader(io.StringIO("a;b\n1;2\n3\n"), delimiter=";")
print(list(r), r.fieldnames)
w = csv.DictWriter(sys.stdout, ["x", "y"], lineterminator="\n", extrasaction="ignore")
w.writeheader()
w.writerow({"x": 1, "y": 2, "z": 3})
#> [{'a': '1', 'b': '2'}, {'a': '3', 'b': None}] ['a', 'b']
#> x,y
#> 1,2

#= csv dialects
import csv, io
print(csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, list(csv.reader(["a|'b|c'"], delimiter="|", quotechar="'")), sorted(csv.list_dialects()))
#> ; [['a', 'b|c']] ['excel', 'excel-tab', 'unix']

#= regular expressions
import re
m = re.search(r"(?P<year>\d{4})-(\d\d)", "on 2024-05-06")
print(m.group(), m.groups(), m["year"], m.span(2), m.start(), m.groupdict(), re.match("x", "ax"), re.fullmatch("a+", "aaa").end())
#> 2024-05 ('2024', '05') 2024 (8, 10) 3 {'year': '2024'} None 3

#= re substitution and splitting
import re
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("a", lambda m: m[0].upper(), "banana", count=2), re.subn("x", "y", "xx"), re.split(r"[,;]\s*", "a, b;c"), re.split("(-)", "a-b"), re.findall(r"(\w)=(\d)", "a=1 b=2"), re.escape("a.b*"))
#> world hello bAnAna ('yy', 2) ['a', 'b', 'c'] ['a', '-', 'b'] [('a', '1'), ('b', '2')] a\.b\*

#= re flags and lookaround
import re
print(re.findall("^a", "a\nA", re.M | re.I), re.search("a.b", "a\nb", re.S) is not None, re.findall(r"(?<=\$)\d+(?!\d|€)", "$12 $5€"), re.sub(r"""(?x) \d+  # digits
""", "N", "a1b22"), re.findall(r"(?i:A)b", "ab AB"), re.search(r"(a)?b(?(1)c|d)", "bd").group())
#> ['a', 'A'] True ['12'] aNbN ['ab'] bd

#= re greedy, lazy, possessive
import re
print(re.findall("<.+?>", "<a><b>"), re.findall("<.+>", "<a><b>"), re.search("a++b", "aaab") is not None, re.search("a++ab", "aaab"), re.match(r"(\w+)\s\1", "the the").group(1), [m.group() for m in re.finditer("[aeiou]", "hello")])
#> ['<a>', '<b>'] ['<a><b>'] True None the ['e', 'o']

#= re errors
import re
for p in ("(", "*a", "[a", "(?P<n>a)(?P<n>b)", r"\1", "a{2,1}", "(?<=a+)b"):
    try:
        re.compile(p)
    except re.error as error:
        print(error)
#> missing ), unterminated subpattern at position 0
#> nothing to repeat at position 0
#> unterminated character set at position 0
#> redefinition of group name 'n' as group 2; was group 1 at position 12
#> invalid group reference 1 at position 1
#> min repeat greater than max repeat at position 2
#> look-behind requires fixed-width pattern

#= re compiled patterns
import re
p = re.compile(r"(?P<k>\w+):(?P<v>\d+)", re.I)
print(p, p.groups, dict(p.groupindex), p.pattern, p.match("a:1").lastgroup, p.search("zz a:5", 2).span(), p == re.compile(p.pattern, re.I), re.compile("é").findall("aé"))
#> re.compile('(?P<k>\\w+):(?P<v>\\d+)', re.IGNORECASE) 2 {'k': 1, 'v': 2} (?P<k>\w+):(?P<v>\d+) v (3, 6) True ['é']

#= dates (3.14)
from datetime import date, timedelta
d = date(2024, 2, 28)
print(d + timedelta(2), d.weekday(), d.isocalendar(), d.strftime("%d %B %Y, %A %j"), date.fromisoformat("2024-03-01") - d, d.replace(year=2023), date(2024, 1, 1) < d, d.toordinal(), repr(d))
try:
    date(2023, 2, 29)
except ValueError as error:
    print(str(error)[:16])
#> 2024-03-01 2 datetime.IsoCalendarDate(year=2024, week=9, weekday=3) 28 February 2024, Wednesday 059 2 days, 0:00:00 2023-02-28 True 738944 datetime.date(2024, 2, 28)
#> day 29 must be i

#= datetimes
from datetime import datetime, timedelta, timezone
t = datetime(2024, 5, 6, 7, 8, 9, 123456)
print(t, t.isoformat(timespec="minutes"), t + timedelta(hours=20), t.strftime("%H:%M:%S.%f %p %I %y"), datetime.strptime("06/05/24 14:30", "%d/%m/%y %H:%M"), t.date(), t.time(), repr(t))
u = datetime(2024, 1, 1, tzinfo=timezone.utc)
print(u, u.astimezone(timezone(timedelta(hours=-5), "EST")), u.timestamp(), datetime.fromtimestamp(0, timezone.utc), datetime.fromisoformat("2024-01-01T00:00:00Z") == u)
try:
    t < u
except TypeError as error:
    print(error)
#> 2024-05-06 07:08:09.123456 2024-05-06T07:08 2024-05-07 03:08:09.123456 07:08:09.123456 AM 07 24 2024-05-06 14:30:00 2024-05-06 07:08:09.123456 datetime.datetime(2024, 5, 6, 7, 8, 9, 123456)
#> 2024-01-01 00:00:00+00:00 2023-12-31 19:00:00-05:00 1704067200.0 1970-01-01 00:00:00+00:00 True
#> can't compare offset-naive and offset-aware datetimes

#= timedeltas
from datetime import timedelta
d = timedelta(days=1, hours=25, minutes=-5, microseconds=1)
print(d, d.total_seconds(), d / 2, d // timedelta(hours=1), -d, abs(-d), timedelta(seconds=90) % timedelta(minutes=1), repr(timedelta(1)), timedelta(hours=1) * 1.5)
#> 2 days, 0:55:00.000001 176100.000001 1 day, 0:27:30 48 -3 days, 23:04:59.999999 2 days, 0:55:00.000001 0:00:30 datetime.timedelta(days=1) 1:30:00

#= time zones
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError
t = datetime(2024, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
print(t, t.tzname(), t.utcoffset(), t.astimezone(ZoneInfo("America/New_York")), t.astimezone(ZoneInfo("Asia/Tokyo")), datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")).dst())
print(datetime(2024, 10, 27, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1).utcoffset(), ZoneInfo("UTC"))
try:
    ZoneInfo("Mars/Olympus")
except ZoneInfoNotFoundError as error:
    print(error)
#> 2024-07-01 12:00:00+02:00 CEST 2:00:00 2024-07-01 06:00:00-04:00 2024-07-01 19:00:00+09:00 0:00:00
#> 1:00:00 UTC
#> 'No time zone found with key Mars/Olympus'

#= calendar (3.14)
import calendar
print(calendar.month(2024, 2), calendar.isleap(2000), calendar.monthrange(2024, 2), calendar.day_name[0], calendar.leapdays(2000, 2024))
#>    February 2024
#> Mo Tu We Th Fr Sa Su
#>           1  2  3  4
#>  5  6  7  8  9 10 11
#> 12 13 14 15 16 17 18
#> 19 20 21 22 23 24 25
#> 26 27 28 29
#>  True (calendar.THURSDAY, 29) Monday 6

#= time
import time
print(time.strftime("%Y-%m-%d %H:%M", time.gmtime(86400)), time.gmtime(0)[:6], time.monotonic() <= time.monotonic(), time.perf_counter_ns() > 0, time.strptime("5 Jan 24", "%d %b %y")[:3], calendar.timegm((1970, 1, 2, 0, 0, 0)) if "calendar" in globals() else 86400)
#> 1970-01-02 00:00 (1970, 1, 1, 0, 0, 0) True True (2024, 1, 5) 86400

#= copy
import copy
a = [[1], {"k": [2]}]
s, d = copy.copy(a), copy.deepcopy(a)
a[0].append(9)
loop = []; loop.append(loop)
print(s, d, copy.deepcopy(loop)[0] is not loop)
class C:
    def __copy__(self): return "shallow"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(C()), copy.deepcopy([C()]), copy.replace if hasattr(copy, "replace") is None else "")
#> [[1, 9], {'k': [2]}] [[1], {'k': [2]}] True
#> shallow ['deep']

#= pickle
import pickle
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
data = {"a": [1, 2.5, None, b"b", {3}, (4,)], "p": P(1)}
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    assert pickle.loads(pickle.dumps(data, protocol)) == data
print(pickle.HIGHEST_PROTOCOL, pickle.loads(pickle.dumps(len)) is len)
try:
    pickle.dumps(lambda: 0)
except (pickle.PicklingError, AttributeError) as error:
    print("cannot pickle")
#> 5 True
#> cannot pickle

#= pickle state
import pickle
class C:
    def __init__(self): self.a, self.cache = 1, "big"
    def __getstate__(self): return {"a": self.a}
    def __setstate__(self, state): self.__dict__.update(state, cache=None)
class R:
    def __reduce__(self): return (int, ("7",))
print(vars(pickle.loads(pickle.dumps(C()))), pickle.loads(pickle.dumps(R())))
#> {'a': 1, 'cache': None} 7

#= typing (3.14)
from typing import Optional, Union, get_type_hints, Literal, TypedDict, Protocol, runtime_checkable, Generic, TypeVar, get_args, get_origin
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, x: T): self.x = x
class Movie(TypedDict, total=False):
    name: str
@runtime_checkable
class Quacks(Protocol):
    def quack(self) -> str: ...
class Duck:
    def quack(self): return "q"
def f(a: Optional[int], b: "list[str]" = []) -> None: ...
print(get_type_hints(f), Box[int](1).x, Movie(name="x"), isinstance(Duck(), Quacks), isinstance(1, Quacks), get_args(dict[str, int]), get_origin(list[int]), Literal["a", "b"])
#> {'a': int | None, 'b': list[str], 'return': <class 'NoneType'>} 1 {'name': 'x'} True False (<class 'str'>, <class 'int'>) <class 'list'> typing.Literal['a', 'b']

#= unions of types
print(int | str, isinstance(1, int | str), (int | None) == (None | int), list[int], dict[str, list[int]], type[int], tuple[int, ...])
#> int | str True True list[int] dict[str, list[int]] type[int] tuple[int, ...]

#= typing at run time
from typing import cast, NewType, Final, Annotated, Any, overload, assert_never, ClassVar, Self, NamedTuple
Id = NewType("Id", int)
x: Final = 1
print(Id(5), cast(str, 5), Annotated[int, "meta"].__metadata__, Any, Id.__name__, ClassVar[int], Self)
#> 5 5 ('meta',) typing.Any Id typing.ClassVar[int] typing.Self

#= graphlib
from graphlib import TopologicalSorter, CycleError
print(list(TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"b"}}).static_order()))
try:
    list(TopologicalSorter({"a": "b", "b": "a"}).static_order())
except CycleError as error:
    print(error.args[0])
#> ['a', 'b', 'c', 'd']
#> nodes are in a cycle

#= weak references
import weakref
class C: pass
c = C()
r = weakref.ref(c, lambda _: print("callback"))
d = weakref.WeakValueDictionary(k=c)
print(r() is c, len(d))
del c
print(r(), len(d))
#> True 1
#> callback
#> None 0

#= inspect
import inspect
def f(a, /, b: int = 1, *c, d, **e) -> str:
    "Doc."
print(inspect.signature(f), inspect.getdoc(f), list(inspect.signature(f).parameters), inspect.isfunction(f), inspect.signature(f).bind(1, d=2).arguments)
#> (a, /, b: int = 1, *c, d, **e) -> str Doc. ['a', 'b', 'c', 'd', 'e'] True {'a': 1, 'd': 2}

#= inspect source
import inspect
def f(x):
    # a comment
    return x
class C:
    pass
print(inspect.getsource(f), inspect.getsourcelines(C)[1])
#> def f(x):
#>     # a comment
#>     return x
#>  5

#= ast
import ast
tree = ast.parse("x = 1 + 2 * y")
print(ast.dump(tree.body[0].value), ast.literal_eval("[1, {'a': (2, None)}]"), ast.unparse(tree), [n.id for n in ast.walk(tree) if isinstance(n, ast.Name)])
try:
    ast.literal_eval("f()")
except ValueError as error:
    print(type(error).__name__)
#> BinOp(left=Constant(value=1), op=Add(), right=BinOp(left=Constant(value=2), op=Mult(), right=Name(id='y', ctx=Load()))) [1, {'a': (2, None)}] x = 1 + 2 * y ['x', 'y']
#> ValueError

#= pprint and reprlib
from pprint import pprint, pformat
import reprlib
pprint({"b": list(range(30)), "a": {"nested": ["x" * 30, "y" * 40]}}, width=60)
pprint([3, 1], compact=True)
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100))
#> {'a': {'nested': ['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
#>                   'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy']},
#>  'b': [0,
#>        1,
#>        2,
#>        3,
#>        4,
#>        5,
#>        6,
#>        7,
#>        8,
#>        9,
#>        10,
#>        11,
#>        12,
#>        13,
#>        14,
#>        15,
#>        16,
#>        17,
#>        18,
#>        19,
#>        20,
#>        21,
#>        22,
#>        23,
#>        24,
#>        25,
#>        26,
#>        27,
#>        28,
#>        29]}
#> [3, 1]
#> [0, 1, 2, 3, 4, 5, ...] 'xxxxxxxxxxxx...xxxxxxxxxxxxx'

#= html, urllib.parse, xml
import html, urllib.parse as u, xml.etree.ElementTree as ET
print(html.escape("<a & 'b'>"), html.unescape("&lt;&eacute;&#8364;"), u.quote("a b/é"), u.urlencode({"q": "a b", "n": 1}), u.urlparse("http://h:80/p;x?q=1#f"), u.parse_qs("a=1&a=2&b="), u.urljoin("http://a/b/c", "../d"))
root = ET.fromstring("<r><i n='1'>a</i><i n='2'/>tail</r>")
print([i.get("n") for i in root.findall("i")], root[0].text, root[1].tail, ET.tostring(root, encoding="unicode"))
#> &lt;a &amp; &#x27;b&#x27;&gt; <é€ a%20b/%C3%A9 q=a+b&n=1 ParseResult(scheme='http', netloc='h:80', path='/p', params='x', query='q=1', fragment='f') {'a': ['1', '2']} http://a/d
#> ['1', '2'] a tail <r><i n="1">a</i><i n="2" />tail</r>

#= configparser and tomllib
import configparser, tomllib
c = configparser.ConfigParser()
c.read_string("[a]\nx = 1\ny: %(x)s2\n[b]\nflag = yes\n")
print(c["a"]["y"], c.getboolean("b", "flag"), c.sections(), c.get("a", "z", fallback="none"), tomllib.loads('a = [1, 2.5]\n[t]\nd = 2024-01-01\ns = "x"'))
#> 12 True ['a', 'b'] none {'a': [1, 2.5], 't': {'d': datetime.date(2024, 1, 1), 's': 'x'}}

#= shlex, fnmatch, keyword, string
import shlex, fnmatch, keyword
print(shlex.split("a 'b c' d\\ e"), shlex.quote("it's"), shlex.join(["a b", "c"]), fnmatch.filter(["a.py", "b.txt"], "*.py"), fnmatch.fnmatch("x1", "x[0-9]"), keyword.iskeyword("for"), keyword.issoftkeyword("match"))
#> ['a', 'b c', 'd e'] 'it'"'"'s' 'a b' c ['a.py'] True True True

#= queue
import queue
q = queue.Queue(2)
q.put(1); q.put(2)
try:
    q.put_nowait(3)
except queue.Full:
    print("full")
p = queue.PriorityQueue()
for x in [(2, "b"), (1, "a")]: p.put(x)
print(q.get(), q.qsize(), p.get(), queue.SimpleQueue().empty())
#> full
#> 1 1 (1, 'a') True
