"""Raise, chain, else and finally, groups, notes, custom classes."""
def run(f):
    try:
        print("->", f())
    except ZeroDivisionError as e:
        print("zero", e)
    except (KeyError, IndexError) as e:
        print(type(e).__name__, e.args)
    else:
        print("fine")
    finally:
        print("finally")
run(lambda: 1 / 0); run(lambda: {}["a"]); run(lambda: [][0]); run(lambda: 5)
class AppError(Exception):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
try:
    try: int("x")
    except ValueError as e: raise AppError(7) from e
except AppError as e:
    print(e, e.code, repr(e.__cause__), e.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError: [][1]
except IndexError as e: print(repr(e.__context__))
try:
    raise ExceptionGroup("many", [ValueError("a"), TypeError("b"), ValueError("c")])
except* ValueError as g: print("values", [str(x) for x in g.exceptions])
except* TypeError as g: print("types", len(g.exceptions))
e = ValueError("x"); e.add_note("look here"); print(e.__notes__)
def f():
    try: return "try"
    finally: print("before return")
print(f())
def g():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally: print("f", i)
g()
try: assert 1 == 2, "sums"
except AssertionError as e: print("assert", e)
try: raise KeyError("k")
except LookupError as e: print(str(e))
with_traceback = None
try: raise RuntimeError("r")
except RuntimeError as e: with_traceback = e.__traceback__.tb_lineno
print(with_traceback)
