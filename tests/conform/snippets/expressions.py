"""Language reference, chapter 6: expressions."""

#= arithmetic
print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, 2 ** 10, 2 ** -1, -2 ** 2, 7 / 2, divmod(-7, 2))
#> 3 -4 1 2 -2 1024 0.5 -4 3.5 (-4, 1)

#= float division and modulo
print(7.5 // 2, -7.5 % 2, 1e308 * 10, 0.1 + 0.2, 1 / 3, 2.0 ** 0.5, (-8) ** (1/3))
#> 3.0 0.5 inf 0.30000000000000004 0.3333333333333333 1.4142135623730951 (1.0000000000000002+1.7320508075688772j)

#= division by zero (3.14)
for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 0 ** -1, lambda: 1j / 0):
    try:
        f()
    except ZeroDivisionError as error:
        print(error)
#> division by zero
#> division by zero
#> division by zero
#> division by zero
#> zero to a negative power
#> division by zero

#= comparison chains
def x():
    print("once", end=" ")
    return 5
print(1 < x() < 10, 1 < 2 > 1 == 1, 1 == 1.0 == True, (1 < 2) == True, "a" < "b" < "c")
#> once True True True True True

#= identity and membership
print(1 in [1], "bc" in "abcd", 3 not in {1: 2}, None is None, [] is not [], "" in "abc")
#> True True True True True True

#= boolean operators return operands
print(0 or "a", "" and 1, 1 and 2, None or 0, not 0, not "a", 1 or 1/0)
#> a  2 0 True False 1

#= bitwise
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 70, -1 >> 1, (1 << 70) >> 68, True & False, 5 & -2)
#> 1 7 6 -6 1180591620717411303424 -1 4 False 4

#= negative shift
try:
    1 << -1
except ValueError as error:
    print(error)
#> negative shift count

#= conditional expression
print([("even" if n % 2 == 0 else "odd") for n in range(3)])
#> ['even', 'odd', 'even']

#= assignment expressions
if (n := len("hello")) > 3:
    print(n)
print((y := 1, y + 1), [last := i for i in "ab"], last)
#> 5
#> (1, 2) ['a', 'b'] b

#= slices
s = list(range(10))
print(s[2:5], s[:-2], s[::-1], s[-3:], s[5:2], s[5:2:-1], s[::3], s[slice(1, 4)], s[100:])
#> [2, 3, 4] [0, 1, 2, 3, 4, 5, 6, 7] [9, 8, 7, 6, 5, 4, 3, 2, 1, 0] [7, 8, 9] [] [5, 4, 3] [0, 3, 6, 9] [1, 2, 3] []

#= index errors
for f in (lambda: [1][1], lambda: ()[0], lambda: "a"[5], lambda: {"a": 1}["b"], lambda: b""[0]):
    try:
        f()
    except LookupError as error:
        print(type(error).__name__, error)
#> IndexError list index out of range
#> IndexError tuple index out of range
#> IndexError string index out of range
#> KeyError 'b'
#> IndexError index out of range

#= wrong index types (3.14)
for x, i in ([1], "a"), ("a", 1.0), ((1,), None), (5, 0), ({}, []):
    try:
        x[i]
    except TypeError as error:
        print(error)
#> list indices must be integers or slices, not str
#> string indices must be integers, not 'float'
#> tuple indices must be integers or slices, not NoneType
#> 'int' object is not subscriptable
#> cannot use 'list' as a dict key (unhashable type: 'list')

#= unpacking in displays
print([*range(3), *"ab"], {*[1, 1], 2}, {**{"a": 1}, "b": 2, **{"a": 3}}, (*[], 1))
#> [0, 1, 2, 'a', 'b'] {1, 2} {'a': 3, 'b': 2} (1,)

#= comprehensions
print([x * y for x in range(3) for y in range(x)], {x: x ** 2 for x in range(3)}, {c for c in "aab"} == {"a", "b"})
print([x for x in range(20) if x % 2 if x % 3], [[i * j for j in range(3)] for i in range(3)])
#> [0, 0, 2] {0: 0, 1: 1, 2: 4} True
#> [1, 5, 7, 11, 13, 17, 19] [[0, 0, 0], [0, 1, 2], [0, 2, 4]]

#= generator expressions
g = (x * 2 for x in range(3))
print(next(g), list(g), list(g), sum(x for x in range(5)), max((len(w) for w in ["a", "bbb"]), default=0))
#> 0 [2, 4] [] 10 3

