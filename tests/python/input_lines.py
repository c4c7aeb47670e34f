"""input() with prompts, end of file."""
name = input("Name? ")
age = int(input("Age? "))
print(f"{name} will be {age + 1}")
import sys
print(sys.stdin.readline().rstrip())
print([line.strip() for line in sys.stdin])
try: input()
except EOFError as e: print("EOF", e)
