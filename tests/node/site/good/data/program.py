"""Named by a page."""
print("from a file")
