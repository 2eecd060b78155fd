# Arrays are mutable sequences.
import array
from collections.abc import MutableSequence, Sequence

print(issubclass(array.array, MutableSequence), isinstance(array.array("i"), Sequence))
match array.array("i", [1, 2]):
    case [a, b]:
        print(a, b)
