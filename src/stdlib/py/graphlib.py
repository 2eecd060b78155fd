"""Topological order of a graph."""

__all__ = ["TopologicalSorter", "CycleError"]

_OUT = -1
_DONE = -2


class _NodeInfo:
    __slots__ = ("node", "npredecessors", "successors")

    def __init__(self, node):
        self.node = node
        # How many predecessors are left, or _OUT, or _DONE.
        self.npredecessors = 0
        self.successors = []


class CycleError(ValueError):
    """The graph has a cycle; it is the second item of args."""


class TopologicalSorter:
    """Gives the nodes of a graph so that predecessors come first."""

    def __init__(self, graph=None):
        self._node2info = {}
        self._ready_nodes = None
        self._npassedout = 0
        self._nfinished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _get_nodeinfo(self, node):
        info = self._node2info.get(node)
        if info is None:
            info = self._node2info[node] = _NodeInfo(node)
        return info

    def add(self, node, *predecessors):
        """Add a node with nodes that must come before it."""
        if self._ready_nodes is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        nodeinfo = self._get_nodeinfo(node)
        nodeinfo.npredecessors += len(predecessors)
        for pred in predecessors:
            self._get_nodeinfo(pred).successors.append(node)

    def prepare(self):
        """Finish the graph; CycleError if there is a cycle."""
        if self._ready_nodes is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready_nodes = [
            i.node for i in self._node2info.values() if i.npredecessors == 0
        ]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        """Return the nodes whose predecessors are done, as a tuple."""
        if self._ready_nodes is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready_nodes)
        for node in result:
            self._node2info[node].npredecessors = _OUT
        self._ready_nodes.clear()
        self._npassedout += len(result)
        return result

    def is_active(self):
        """Tell whether there are nodes left."""
        if self._ready_nodes is None:
            raise ValueError("prepare() must be called first")
        return self._nfinished < self._npassedout or bool(self._ready_nodes)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Mark nodes that get_ready() gave as done."""
        if self._ready_nodes is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            nodeinfo = self._node2info.get(node)
            if nodeinfo is None:
                raise ValueError(f"node {node!r} was not added using add()")
            stat = nodeinfo.npredecessors
            if stat != _OUT:
                if stat >= 0:
                    raise ValueError(
                        f"node {node!r} was not passed out "
                        f"(still not ready)"
                    )
                raise ValueError(f"node {node!r} was already marked done")
            nodeinfo.npredecessors = _DONE
            for successor in nodeinfo.successors:
                info = self._node2info[successor]
                info.npredecessors -= 1
                if info.npredecessors == 0:
                    self._ready_nodes.append(successor)
            self._nfinished += 1

    def _find_cycle(self):
        n2i = self._node2info
        stack = []
        iterators = []
        position = {}
        seen = set()
        for node in n2i:
            if node in seen:
                continue
            while True:
                if node in seen:
                    if node in position:
                        return stack[position[node]:] + [node]
                else:
                    seen.add(node)
                    iterators.append(iter(n2i[node].successors).__next__)
                    position[node] = len(stack)
                    stack.append(node)
                while stack:
                    try:
                        node = iterators[-1]()
                        break
                    except StopIteration:
                        del position[stack.pop()]
                        iterators.pop()
                else:
                    break
        return None

    def static_order(self):
        """Iterate over all the nodes in order."""
        self.prepare()
        while self.is_active():
            node_group = self.get_ready()
            yield from node_group
            self.done(*node_group)

    __class_getitem__ = classmethod(type(list[int]))
