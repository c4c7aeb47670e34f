"""Files, directories, pathlib, temporary files."""
import errno, os, pathlib, tempfile, shutil
with open("notes.txt", "w") as f:
    f.write("line 1\nline 2\nsnow ☃\n"); print(f.tell() > 0)
with open("notes.txt") as f: print(f.read().splitlines())
with open("notes.txt", "a") as f: print("more", file=f)
with open("notes.txt") as f: print([l.strip() for l in f][-1], f.closed)
with open("data.bin", "wb") as f: f.write(bytes(range(5)))
with open("data.bin", "r+b") as f: f.seek(2); f.write(b"\xff"); f.seek(0); print(f.read())
p = pathlib.Path("dir/sub"); p.mkdir(parents=True, exist_ok=True); (p / "a.txt").write_text("hi")
print(sorted(x.name for x in pathlib.Path("dir").rglob("*")), (p / "a.txt").read_text(), p.parent.name, (p / "a.txt").suffix, os.path.getsize("data.bin"))
os.rename("data.bin", "dir/moved.bin"); print(os.path.exists("data.bin"), sorted(os.listdir("dir")))
try: open("missing.txt")
except FileNotFoundError as e: print(e.errno == errno.ENOENT, e.filename)
try: os.mkdir("dir")
except FileExistsError: print("exists")
with tempfile.TemporaryDirectory() as t: open(os.path.join(t, "x"), "w").close(); print(os.listdir(t))
with tempfile.NamedTemporaryFile("w+") as t: t.write("z"); t.seek(0); print(t.read())
shutil.copy("notes.txt", "dir/copy.txt"); shutil.rmtree("dir"); os.remove("notes.txt"); print(os.path.isdir("dir"))
for root, dirs, files in os.walk("."): print(isinstance(files, list)); break
print(open("late.txt", "w").write("flushed"), open("late.txt").read()); os.unlink("late.txt")
