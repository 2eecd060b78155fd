# __del__ runs at once when the last reference goes: del, rebind, return, scope end
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = D("del statement"); del a; print("-")
b = D("first"); b = D("second"); print("-"); b = None; print("-")
def f(): x = D("local"); print("in f")
f(); print("-")
def g(): return D("unused result")
g(); print("-")
D("expression statement"); print("-")
def h(x): print("got it")
h(D("argument")); print("-")
c = d = D("two names"); del c; print("still one"); del d; print("-")
def i():
    x = D("returned"); return x
r = i(); print("returned"); del r; print("-")
t = (D("in tuple"), 1)[1]; print("-")
_ = [D("loop %d" % k) and k for k in range(2)]; print("-")
for v in (D("a"), D("b")): print("body", v.n)
print("loop over"); del v; print("-")
def early(flag):
    x = D("early")
    if flag: return "returned early"
print(early(True)); print("-")
x = D("swap1"), D("swap2"); x = x[1]; print("-"); del x; print("-")
def args(*a, **k): return len(a) + len(k)
print(args(D("star"), k=D("kw"))); print("-")
print(len([D("print arg")])); print("-")
if D("condition"): print("true")
y = D("and") and 5; print("-")
z = D("self attr"); z.me = 1; del z; print("end")
last = D("at exit")
