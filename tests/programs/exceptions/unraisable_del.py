# exceptions in __del__ do not stop the program
import sys
seen = []
sys.unraisablehook = lambda u: seen.append((type(u.exc_value).__name__, str(u.exc_value)))
class D:
    def __init__(self, n): self.n = n
    def __del__(self): raise ValueError(f"del {self.n}")
d = D(1)
del d
print("after")
def f():
    x = D(2)
    return "returned"
print(f(), seen)
