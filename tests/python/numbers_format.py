"""Numbers as text in every style."""
for spec in ("d", "5d", "<5d", "^5d", "+d", "05d", ",d", "_d", "x", "#X", "b", "e", ".2f", "g", "%", "10.3f"):
    print(f"{spec:6} [{format(1234 if spec not in ('%',) else 0.1234, spec)}]")
print(f"{3.14159:.3}", f"{1e10:g}", f"{123456789.0:,.1f}", f"{-5:=+5d}", f"{0.00001234}", f"{1e100}", f"{2**70:,}", repr(1.1 + 2.2), str(1e15), 5e-324)
print(int(3.99), int(-3.99), float("1_0.5"), int(" 42 "), round(1e20), 1.0.is_integer(), (0.5).as_integer_ratio(), float("nan") != float("nan"))
