# sumprod leaves instances of subclasses to their own operators.
import math


class Int(int):
    def __add__(self, other):
        return Int(int(self) + int(other))

    def __mul__(self, other):
        return Int(int(self) * int(other))

    __radd__ = __add__
    __rmul__ = __mul__

    def __repr__(self):
        return f"Int({int(self)})"


print(math.sumprod([Int(7)], [1.5]), math.sumprod([2.5, Int(7)], [2, 3]), math.sumprod([1.5, True], [2, 0.5]))
print(math.sumprod([2**70, 1.5], [1, 2]), math.sumprod([1.5, 2.5], [2**70, 2]))
