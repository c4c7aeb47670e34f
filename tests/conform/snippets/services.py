"""Logging, warnings, tests and options."""

#= logging
import logging, sys
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
log = logging.getLogger("app.part")
log.debug("no"); log.info("n is %d", 5); log.warning("careful")
try:
    1 / 0
except ZeroDivisionError:
    log.error("failed", exc_info=False)
print(log.getEffectiveLevel(), log.parent.name, logging.getLevelName(30))
#> INFO:app.part:n is 5
#> WARNING:app.part:careful
#> ERROR:app.part:failed
#> 20 root WARNING

#= logging handlers
import logging, io
stream = io.StringIO()
h = logging.StreamHandler(stream)
h.setFormatter(logging.Formatter("{levelname} {message}", style="{"))
log = logging.getLogger("x"); log.addHandler(h); log.propagate = False
log.warning("one"); log.info("two")
log.addHandler(logging.FileHandler("x.log"))
log.error("three")
print(stream.getvalue(), open("x.log").read())
#> WARNING one
#> ERROR three
#>  three
#>

#= warnings
import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    warnings.warn("first")
    warnings.warn("second", DeprecationWarning, stacklevel=2)
    warnings.warn(UserWarning("third"))
print([(w.category.__name__, str(w.message)) for w in seen])
#> [('UserWarning', 'first'), ('DeprecationWarning', 'second'), ('UserWarning', 'third')]

#= warnings are shown once a place
import warnings, sys
sys.stderr = sys.stdout
warnings.showwarning = lambda m, c, f, l, *a: print("W", m, c.__name__, l)
for i in range(3): warnings.warn("again")
#> W again UserWarning 4

#= deprecated (3.13)
import warnings
@warnings.deprecated("use g")
def f(): return 1
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(f(), [str(w.message) for w in seen], f.__deprecated__)
#> 1 ['use g'] use g

#= unittest in main
import unittest, io, sys
class T(unittest.TestCase):
    def setUp(self): self.a = [1]
    def test_ok(self): self.assertEqual(self.a, [1])
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "invalid"): int("x")
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertLess(i, 2)
    @unittest.skip("later")
    def test_skipped(self): ...
    @unittest.expectedFailure
    def test_expected(self): self.fail()
r = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), len(r.expectedFailures), r.wasSuccessful())
#> 5 1 0 1 1 False

#= unittest.main
import unittest, sys
class T(unittest.TestCase):
    def test_a(self): self.assertTrue(True)
    def test_b(self): self.assertIn(1, [1])
p = unittest.main(exit=False, argv=["x"])
print(p.result.testsRun, p.result.wasSuccessful())
#> 2 True
#! OK

#= unittest's messages
import unittest
t = unittest.TestCase()
for f in (lambda: t.assertEqual([1, 2], [1, 3]), lambda: t.assertEqual("a", "b"), lambda: t.assertTrue(0), lambda: t.assertIsNone(5), lambda: t.assertAlmostEqual(1, 2)):
    try:
        f()
    except AssertionError as error:
        print(str(error).splitlines()[0])
#> Lists differ: [1, 2] != [1, 3]
#> 'a' != 'b'
#> 0 is not true
#> 5 is not None
#> 1 != 2 within 7 places (1 difference)

#= unittest.mock
from unittest.mock import Mock, MagicMock, patch, call
m = Mock(return_value=5)
print(m(1, k=2), m.called, m.call_args, m.mock_calls == [call(1, k=2)])
m.assert_called_once_with(1, k=2)
with patch("os.getcwd", return_value="/fake"):
    import os
    print(os.getcwd())
mm = MagicMock()
mm.__len__.return_value = 3
print(len(mm), mm.a.b.c() is mm.a.b.c())
#> 5 True call(1, k=2) True
#> /fake
#> 3 True

#= asynchronous tests
import unittest, io, asyncio
class T(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.x = 1
    async def test_a(self):
        await asyncio.sleep(0)
        self.assertEqual(self.x, 1)
print(unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(T)))
#> <unittest.runner.TextTestResult run=1 errors=0 failures=0>

#= doctest in main
def f(x):
    """
    >>> f(2)
    4
    >>> f("a")
    Traceback (most recent call last):
    TypeError: can't multiply sequence by non-int of type 'str'
    """
    return x * x
import doctest
print(doctest.testmod())
#> TestResults(failed=0, attempted=2)

#= doctest that fails (3.14)
def f(x):
    """
    >>> f(2)
    5
    """
    return x * x
import doctest
print(doctest.testmod(verbose=False))
#> **********************************************************************
#> File "/home/user/main.py", line 3, in __main__.f
#> Failed example:
#>     f(2)
#> Expected:
#>     5
#> Got:
#>     4
#> **********************************************************************
#> 1 item had failures:
#>    1 of   1 in __main__.f
#> ***Test Failed*** 1 failure.
#> TestResults(failed=1, attempted=1)

#= argparse
import argparse
p = argparse.ArgumentParser(prog="tool", description="A tool.")
p.add_argument("files", nargs="*")
p.add_argument("-n", "--number", type=int, default=1, help="how many (default: %(default)s)")
p.add_argument("--flag", action="store_true")
print(p.parse_args(["a", "b", "-n", "5", "--flag"]), p.parse_args([]), p.format_usage())
#> Namespace(files=['a', 'b'], number=5, flag=True) Namespace(files=[], number=1, flag=False) usage: tool [-h] [-n NUMBER] [--flag] [files ...]
#>

#= argparse errors and subcommands
import argparse, sys
sys.stderr = sys.stdout
p = argparse.ArgumentParser(prog="tool", exit_on_error=False)
s = p.add_subparsers(dest="cmd", required=True)
a = s.add_parser("add"); a.add_argument("x", type=int)
s.add_parser("list")
print(p.parse_args(["add", "5"]), p.parse_args(["list"]))
try:
    p.parse_args(["add", "no"])
except (SystemExit, argparse.ArgumentError) as error:
    print(type(error).__name__)
#> Namespace(cmd='add', x=5) Namespace(cmd='list')
#> usage: tool add [-h] x
#> tool add: error: argument x: invalid int value: 'no'
#> SystemExit
