"""Names of one instance come and go, and take one another's place in it: a reader of one never sees the value of the other."""
import sys
import threading

sys.setswitchinterval(1e-5)


class Box:
    pass


class Slotted:
    __slots__ = ("x", "y")


def race(box):
    box.x = 1
    done = []
    strange = []

    def read():
        seen = 0
        while not done:
            try:
                if box.x != 1:
                    strange.append(box.x)
                seen += 1
            except AttributeError:
                pass
        return seen

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(4000):
        del box.x
        box.y = 5
        del box.y
        box.x = 1
    done.append(True)
    for reader in readers:
        reader.join()
    print(type(box).__name__, strange, box.x, hasattr(box, "y"))


race(Box())
race(Slotted())
box = Box()
box.w = 0
race(box)
box = Box()
box.a, box.b = 1, 2
del box.b
box.c = 3
del box.c
print(vars(box))
