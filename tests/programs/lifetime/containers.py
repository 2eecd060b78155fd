# items die when removed from lists, dicts, sets, deques, tuples, attributes
from collections import deque
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n, end="; ")
def line(s): print("|", s)
l = [D(i) for i in range(6)]
l.pop(); line("pop"); l[0] = None; line("setitem"); del l[1]; line("delitem"); l[0:2] = []; line("slice"); l.remove(l[0]) if l else 0; line("remove"); l.clear(); line("clear")
d = {i: D(f"d{i}") for i in range(6)}
del d[0]; line("del"); d[1] = 0; line("overwrite"); d.pop(2); line("pop"); d.popitem(); line("popitem"); d.update({3: 1}); line("update"); d.clear(); line("clear")
s = {D("s1")}; s.pop(); line("set pop"); s = {D("s2")}; s.clear(); line("set clear")
q = deque([D("q0"), D("q1"), D("q2")], maxlen=3); q.append(1); line("maxlen"); q.popleft(); line("popleft"); q.clear(); line("deque clear")
class C: pass
c = C(); c.a = D("attr"); c.a = 1; line("rebind attr"); c.b = D("attr2"); del c.b; line("del attr"); c.x = D("whole"); del c; line("owner")
n = [[D("nested")]]; n = 0; line("nested")
t = (D("t0"), D("t1")); t = None; line("tuple")
k = {D("key"): 1}; k.clear(); line("key")
e = [D("x")] * 3; e.pop(); e.pop(); line("two of three"); e.pop(); line("last")
i = iter([D("i0"), D("i1")]); next(i); line("next"); next(i); line("next"); i = None; line("iterator gone")
m = map(lambda x: x, [D("m")]); del m; line("map")
z = [D("sort b"), D("sort a")]; z.sort(key=lambda o: o.n); del z[0]; line("after sort"); del z; line("list")
u = sorted([D("1"), D("0")], key=lambda o: o.n); u = 0; line("sorted")
f = {"a": D("merged")} | {"a": 1}; line("dict merge")
w = dict.fromkeys("ab", D("shared value")); del w["a"]; line("one left"); del w["b"]; line("none left")
