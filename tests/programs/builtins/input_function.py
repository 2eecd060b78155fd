# stdin: first line\nsecond\n\n  spaced  \n42
# input from standard input, until EOF
import sys
print(repr(input()))
print(repr(input("prompt> ")))
print(repr(input("")))
print(repr(input(5)))
print(int(input()) + 1)
try: input()
except EOFError as e: print(type(e).__name__, e)
try: input(1, 2)
except TypeError as e: print(e)
print(repr(sys.stdin.read()), repr(sys.stdin.readline()))
