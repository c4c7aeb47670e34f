"""csv, configparser, textwrap, string.Template, difflib, pprint, shlex."""
import configparser, csv, difflib, io, pprint, shlex, string, textwrap
rows = list(csv.DictReader(io.StringIO('name,qty\n"Smith, J",3\nx,"4 ""q"""\n'))); print(rows)
out = io.StringIO(); w = csv.writer(out); w.writerow(["a,b", 1, 'q"']); print(repr(out.getvalue()))
c = configparser.ConfigParser(); c.read_string("[s]\nk = v\nn = 5\n"); print(c["s"]["k"], c.getint("s", "n"), c.sections())
print(textwrap.fill("the quick brown fox jumps over the lazy dog", 16)); print(textwrap.dedent("  a\n    b\n"), textwrap.shorten("hello wide world", 11))
print(string.Template("$a and ${b}").substitute(a=1, b=2), string.ascii_lowercase[:5], string.capwords("ab cd"))
print("\n".join(difflib.unified_diff("a\nb\nc".split(), "a\nx\nc".split(), lineterm="")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]))
pprint.pprint({"key%d" % i: list(range(i * 5)) for i in range(4)}, width=50)
print(shlex.split("a 'b c' d\\ e"))
