"""An instruction gives up two references, and the finaliser of the first object brings the second one back."""
import weakref

kept = []


class Kept:
    def __init__(self):
        self.data = [1, 2, 3]

    def __del__(self):
        print("gone", self.data)


class Finder:
    def __init__(self, find):
        self.find = find

    def __del__(self):
        kept.append(self.find())


def two_locals(swapped, values):
    second = Kept()
    first = Finder(weakref.ref(second))
    if swapped:
        second, first = values
    else:
        first, second = values
    return first, second


def attribute():
    owner = Kept()
    owner.x = Finder(weakref.ref(owner))
    return owner


def compared():
    other = Kept()
    return Finder(weakref.ref(other)), other


print(two_locals(False, (1, 2)), len(kept), kept[-1] and kept[-1].data)
print(two_locals(True, (1, 2)), len(kept), kept[-1] and kept[-1].data)
attribute().x = 1
print(len(kept), kept[-1].data, kept[-1].x)
pair = list(compared())
print(pair.pop(0) is pair.pop(), len(kept))
pair = list(compared())
print(pair.pop() is pair.pop(), len(kept))

# And once more for each, with what was kept let go: nothing of it is in use twice.
kept.clear()
for _ in range(3):
    two_locals(False, [1, 2])
    attribute().x = 1
fresh = [Kept() for _ in range(20)]
print([k and k.data for k in kept], len(fresh))
kept.clear()
print("kept cleared")
fresh.clear()
