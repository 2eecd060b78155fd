print("b starts")
import a
print("a in b has x:", hasattr(a, "x"))
from_a = type(a).__name__
y = 2
print("b ends")
