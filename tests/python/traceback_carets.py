"""A traceback through functions, with carets under the failing part."""
def inner(values):
    return values["a"]["b"] + 1
def outer(x):
    return inner({"a": {"b": x}})
print(outer(1))
outer("text")
