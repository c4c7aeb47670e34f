# cpython: skip the file cannot be run at all there either; see the .err
print("never printed")
for i in range(3) print(i)
