# chained comparisons evaluate each operand once and stop early
def v(x):
    print("v", x)
    return x
print(v(1) < v(2) < v(3))
print(v(3) < v(2) < v(1))
print(v(1) == v(1) in [v(1), v(2)])
x = 5
print(0 < x < 10, 0 < x > 3, not 0 < x < 3, 1 < 2 < 3 < 4 < 3)
if 1 < x <= 5 != 4:
    print("chain in if")
while 0 < x < 10 < 20:
    x += 3
print(x)
class R:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return f"{self.n}<{o.n}"
print(R(1) < R(2), R(1) < R(2) < R(3))
class F:
    def __lt__(self, o): return ""
print(repr(F() < F() < F()))
one = 1
print(1 < 2 == True, one is one)
try:
    1 < 2 < "a"
except TypeError as e:
    print(e)
try:
    1 < "a" < 2
except TypeError as e:
    print(e)
print(None == None == None, [1] == [1] == [1.0], (1, 2) < (1, 3) < (2,))
