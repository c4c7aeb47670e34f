"""A file that begins with a BOM."""
print("after the mark", __doc__ is not None)
