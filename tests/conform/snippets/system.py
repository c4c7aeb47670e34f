"""Input and output, files, and the operating system that a page has."""

#= input with prompts
name = input("Name? ")
age = int(input())
print(f"Hello {name}, {age + 1}")
#< Ada
#< 36
#> Name? Hello Ada, 37

#= input at the end
try:
    while True:
        print(input().upper())
except EOFError as error:
    print("EOF", error)
#< a
#< b
#> A
#> B
#> EOF EOF when reading a line

#= iterating over standard input
import sys
for number, line in enumerate(sys.stdin, 1):
    print(number, line.rstrip())
#< first
#< second
#> 1 first
#> 2 second

#= reading all of standard input
import sys
first = sys.stdin.readline()
rest = sys.stdin.read().split()
print(repr(first), sum(map(int, rest)), repr(sys.stdin.read()))
#< header
#< 1 2
#< 3
#> 'header\n' 6 ''

#= fileinput and sys.stdin lines
import fileinput
print([line.strip() for line in fileinput.input("-")])
#< x
#< y
#> ['x', 'y']

#= print options
import sys
print("a", "b", sep="-", end="!\n")
print("no newline", end="", flush=True)
print()
print(*[1, 2], sep="\n")
print("to stderr", file=sys.stderr)
print(None, True, 1.0, [], sep=",")
#> a-b!
#> no newline
#> 1
#> 2
#> None,True,1.0,[]
#! to stderr

#= writing to stdout
import sys
n = sys.stdout.write("abc\n")
print(n, sys.stdout.encoding, sys.stdout.writable())
sys.stdout.buffer.write(b"bytes\n") if False else None
#> abc
#> 4 utf-8 True

#= redirecting output
import io, contextlib
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print("hidden")
print(repr(out.getvalue()))
#> 'hidden\n'

#= exit codes
import sys, atexit
atexit.register(print, "at exit, last")
atexit.register(lambda: print("at exit, first"))
sys.exit(0)
#> at exit, first
#> at exit, last

#= exit with a message
import sys
sys.exit("it is over")
#! it is over

#= text files
with open("a.txt", "w") as f:
    print(f.write("one\ntwo\n"), f.name, f.mode, f.closed)
    f.writelines(["three\n", "four"])
with open("a.txt") as f:
    print(f.readline(), f.read(3), f.tell(), f.readlines(), f.read() == "")
print(open("a.txt").read().splitlines(), f.closed)
with open("a.txt", "a") as f: f.write("!")
print([line for line in open("a.txt")][-1])
#> 8 a.txt w False
#> one
#>  two 7 ['\n', 'three\n', 'four'] True
#> ['one', 'two', 'three', 'four'] True
#> four!

#= binary files and seeking
with open("b.bin", "wb+") as f:
    f.write(bytes(range(10)))
    f.seek(-3, 2)
    print(f.read(), f.tell(), f.seek(2), f.read(2), f.truncate(5))
import os
print(os.path.getsize("b.bin"))
#> b'\x07\x08\t' 10 2 b'\x02\x03' 5
#> 5

#= file modes
open("m.txt", "x").close()
for mode in ("x", "r+", "q", "rw"):
    try:
        with open("m.txt", mode) as f: print(mode, f.readable(), f.writable())
    except (OSError, ValueError) as error:
        print(mode, type(error).__name__)
try:
    f.read()
except ValueError as error:
    print(error)
#> x FileExistsError
#> r+ True True
#> q ValueError
#> rw ValueError
#> I/O operation on closed file.

#= newlines and encodings
with open("n.txt", "w", newline="\r\n", encoding="utf-16") as f: f.write("ä\nb\n")
print(open("n.txt", "rb").read()[:4], repr(open("n.txt", encoding="utf-16", newline="").read()), repr(open("n.txt", encoding="utf-16").read()))
try:
    open("n.txt", encoding="utf-8").read()
except UnicodeDecodeError as error:
    print(error.reason)
#> b'\xff\xfe\xe4\x00' 'ä\r\nb\r\n' 'ä\nb\n'
#> invalid start byte

