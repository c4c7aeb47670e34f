"""Runs one file of CPython's own tests, NAME, without those that are DONE: `@start ID`, then `@pass ID`, `@fail ID CAUSE`, `@skip ID`."""

import sys
import unittest


def name(test):
    return test.id().removeprefix("test.")


def remaining(tests):
    """The tests of a suite that are not done."""
    if isinstance(tests, unittest.TestSuite):
        return type(tests)(map(remaining, tests))
    return unittest.TestSuite() if name(tests) in DONE else tests


class Told(unittest.TestResult):
    """Says each outcome at once, since the next test may be the last."""

    def startTest(self, test):
        super().startTest(test)
        print("@start", name(test), flush=True)
        self.outcome = "pass", ""

    def stopTest(self, test):
        super().stopTest(test)
        self.say(test, *self.outcome)

    def say(self, test, outcome, cause=""):
        print(f"@{outcome} {name(test)} {cause}".rstrip(), flush=True)

    def failed(self, test, error):
        cause = f"{error[0].__name__}: {error[1]}".splitlines()[0][:150]
        if isinstance(test, unittest.TestCase):
            self.outcome = "fail", cause
        else:
            self.say(test, "fail", cause)

    def addError(self, test, error):
        self.failed(test, error)

    def addFailure(self, test, error):
        self.failed(test, error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.failed(test, error)

    def addSkip(self, test, reason):
        if isinstance(test, unittest.TestCase):
            self.outcome = "skip", ""

    def addExpectedFailure(self, test, error):
        pass

    def addUnexpectedSuccess(self, test):
        pass


class Absent:
    """A module of C that tests ask for: what uses it is skipped, not the file."""

    def __getattr__(self, name):
        raise unittest.SkipTest("it needs CPython's own C")


def import_module(name, *rest, **options):
    try:
        return found_import(name, *rest, **options)
    except unittest.SkipTest:
        if name.startswith("_test"):
            return Absent()
        raise


from test.support import import_helper

found_import = import_helper.import_module
import_helper.import_module = import_module
try:
    found = unittest.defaultTestLoader.loadTestsFromName(f"test.{NAME}")
except unittest.SkipTest:
    print("@skip", NAME)
else:
    remaining(found).run(Told())
print("@end")
