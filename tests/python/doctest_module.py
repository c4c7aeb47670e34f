"""doctest finds the program's own examples."""
import contextlib, doctest, io
def square(x):
    """Square a number.

    >>> square(3)
    9
    >>> square(2)
    5
    >>> square("a")
    Traceback (most recent call last):
    ...
    TypeError: can't multiply sequence by non-int of type 'str'
    """
    return x * x
with contextlib.redirect_stdout(io.StringIO()) as out:
    result = doctest.testmod()
print(result.failed, result.attempted, "Got:\n    4\n" in out.getvalue())
