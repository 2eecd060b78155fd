# list idioms: flatten, chunk, rotate, dedupe, transpose, partition, windows, matrix walks
l = list(range(10))
print([l[i:i + 3] for i in range(0, 10, 3)], l[3:] + l[:3], list(dict.fromkeys([3, 1, 3, 2, 1])), [list(c) for c in zip(*[[1, 2, 3], [4, 5, 6]])], [x for r in [[1], [2, 3]] for x in r])
ev, od = [], []
for x in l: (od if x & 1 else ev).append(x)
print(ev, od, list(zip(l, l[1:]))[:3], [sum(l[:i]) for i in range(5)], [a - b for a, b in zip(l[1:], l)][:3], sum(l[::2]) - sum(l[1::2]))
m = [[r * 3 + c for c in range(3)] for r in range(3)]
print([m[i][i] for i in range(3)], [r[::-1] for r in m[::-1]], [list(r) for r in zip(*m[::-1])])
def spiral(m): return m and list(m[0]) + spiral([*zip(*m[1:])][::-1])
print(spiral(m)); q = l[:]; out = []
while len(q) > 1: q = q[2 % len(q) + 1:] + q[:2 % len(q)] if len(q) > 2 else q[:1]; out.append(len(q))
print(out, q); a = [5, 3, 8]; a[0], a[-1] = a[-1], a[0]; print(a, [a.pop(a.index(min(a))) for _ in range(3)], a)
g = [[0] * 4 for _ in range(3)]
for r in range(3):
    for c in range(4): g[r][c] = (g[r - 1][c] if r else 1) + (g[r][c - 1] if c else 0)
print(g); s = [1]; [s.append(s[-1] * 2) for _ in range(9)]; print(s, s.index(64), 65 in s)
t = [3, [1, [4, [1, 5]], 9]]; flat = lambda x: [y for i in x for y in (flat(i) if isinstance(i, list) else [i])]; print(flat(t), str(t).count("["))
p = [1, 2, 3]
for i in range(len(p)): p += [p[i] * 10]
print(p, p[:] == p, p[:] is p, [*p[:2], *p[-2:]], p.copy().sort(), sorted(p, key=lambda x: (-(x % 3), x)))
