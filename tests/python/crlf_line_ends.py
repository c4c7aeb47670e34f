"""Windows line ends, also inside a string."""
s = """a
b"""
print(repr(s))
if s:
    print("ok")
