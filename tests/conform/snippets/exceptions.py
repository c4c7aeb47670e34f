"""Exceptions: hierarchy, chaining, groups, notes, tracebacks."""

#= hierarchy
print([c.__name__ for c in ZeroDivisionError.__mro__], issubclass(FileNotFoundError, OSError), issubclass(KeyboardInterrupt, Exception))
#> ['ZeroDivisionError', 'ArithmeticError', 'Exception', 'BaseException', 'object'] True False

#= first matching handler
try:
    {}["x"]
except (IndexError, TypeError):
    print("no")
except LookupError as error:
    print(repr(error))
except Exception:
    print("too late")
#> KeyError('x')

#= own exceptions
class AppError(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
try:
    raise AppError(5, "failed")
except AppError as error:
    print(error.code, error, error.args, repr(error))
#> 5 failed ('failed',) AppError('failed')

#= uncaught own exception
class AppError(Exception): ...
print("before")
raise AppError("it failed", 5)
#> before
#! AppError: ('it failed', 5)

#= cause and context
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("bad") from e
except ValueError as error:
    print(repr(error.__cause__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("k")
except KeyError as error:
    print(repr(error.__context__), error.__cause__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError from None
except KeyError as error:
    print(error.__suppress_context__)
#> ZeroDivisionError('division by zero') True
#> ZeroDivisionError('division by zero') None
#> True

#= notes
error = ValueError("x")
error.add_note("first")
error.add_note("second")
print(error.__notes__)
import traceback
print("".join(traceback.format_exception_only(error)))
#> ['first', 'second']
#> ValueError: x
#> first
#> second
#>

#= groups
try:
    raise ExceptionGroup("many", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3), KeyError(4)])])
except* ValueError as group:
    print("V", group.exceptions)
except* (TypeError, KeyError) as group:
    print("T", group.exceptions)
#> V (ValueError(1), ExceptionGroup('in', [ValueError(3)]))
#> T (TypeError(2), ExceptionGroup('in', [KeyError(4)]))

#= what except* leaves over
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), OSError(2)])
    except* ValueError:
        print("handled")
except ExceptionGroup as group:
    print(repr(group))
#> handled
#> ExceptionGroup('g', [OSError(2)])

#= group methods
g = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2)])])
match, rest = g.split(TypeError)
print(match, rest, g.subgroup(lambda e: isinstance(e, ValueError)).exceptions, g.derive([KeyError()]).message)
#> g (1 sub-exception) g (1 sub-exception) (ValueError(1),) g

#= except* over a plain exception
try:
    raise ValueError("plain")
except* ValueError as group:
    print(type(group).__name__, group.exceptions)
#> ExceptionGroup (ValueError('plain'),)

#= exception with traceback
import traceback
def a(): b()
def b(): raise ValueError("deep")
try:
    a()
except ValueError as error:
    print([f.name for f in traceback.extract_tb(error.__traceback__)])
    print(traceback.format_exc().splitlines()[-1])
#> ['<module>', 'a', 'b']
#> ValueError: deep

#= format of a traceback (3.14)
import traceback
try:
    int("x")
except ValueError:
    print(traceback.format_exc())
#> Traceback (most recent call last):
#>   File "/home/user/main.py", line 3, in <module>
#>     int("x")
#>     ~~~^^^^^
#> ValueError: invalid literal for int() with base 10: 'x'
#>

#= with_traceback and re-raise
def f():
    try:
        raise ValueError("v")
    except ValueError as e:
        raise
try:
    f()
except ValueError as e:
    n = 0
    tb = e.__traceback__
    while tb:
        n += 1
        tb = tb.tb_next
    print(n, e.with_traceback(None).__traceback__)
#> 2 None

#= system exit
import sys
try:
    sys.exit("message")
except SystemExit as error:
    print(error.code)
sys.exit(0)
#> message

#= StopIteration value
def g():
    yield 1
    return "result"
it = g()
next(it)
try:
    next(it)
except StopIteration as error:
    print(error.value)
#> result

#= generator raising StopIteration
def g():
    raise StopIteration
    yield
try:
    next(g())
except RuntimeError as error:
    print(error, repr(error.__cause__))
#> generator raised StopIteration StopIteration()

#= OSError from errno
import errno, os
e = OSError(errno.ENOENT, os.strerror(errno.ENOENT), "f.txt")
print(type(e).__name__, e.filename, e.errno == errno.ENOENT)
try:
    open("missing.txt")
except FileNotFoundError as error:
    print(error.filename, error.strerror)
#> FileNotFoundError f.txt True
#> missing.txt No such file or directory

#= key error shows repr
try:
    {}["a key"]
except KeyError as e:
    print(e, str(e), e.args)
#> 'a key' 'a key' ('a key',)

#= unicode errors
try:
    "ä".encode("ascii")
except UnicodeEncodeError as e:
    print(e, e.start, e.end, e.object)
try:
    b"\xff".decode()
except UnicodeDecodeError as e:
    print(e, e.reason)
#> 'ascii' codec can't encode character '\xe4' in position 0: ordinal not in range(128) 0 1 ä
#> 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte invalid start byte

#= exceptions compare by identity and copy
import copy, pickle
e = ValueError("a", 1)
print(e == ValueError("a", 1), copy.copy(e).args, pickle.loads(pickle.dumps(e)).args)
#> False ('a', 1) ('a', 1)

#= suppress and exception in exit
from contextlib import suppress
with suppress(KeyError, ValueError):
    int("x")
print("on")
#> on

#= sys.exc_info
import sys
print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    t, v, tb = sys.exc_info()
    print(t.__name__, v, tb is v.__traceback__, sys.exception() is v)
print(sys.exception())
#> (None, None, None)
#> ZeroDivisionError division by zero True True
#> None

#= excepthook
import sys
def hook(t, v, tb):
    print("hook:", t.__name__, v)
sys.excepthook = hook
raise ValueError("seen")
#> hook: ValueError seen

#= name suggestions (3.14)
import math
colour = 1
try:
    color
except NameError as error:
    import traceback
    print(traceback.format_exception_only(error)[-1].strip())
try:
    math.sqr
except AttributeError as error:
    print(traceback.format_exception_only(error)[-1].strip())
#> NameError: name 'color' is not defined
#> AttributeError: module 'math' has no attribute 'sqr'. Did you mean: 'sqrt'?

#= warnings as errors
import warnings
warnings.simplefilter("error")
try:
    warnings.warn("old", DeprecationWarning)
except DeprecationWarning as w:
    print(repr(w))
#> DeprecationWarning('old')

#= unhashable as an exception in a handler
try:
    try:
        raise ValueError
    except "not a class":
        pass
except TypeError as error:
    print(error)
#> catching classes that do not inherit from BaseException is not allowed
