"""sys.exit with a text: stderr, code 1."""
import sys
print("before")
sys.exit("it went wrong")
