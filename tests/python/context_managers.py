"""With statements, contextlib, suppressed exceptions, order of exits."""
import contextlib, io
class CM:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    def __enter__(self): print("enter", self.n); return self
    def __exit__(self, t, v, tb): print("exit", self.n, t.__name__ if t else None); return self.swallow
with CM(1) as a, CM(2) as b: print(a.n + b.n)
with CM(3, True): raise ValueError
@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    try: yield name
    finally: print(f"</{name}>")
with tag("b") as t: print(t)
with contextlib.suppress(KeyError): {}["x"]
with contextlib.ExitStack() as stack:
    for i in range(3): stack.callback(print, "bye", i)
out = io.StringIO()
with contextlib.redirect_stdout(out): print("captured")
print(repr(out.getvalue()))
with (CM("p"), contextlib.closing(io.StringIO()) as f): f.write("x")
try:
    with tag("e"): raise RuntimeError("boom")
except RuntimeError as e: print(e)
