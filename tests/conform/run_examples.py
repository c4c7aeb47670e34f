"""Runs the examples of one page of CPython's documentation as one session: `@pass N` or `@fail N CAUSE` of each."""

import doctest
import sys

# As the documentation's own build has them.
FLAGS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL | doctest.DONT_ACCEPT_TRUE_FOR_1


class Told(doctest.DocTestRunner):
    """Says each outcome at once, since the next example may be the last."""

    def report_start(self, out, test, example):
        pass

    def say(self, outcome, example, cause=""):
        sys.__stdout__.write(f"@{outcome} {self.number(example)} {cause}".rstrip() + "\n")
        sys.__stdout__.flush()

    def number(self, example):
        return next(n for n, each in enumerate(self.test.examples) if each is example)

    def report_success(self, out, test, example, got):
        self.say("pass", example)

    def report_failure(self, out, test, example, got):
        self.say("fail", example, f"{example.source.splitlines()[0]!r} printed {got[:60]!r}")

    def report_unexpected_exception(self, out, test, example, error):
        self.say("fail", example, f"{example.source.splitlines()[0]!r} raised {error[0].__name__}: {error[1]}".splitlines()[0][:180])

    def run(self, test, **rest):
        self.test = test
        return super().run(test, **rest)


examples = []
for block in BLOCKS:
    try:
        examples += doctest.DocTestParser().get_examples(block)
    except ValueError:
        print("@unreadable", repr(block[:40]))
names = {"__name__": "__main__"}
sys.modules["__main__"].__dict__.update(names)
Told(optionflags=FLAGS).run(doctest.DocTest(examples, names, "page", None, 0, None), out=lambda text: None)
print("@end")
