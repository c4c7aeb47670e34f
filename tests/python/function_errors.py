"""What Python says about wrong calls."""
def f(a, b, *, c): pass
for call in ("f()", "f(1)", "f(1, 2)", "f(1, 2, 3, c=4)", "f(1, 2, c=3, d=4)", "f(1, a=1, b=2, c=3)", "len(5)", "'a' + 1", "[][1]", "{}['k']", "None.x", "undefined", "int('x')", "1 / 0", "[1, 2, 3].foo"):
    try:
        eval(call)
    except Exception as e:
        print(f"{call}: {type(e).__name__}: {e}")
