# What gc.collect() returns for plain garbage, and what it leaves alone.
import gc

gc.disable()
gc.collect()


class Node:
    pass


def count(make):
    gc.collect()
    make()
    return gc.collect()


def one_list():
    items = []
    items.append(items)


def two_lists():
    a, b = [], []
    a.append(b)
    b.append(a)


def list_with_leaves():
    items = ["text", 10**30, 1.5, None]
    items.append(items)


def list_with_tail():
    # What hangs on a cycle is garbage too.
    items = [[1], [[2]]]
    items.append(items)


def instances():
    a, b = Node(), Node()
    a.other, b.other = b, a


def no_cycle():
    a = Node()
    a.items = [1, [2, [3]]]


for make in (one_list, two_lists, list_with_leaves, list_with_tail, instances, no_cycle):
    print(make.__name__, count(make))

alive = Node()
alive.me = alive
print("alive", gc.collect(), alive.me is alive)
del alive
print("dead", gc.collect() > 0)

kept = [[] for _ in range(3)]
for items in kept:
    items.append(kept)
print("reachable", gc.collect(), len(kept))
del kept, items
print("unreachable", gc.collect())