#= StringIO and BytesIO
import io
s = io.StringIO("a\nb\n")
b = io.BytesIO(b"xyz")
b.seek(0, 2); b.write(b"!")
print(s.readlines(), b.getvalue(), s.seek(0), s.read(1), io.TextIOWrapper(io.BytesIO(b"t\n")).read())
#> ['a\n', 'b\n'] b'xyz!' 0 a t
#>

#= os functions
import os
os.mkdir("d"); os.makedirs("d/e/f", exist_ok=True)
open("d/x.txt", "w").close()
os.rename("d/x.txt", "d/y.txt")
print(sorted(os.listdir("d")), os.path.exists("d/x.txt"), os.path.isdir("d/e"), os.stat("d/y.txt").st_size)
for root, dirs, files in os.walk("d"): print(root, dirs, files)
os.remove("d/y.txt"); os.removedirs("d/e/f")
print(os.path.exists("d"), os.sep, os.linesep == "\n", os.name)
#> ['e', 'y.txt'] False True 0
#> d ['e'] ['y.txt']
#> d/e ['f'] []
#> d/e/f [] []
#> False / True posix

#= os errors
import os
os.mkdir("d")
for f in (lambda: os.remove("none"), lambda: os.mkdir("d"), lambda: os.rmdir("none"), lambda: os.listdir("none"), lambda: open("d"), lambda: os.chdir("none"), lambda: open("none/x", "w")):
    try:
        f()
    except OSError as error:
        print(error)
#> [Errno 2] No such file or directory: 'none'
#> [Errno 17] File exists: 'd'
#> [Errno 2] No such file or directory: 'none'
#> [Errno 2] No such file or directory: 'none'
#> [Errno 21] Is a directory: 'd'
#> [Errno 2] No such file or directory: 'none'
#> [Errno 2] No such file or directory: 'none/x'

#= os.path
import os.path as p
print(p.join("a", "b", "/c", "d"), p.split("/a/b.txt"), p.splitext("a.tar.gz"), p.basename("a/b"), p.dirname("a/b"), p.normpath("a/./b/../c"), p.isabs("/a"), p.commonpath(["/a/b", "/a/c"]), p.relpath("/a/b", "/a/c"), p.abspath("x") == p.join(os.getcwd() if "os" in globals() else p.abspath(""), "x"))
#> /c/d ('/a', 'b.txt') ('a.tar', '.gz') b a a/c True /a ../b True

#= environment
import os
os.environ["MY_VAR"] = "5"
print(os.environ["MY_VAR"], os.getenv("NONE", "default"), "MY_VAR" in os.environ, os.environ.pop("MY_VAR"), os.environ.get("MY_VAR"))
try:
    os.environ["X"] = 5
except TypeError as error:
    print(error)
#> 5 default True 5 None
#> str expected, not int

#= pathlib
from pathlib import Path, PurePosixPath
p = Path("dir") / "sub" / "file.tar.gz"
p.parent.mkdir(parents=True)
p.write_text("héllo\n", encoding="utf-8")
print(p, p.name, p.stem, p.suffix, p.suffixes, p.parts, p.exists(), p.read_bytes(), p.stat().st_size, p.with_suffix(".zip"), p.with_name("x"), p.parent.parent)
print(sorted(str(x) for x in Path("dir").rglob("*")), [x.name for x in Path("dir/sub").iterdir()], p.is_file(), p.relative_to("dir"), PurePosixPath("/a/../b"), Path("a") < Path("b"), p.match("*.gz"))
p.rename("moved"); Path("moved").unlink(); Path("moved").unlink(missing_ok=True)
p.parent.rmdir()
try:
    p.read_text()
except FileNotFoundError as error:
    print(error)
#> dir/sub/file.tar.gz file.tar.gz file.tar .gz ['.tar', '.gz'] ('dir', 'sub', 'file.tar.gz') True b'h\xc3\xa9llo\n' 7 dir/sub/file.tar.zip dir/sub/x dir
#> ['dir/sub', 'dir/sub/file.tar.gz'] ['file.tar.gz'] True sub/file.tar.gz /a/../b True True
#> [Errno 2] No such file or directory: 'dir/sub/file.tar.gz'

