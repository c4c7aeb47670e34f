"""Sources that are hard to read. Each program stands below a line that names it."""

# === deep parentheses
eval("(" * 50_000 + ")" * 50_000)

# === deep lists
eval("[" * 50_000 + "]" * 50_000)

# === many minus signs
eval("-" * 20_000 + "1")

# === many terms
eval("1" + "+1" * 20_000)

# === many nots
eval("not " * 20_000 + "1")

# === deep attributes
compile("a" + ".a" * 50_000, "x", "eval")

# === deep calls
compile("f" + "()" * 50_000, "x", "eval")

# === deep indentation
exec("\n".join(" " * i + "if 1:" for i in range(2_000)) + "\n" + " " * 2_000 + "pass")

# === many names
exec("\n".join(f"x{i} = {i}" for i in range(50_000)))

# === a long line
exec("x = " + "1," * 200_000)

# === a long string
eval("'" + "a" * 5_000_000 + "'")

# === deep lambdas
eval("lambda: " * 20_000 + "1")

# === deep f-strings
exec("x = 1\n" + "f'{x" + "!r:{x" * 500 + "}" * 501 + "'")

# === many lambdas of conditions
eval("1 if 1 else " * 20_000 + "1")

# === null bytes
compile("\0" * 1_000, "x", "exec")

# === many powers
eval("1" + "**1" * 20_000)
