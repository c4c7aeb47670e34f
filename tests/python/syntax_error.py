# cpython: skip the file cannot be run at all there either; see the .err
print("never printed")
def f(:
    pass
