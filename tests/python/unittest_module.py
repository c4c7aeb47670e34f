"""unittest runs the program's own tests, reporting where it is told to."""
import io, unittest
class T(unittest.TestCase):
    def setUp(self): self.v = [1, 2]
    def test_ok(self): self.assertEqual(sum(self.v), 3)
    def test_fail(self): self.assertEqual(1, 2, "not equal")
    def test_error(self): 1 / 0
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "invalid literal"): int("x")
    @unittest.skip("later")
    def test_skip(self): pass
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertLess(i, 5)
program = unittest.main(exit=False, argv=["x"], testRunner=unittest.TextTestRunner(stream=io.StringIO()))
r = program.result
print(len(r.failures), len(r.errors), len(r.skipped), r.wasSuccessful())
from unittest import mock
m = mock.Mock(return_value=5); print(m(1, a=2), m.call_args)
with mock.patch("math.sqrt", return_value="fake"):
    import math; print(math.sqrt(4))
