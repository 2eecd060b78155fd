# an event simulation with a seeded generator and a heap
import heapq, random
rng = random.Random(99)
t, q, served, events, busy = 0.0, [], [], [], 0
def at(d, kind, who): heapq.heappush(events, (round(t + d, 6), len(served) * 1000 + len(events), kind, who))
at(0, "arrive", 0); n = 0
while events and n < 60:
    t, _, kind, who = heapq.heappop(events)
    if kind == "arrive":
        n += 1; q.append((who, t)); at(rng.expovariate(1.0), "arrive", who + 1)
    else: busy -= 1; served.append((who, t))
    while q and busy < 2:
        w, since = q.pop(0); busy += 1; at(rng.uniform(0.5, 2.5), "leave", w)
print(n, len(served), len(q), round(t, 4), served[:3], [w for w, _ in served][-5:])
