"""Data that lies about itself: pickles, marshalled code, archives, texts. Each program stands below a line that names it."""

# === a pickle of rubbish
import pickle
pickle.loads(bytes(range(256)) * 100)

# === a pickle that calls
import pickle
pickle.loads(b"cos\nsystem\n(S'ls'\ntR.")

# === a pickle that evaluates
import pickle
pickle.loads(b"c__builtin__\neval\n(S'[0 for _ in iter(int, 1)]'\ntR.")

# === a pickle of a giant
import pickle
pickle.loads(b"\x80\x04\x8d" + (2**62).to_bytes(8, "little"))

# === a pickle that recurs
import pickle
pickle.loads(b"(" * 1_000_000)

# === a pickle that builds deep
import pickle
pickle.loads(b"(" * 100_000 + b"t" * 100_000 + b".")

# === marshalled rubbish
import marshal
for i in range(256):
    try: marshal.loads(bytes([i]) * 100)
    except BaseException: pass

# === marshalled depth
import marshal
marshal.loads(b"(\xff\xff\x00\x00" * 100_000)

# === a marshalled giant
import marshal
marshal.loads(b"s\xff\xff\xff\x7f")

# === marshalled code of rubbish
import marshal
x = bytearray(marshal.dumps(compile("print(1)", "x", "exec")))
for i in range(len(x)):
    y = bytearray(x)
    y[i] ^= 0xff
    try: marshal.loads(bytes(y))
    except BaseException: pass

# === marshalled code that runs
import marshal
x = bytearray(marshal.dumps(compile("a = [i for i in range(3)]", "x", "exec")))
for i in range(len(x)):
    y = bytearray(x)
    y[i] ^= 1
    try: exec(marshal.loads(bytes(y)))
    except BaseException: pass

# === a broken zip
import io, zipfile
zipfile.ZipFile(io.BytesIO(b"PK\x05\x06" + b"\xff" * 18)).namelist()

# === a broken gzip
import gzip
gzip.decompress(b"\x1f\x8b\x08" + bytes(range(256)))

# === struct of rubbish
import struct
struct.unpack("999999999s", b"")

# === struct of a giant
import struct
struct.pack("4000000000x")

# === surrogates
print("\ud800" * 100)

# === a giant code point
chr(0x110000)

# === an unknown encoding
b"x".decode("../../../etc/passwd")

# === ast of rubbish
import ast
compile(ast.Module([ast.Expr(ast.Name("x" * 1_000_000, ast.Load()))], []), "x", "exec")

# === ast that loops
import ast
a = ast.List([], ast.Load())
a.elts.append(a)
ast.dump(a)