#= operator precedence
print(2 + 3 * 4 ** 2 // 5 % 3, not True == False, -3 ** 2, 1 + 2 << 3, 6 & 3 == 3, ~1 ** 2, 2 ** 3 ** 2)
#> 2 True -9 24 False -2 512

#= string operators
print("ab" * 3, "a" "b", "x" + "y", 3 * [0], (1,) * 2, "%s-%d" % ("a", 1), -1 * "a" == "")
#> ababab ab xy [0, 0, 0] (1, 1) a-1 True

#= wrong operand types
for f in (lambda: 1 + "a", lambda: "a" + 1, lambda: [] + (), lambda: -"a", lambda: 1 < "a", lambda: {} | 1, lambda: "a" * "b"):
    try:
        f()
    except TypeError as error:
        print(error)
#> unsupported operand type(s) for +: 'int' and 'str'
#> can only concatenate str (not "int") to str
#> can only concatenate list (not "tuple") to list
#> bad operand type for unary -: 'str'
#> '<' not supported between instances of 'int' and 'str'
#> unsupported operand type(s) for |: 'dict' and 'int'
#> can't multiply sequence by non-int of type 'str'

#= set operations
a, b = {1, 2, 3}, {2, 3, 4}
print(a & b, a | b, a - b, a ^ b, a <= b, {2} < a, a.isdisjoint({9}))
#> {2, 3} {1, 2, 3, 4} {1} {1, 4} False True True

#= dict merge
a = {"x": 1, "y": 2}
print(a | {"y": 3, "z": 4}, {"y": 0} | a)
a |= [("w", 9)]
print(a)
#> {'x': 1, 'y': 3, 'z': 4} {'y': 2, 'x': 1}
#> {'x': 1, 'y': 2, 'w': 9}

#= integer literals
print(1_000_000, 0xFF, 0o17, 0b101, 0xdead_beef, int("0x1f", 0), int("z", 36), int(" -12 "), int("1_0"))
#> 1000000 255 15 5 3735928559 31 35 -12 10

#= float literals
print(1e3, .5, 5., 1_0.5, 1e-7, 123456789.123, 1e16, 1e15, 0.0001, 0.00001, -0.0)
#> 1000.0 0.5 5.0 10.5 1e-07 123456789.123 1e+16 1000000000000000.0 0.0001 1e-05 -0.0

#= complex
z = 3 + 4j
print(z, abs(z), z.conjugate(), z.real, z.imag, z * 1j, z ** 2, complex("1+2j"), -1j, (1+0j) == 1)
#> (3+4j) 5.0 (3-4j) 3.0 4.0 (-4+3j) (-7+24j) (1+2j) (-0-1j) True

#= string literals
print("a\tb", r"a\tb", "\x41\u0042\U00000043\N{LATIN SMALL LETTER D}", 'it''s', "a\
b", """x
y""")
#> a	b a\tb ABCd its ab x
#> y

#= lambda in expressions
print((lambda x: x + 1)(1), sorted([3, 1, 2], key=lambda x: -x), (lambda *a, **k: (a, k))(1, b=2))
#> 2 [3, 2, 1] ((1,), {'b': 2})

#= await outside async is a syntax error
try:
    compile("await x", "s", "exec")
except SyntaxError as error:
    print(error.msg)
#> 'await' outside function

#= starred assignment
a, *b, c = range(5)
print(a, b, c)
*a, = "xy"
(p, q), [r, *s] = (1, 2), (3,)
print(a, p, q, r, s)
#> 0 [1, 2, 3] 4
#> ['x', 'y'] 1 2 3 []

#= unpacking errors (3.14)
for code in ("a, b = 1, 2, 3", "a, b = [1]", "a, *b, c = [1]", "a, b = 5"):
    try:
        exec(code)
    except (ValueError, TypeError) as error:
        print(error)
#> too many values to unpack (expected 2, got 3)
#> not enough values to unpack (expected 2, got 1)
#> not enough values to unpack (expected at least 2, got 1)
#> cannot unpack non-iterable int object

#= evaluation order
def e(x):
    print(x, end=" ")
    return x
d = {}
d[e("key")] = e("value")
e(1) + e(2) * e(3)
[e("a"), e("b")][e(0)]
print()
#> value key 1 2 3 a b 0

#= chained attribute and call
print("a,b".split(",")[0].upper().center(5, "*"), [1, 2].__class__.__name__, (5).bit_length(), 5 .real)
#> **A** list 3 5

#= ellipsis and not implemented
print(..., Ellipsis is ..., NotImplemented, type(...).__name__)
#> Ellipsis True NotImplemented ellipsis
