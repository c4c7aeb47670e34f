"""re: groups, names, substitution, flags, look-around, errors."""
import re
m = re.match(r"(?P<user>[\w.]+)@(?P<host>\w+)\.(com|org)", "joe.b@example.org rest")
print(m.group(), m.groupdict(), m.groups(), m.span("host"), m[3])
print(re.findall(r"\d+", "a1b22c333"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"\d", lambda m: str(int(m[0]) * 2), "a1b4"), re.split(r"[,;]\s*", "a, b;c"))
print(re.findall(r"(?i)the|a", "The cat A"), re.search(r"(?<=\$)\d+(?!\d|\.)", "cost $45").group(), re.fullmatch(r"a{2,3}", "aaaa"), bool(re.fullmatch(r"[^\W\d_]+", "éà")))
print([m.start() for m in re.finditer("o", "foo boo")], re.compile(r"""
  (\d{3})  # area
  [-.]?    # separator
  (\d{4})""", re.X).findall("555-1234 555.9876"), re.escape("a.b*c"), re.subn("a", "b", "banana"))
print(re.match(r"(a+)+$", "aaaaaaaaaaaaaaaa") is not None, re.findall(r"^\w", "ab\ncd", re.M), re.search(r"a.b", "a\nb", re.S) is not None, re.match(r"(.)(.)\2\1", "abba").group())
try: re.compile("(unclosed")
except re.error as e: print(e)
