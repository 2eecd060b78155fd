# heapq
import heapq, random
h = []
for x in (5, 1, 8, 3, 9, 2): heapq.heappush(h, x)
print(h, heapq.heappop(h), h, heapq.heappushpop(h, 0), heapq.heappushpop(h, 6), heapq.heapreplace(h, 7), h)
l = [9, 4, 7, 1, 8, 2, 6]; heapq.heapify(l); print(l, [heapq.heappop(l) for _ in range(len(l))])
print(heapq.nlargest(3, [5, 1, 9, 3]), heapq.nsmallest(2, [5, 1, 9, 3]), heapq.nlargest(2, ["aaa", "b", "cc"], key=len), heapq.nsmallest(10, [2, 1]), heapq.nlargest(0, [1]), heapq.nsmallest(1, [3, 1]), heapq.nlargest(1, "abc"), heapq.nsmallest(2, {"b": 1, "a": 2}))
print(list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([3, 1], [2, 0], reverse=True)), list(heapq.merge(["a", "ccc"], ["bb"], key=len)), list(heapq.merge()))
for f in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((), 1), lambda: heapq.heapify(5), lambda: heapq.heapify([1, "a"]), lambda: heapq.heappush([1], "a")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
random.seed(1); d = [random.randrange(1000) for _ in range(300)]; q = d[:]; heapq.heapify(q)
print([heapq.heappop(q) for _ in range(300)] == sorted(d))
t = []
for i, (p, n) in enumerate([(2, "b"), (1, "x"), (2, "a"), (1, "y")]): heapq.heappush(t, (p, i, n))
print([heapq.heappop(t)[2] for _ in range(4)])
g = {"A": {"B": 1, "C": 4}, "B": {"C": 2, "D": 5}, "C": {"D": 1}, "D": {}}
dist, pq = {"A": 0}, [(0, "A")]
while pq:
    c, u = heapq.heappop(pq)
    for v, w in g[u].items():
        if c + w < dist.get(v, 10 ** 9): dist[v] = c + w; heapq.heappush(pq, (c + w, v))
print(dist)
