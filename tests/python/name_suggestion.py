"""A misspelt name and a misspelt attribute are met with suggestions."""
try: pritn("x")
except NameError as e: print(e)
class A: value = 1
total_count = 5
print(totl_count)
