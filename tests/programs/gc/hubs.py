# Unreachable objects with many references: around and far beyond what a collector keeps in a few bits.
import gc


class Node:
    pass


class Returning:
    def __del__(self):
        saved.append(self)


saved = []
gc.disable()
gc.collect()


def hub_of(n):
    hub = Node()
    hub.items = [Node() for _ in range(n)]
    for item in hub.items:
        item.hub = hub
        item.more = [hub]
    return hub


SIZES = [1, 2, 28, 29, 30, 31, 32, 33, 57, 58, 59, 60, 61, 62, 63, 64, 65, 100, 1000, 70000]

for n in SIZES:
    hub_of(n)
    unreachable = gc.collect()

    # One reference from outside keeps all of it.
    hub = hub_of(n)
    kept = gc.collect()
    assert len(hub.items) == n and all(item.hub is hub and item.more[0] is hub for item in hub.items)
    del hub
    print(n, unreachable, kept, gc.collect())

# The reference from outside is to the last of the items.
for n in SIZES:
    last = hub_of(n).items[-1]
    assert gc.collect() == 0 and last.hub.items[-1] is last and len(last.hub.items) == n
    del last
    print(n, gc.collect())

# Two hubs that refer to one another, each of the same items.
for n in SIZES:
    first, second = hub_of(n), Node()
    second.items = first.items
    first.other, second.other = second, first
    for item in first.items:
        item.second = second
    del first, item
    assert gc.collect() == 0 and second.other.items is second.items
    del second
    # How many of the items' dicts are objects is an implementation's affair.
    print(n, gc.collect() >= 2 * n + 3)

# A finaliser brings a hub back, and with it all that refers to it.
for n in (3, 59, 60, 61, 62, 200):
    hub = Returning()
    hub.items = [Node() for _ in range(n)]
    for item in hub.items:
        item.hub = hub
    del hub, item
    print(n, gc.collect(), len(saved))
    hub = saved.pop()
    assert len(hub.items) == n and all(item.hub is hub for item in hub.items)
    del hub
    print(n, gc.collect(), len(saved))
