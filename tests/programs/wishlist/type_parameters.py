# PEP 695: type parameters and the type statement
def first[T](xs: list[T]) -> T: return xs[0]
class Box[T]:
    def __init__(self, v: T): self.v = v
type Pair[A, B] = tuple[A, B]
print(first([1, 2]), Box(5).v, Box[int].__origin__ is Box, Pair.__name__, first.__type_params__)
