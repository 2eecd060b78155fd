# exit: 1
# carets under calls, operators, subscripts and attributes in each frame
class Box:
    def __init__(self, v):
        self.v = v
    def __add__(self, other):
        return self.v["a"]["b"] + other.v

def compute(x, y):
    return (x +
            y)

def outer(n):
    total = sum(compute(Box({"a": {}}), Box(i)) for i in range(n))
    return total

print(outer(n=3))
