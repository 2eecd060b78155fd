# breadth first, depth first, Dijkstra, topological sort, union find, cycle detection
from collections import deque, defaultdict
import heapq
E = [("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("c", "d", 8), ("d", "e", 3)]
g = defaultdict(dict)
for u, v, w in E: g[u][v] = w; g[v][u] = w
def bfs(s):
    seen, q = {s: None}, deque([s])
    while q:
        u = q.popleft()
        for v in sorted(g[u]):
            if v not in seen: seen[v] = u; q.append(v)
    return seen
def dfs(u, seen=None):
    seen = seen if seen is not None else []
    seen.append(u)
    for v in sorted(g[u]):
        if v not in seen: dfs(v, seen)
    return seen
def dijkstra(s):
    dist, pq = {s: 0}, [(0, s)]
    while pq:
        d, u = heapq.heappop(pq)
        if d > dist[u]: continue
        for v, w in g[u].items():
            if d + w < dist.get(v, float("inf")): dist[v] = d + w; heapq.heappush(pq, (d + w, v))
    return dist
print(bfs("a"), dfs("a"), sorted(dijkstra("a").items()))
deps = {"app": ["lib", "ui"], "ui": ["lib"], "lib": ["core"], "core": [], "test": ["app"]}
def topo(d):
    out, state = [], {}
    def visit(n):
        if state.get(n) == 1: raise ValueError(f"cycle at {n}")
        if n not in state:
            state[n] = 1
            for m in d[n]: visit(m)
            state[n] = 2; out.append(n)
    for n in sorted(d): visit(n)
    return out
print(topo(deps)); deps["core"].append("app")
try: topo(deps)
except ValueError as e: print(e)
p = {}
def find(x):
    while p.setdefault(x, x) != x: p[x] = p[p[x]]; x = p[x]
    return x
mst = []
for u, v, w in sorted(E, key=lambda e: e[2]):
    if find(u) != find(v): p[find(u)] = find(v); mst.append((u, v, w))
print(mst, sum(w for *_, w in mst))
