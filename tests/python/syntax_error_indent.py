# cpython: skip the file cannot be run at all there either; see the .err
if True:
print("x")
