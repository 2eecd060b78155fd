# Long chains and cycles of every kind of link end without deep recursion, by count and by collection.
import gc


class Node:
    def __init__(self, next):
        self.next = next


class Slotted:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


def step(next):
    yield next


def suspended(next):
    g = step(next)
    for _ in g:
        return g


def closure(next):
    return lambda: next


def failed(next):
    e = ValueError(next)
    if isinstance(next, ValueError):
        e.__context__ = next
    return e


LINKS = {
    "list": lambda n: [n], "tuple": lambda n: (n,), "dict": lambda n: {"n": n},
    "instance": Node, "slots": Slotted, "closure": closure, "generator": suspended, "exception": failed,
    "bound method": lambda n: Node(n).__init__, "iterator": lambda n: iter([n]), "zip": lambda n: zip([n]),
}
for name, make in LINKS.items():
    # CPython itself cannot free a longer chain of generators.
    COUNT = 1_000 if name == "generator" else 100_000
    chain = None
    for _ in range(COUNT):
        chain = make(chain)
    chain = None
    print(name, "chain freed")
    head = last = [None]
    for _ in range(COUNT):
        last = make(last)
    head[0] = last
    head = last = None
    gc.collect()
    print(name, "cycle freed", sum(type(o) is Node for o in gc.get_objects()) == 0)
