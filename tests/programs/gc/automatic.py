# Collections that start by themselves: garbage does not pile up, and what is alive stays whole.
import gc
import weakref


class Node:
    live = 0

    def __init__(self):
        self.me = self
        Node.live += 1

    def __del__(self):
        Node.live -= 1


most = 0
for i in range(60000):
    Node()
    most = max(most, Node.live)
print(most < 20000)
gc.collect()
print(Node.live)

# A structure that grows while garbage is made.
kept = []
for i in range(30000):
    kept.append({"i": i, "pair": (i, [i])})
    g = [None]
    g[0] = g
print(len(kept), sum(d["i"] for d in kept), all(d["pair"][1] == [d["i"]] for d in kept))

# Old objects that refer to young ones.
old = [[] for _ in range(100)]
gc.collect()
for round in range(300):
    for items in old:
        items[:] = [[round], {round: items}]
print(all(items[0] == [299] and items[1][299] is items for items in old))
refs = [weakref.ref(type("T", (), {})) for _ in range(5000)]
gc.collect()
print(sum(r() is not None for r in refs))