#= pathlib's newer methods (3.14)
from pathlib import Path
Path("a").mkdir()
Path("a/x.txt").write_text("x")
Path("a").copy("b")
Path("b/x.txt").move("c.txt")
print(sorted(str(p) for p in Path(".").rglob("*") if p.name != "main.py"), Path("a/b.TXT").full_match("a/*.txt", case_sensitive=False), [(str(r), d, f) for r, d, f in Path("a").walk()])
#> ['a', 'a/x.txt', 'b', 'c.txt'] True [('a', [], ['x.txt'])]

#= glob
import glob, os
for name in ("a.py", "b.py", "c.txt", "s/d.py"):
    os.makedirs(os.path.dirname("t/" + name), exist_ok=True)
    open("t/" + name, "w").close()
print(sorted(glob.glob("t/*.py")), sorted(glob.glob("t/**/*.py", recursive=True)), sorted(glob.glob("*.py", root_dir="t")), glob.glob("t/[x-z]*"), glob.escape("a[1]"))
#> ['t/a.py', 't/b.py'] ['t/a.py', 't/b.py', 't/s/d.py'] ['a.py', 'b.py'] [] a[[]1]

#= tempfile
import tempfile, os
with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, "x")
    open(path, "w").write("1")
    print(os.path.isdir(d), os.listdir(d))
print(os.path.exists(d))
with tempfile.NamedTemporaryFile("w+", suffix=".txt") as f:
    f.write("abc"); f.seek(0)
    print(f.read(), f.name.endswith(".txt"), os.path.exists(f.name))
print(os.path.exists(f.name))
with tempfile.TemporaryFile() as f: print(f.write(b"x"))
with tempfile.SpooledTemporaryFile(mode="w+") as f: print(f.write("x"))
#> True ['x']
#> False
#> abc True True
#> False
#> 1
#> 1

#= shutil
import shutil, os
os.makedirs("src/in"); open("src/a", "w").write("A"); open("src/in/b", "w").write("B")
shutil.copytree("src", "dst"); shutil.copy("src/a", "a2"); shutil.move("a2", "dst/a3")
print(sorted(os.listdir("dst")), open("dst/in/b").read(), shutil.rmtree("src"), os.path.exists("src"), shutil.which("no-such-program"))
shutil.make_archive("arch", "zip", "dst")
shutil.unpack_archive("arch.zip", "out")
print(sorted(os.listdir("out")), shutil.get_terminal_size().columns)
#> ['a', 'a3', 'in'] B None False None
#> ['a', 'a3', 'in'] 80

#= zipfile, tarfile, gzip
import zipfile, tarfile, gzip, io
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("x.txt", "hello " * 100)
with zipfile.ZipFile("a.zip") as z: print(z.namelist(), z.read("x.txt")[:5], z.getinfo("x.txt").compress_size < 100, z.testzip())
with tarfile.open("a.tar.gz", "w:gz") as t: t.add("a.zip")
with tarfile.open("a.tar.gz") as t: print(t.getnames(), t.extractfile("a.zip").read(2))
print(gzip.decompress(gzip.compress(b"abc")))
#> ['x.txt'] b'hello' True None
#> ['a.zip'] b'PK'
#> b'abc'

#= bz2 and lzma
import bz2, lzma
data = b"abc" * 100
print(bz2.decompress(bz2.compress(data)) == data, lzma.decompress(lzma.compress(data)) == data)
#> True True

#= scandir and stat
import os, stat
open("f", "w").write("12345")
os.mkdir("g")
print(sorted((e.name, e.is_dir()) for e in os.scandir(".") if e.name in "fg"), stat.S_ISDIR(os.stat("g").st_mode), os.path.getmtime("f") > 0, os.access("f", os.R_OK))
#> [('f', False), ('g', True)] True True True

#= working directory
import os
os.mkdir("here")
os.chdir("here")
open("x", "w").close()
print(os.path.basename(os.getcwd()), os.listdir(), os.path.exists("../here/x"))
#> here ['x'] True

#= getpass
import getpass, io, sys, warnings
warnings.simplefilter("ignore")
asked = io.StringIO()
sys.stderr = asked
print(getpass.getpass("Password: ", stream=asked), "Password: " in asked.getvalue())
#< secret
#> secret True
