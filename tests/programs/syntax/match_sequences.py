# match: sequence patterns, star, nesting, what counts as a sequence
import collections
import collections.abc
def m(x):
    match x:
        case []: return "empty"
        case [a]: return f"one {a}"
        case (1, 2): return "one two"
        case [1, *rest]: return f"1 then {rest}"
        case [*init, "end"]: return f"{init} then end"
        case [a, *_, b] if a == b: return f"both ends {a}"
        case [[a, b], c]: return f"nested {a} {b} {c}"
        case [a, b, *c]: return f"{a} {b} {c}"
        case _: return "no"
for x in ([], (), [5], (1, 2), [1, 2, 3], ["x", "end"], [7, 8, 7], [[1, 2], 3], (4, 5, 6, 7), "ab", b"ab", {1: 2}, {1, 2}, range(2), range(1, 3), collections.deque([9]), iter([1]), 5):
    print(type(x).__name__, m(x))
match [1, [2, [3, 4]]]:
    case [a, [b, [c, d]]]: print(a, b, c, d)
match (1, (2, 3)):
    case (x, (y, *z)) as whole: print(x, y, z, whole)
match "point 3 4".split():
    case ["point", x, y]: print(int(x) + int(y))
match [1, 2]:
    case [1, _] | [_, 1]: print("or of sequences")
match [0]:
    case [0 | 1 as bit]: print(bit)
class Seq(collections.abc.Sequence):
    def __len__(self): return 2
    def __getitem__(self, i): return (10, 20)[i]
match Seq():
    case [a, b]: print("Sequence subclass", a, b)
match (x for x in ()):
    case [*_]: print("no")
    case _: print("generators are no sequences")
