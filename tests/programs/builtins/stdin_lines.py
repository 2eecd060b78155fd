# stdin: 3\n10 20\nalpha\nbeta gamma\n
# reading sys.stdin by lines
import sys
n = int(sys.stdin.readline())
print(n, sum(map(int, sys.stdin.readline().split())))
for i, line in enumerate(sys.stdin): print(i, repr(line))
print(sys.stdin.readlines(), sys.stdin.read())
