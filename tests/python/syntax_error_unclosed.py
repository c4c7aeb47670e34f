# cpython: skip the file cannot be run at all there either; see the .err
values = [1, 2,
print("x")
