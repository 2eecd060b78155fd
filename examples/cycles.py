"""Cycles: counting alone never frees objects that refer to each other; the cycle collector does, weak references avoid them."""
import gc
import weakref


class Node:
    alive = 0

    def __init__(self, name):
        self.name = name
        self.links = []
        Node.alive += 1

    def __del__(self):
        Node.alive -= 1


def ring(size):
    nodes = [Node(i) for i in range(size)]
    for i, node in enumerate(nodes):
        node.links.append(nodes[(i + 1) % size])
    return nodes[0]


gc.disable()
chain = Node("head")
chain.links.append(Node("tail"))
del chain
print("a chain dies at once:     ", Node.alive, "alive")

first = ring(1000)
watch = weakref.ref(first)
del first
print("a ring of 1000 does not:  ", Node.alive, "alive, reachable:", watch() is not None)
gc.collect()
print("after a collection:       ", Node.alive, "alive, reachable:", watch() is not None)


class Child(Node):
    def __init__(self, name, parent):
        super().__init__(name)
        self.parent = weakref.ref(parent)
        parent.links.append(self)


tree = Node("root")
for i in range(10):
    Child(i, tree)
print("a tree with weak parents: ", Node.alive, "alive, parent:", tree.links[3].parent().name)
del tree
print("dies without a collection:", Node.alive, "alive")
gc.enable()
