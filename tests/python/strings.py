"""String methods, slicing, formatting."""
s = "The quick brown fox"
print(s.upper(), s.split(), s[::-1], s[4:9], s.find("quick"), s.replace("quick", "slow"))
print("a,b,,c".split(","), " x ".strip() + "|", "abc".center(9, "*"), "7".zfill(3), "ß".upper(), "ǅ".lower())
print("%05.2f|%-6s|%+d|%x|%%" % (3.14159, "ab", 5, 255))
print("{:>8}|{:<8}|{:^8}|{:,}|{:.3e}|{:#x}|{:08b}".format("r", "l", "c", 1234567, 12345.678, 255, 5))
name, n = "World", 3
print(f"{name!r:>10} {n:03d} {n=} {'nested ' + f'{n}'} {n**2:>{n + 2}}")
print("tab\tnew\\n", r"raw\n", "a" "b", "x" * 3, "é" == "\u00e9", "\N{SNOWMAN}", ascii("é"), repr("it's"))
print("abc" < "abd", "a" in "abc", "-".join(map(str, range(5))), "Title Case".swapcase(), "abc".isalpha())
print("line1\nline2\r\nline3".splitlines(), "a-b-c".rpartition("-"), "prefix-x".removeprefix("prefix-"))
print("x".encode("utf-16-le"), "é€😀".encode(), b"\xff".decode("latin-1"), "abc".translate({97: "A", 98: None}))
