"""inspect sees the program's own source."""
import inspect
def sample(a, b: int = 2, *args, c, **kw) -> str:
    """A doc."""
    return "x"
class K:
    def method(self): pass
print(inspect.signature(sample), inspect.getdoc(sample), inspect.isfunction(sample))
print(inspect.getsource(sample))
print(inspect.getsourcelines(K)[1], [n for n, _ in inspect.getmembers(K, inspect.isfunction)], inspect.currentframe().f_lineno)
def who(): return inspect.stack()[1].function
def caller(): return who()
print(caller(), __name__, __file__.rsplit("/", 1)[-1].endswith(".py"), inspect.getfullargspec(sample).kwonlyargs)
