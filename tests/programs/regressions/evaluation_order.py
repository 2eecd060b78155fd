# order of evaluation in places where compilers slip
log = []
def e(x): log.append(x); return x
def flush(): print(log); log.clear()
d = {}
d[e("key")] = e("value"); flush()
d["k2"] = ""; e(d)[e("k2")] += e("x"); flush()
[e(1), *[e(2)], e(3)]; flush()
{e("a"): e(1), **{e("b"): e(2)}}; flush()
def f(*a, **k): return None
f(e(1), *[e(2)], k=e(3), **{"z": e(4)}); flush()
(e(1), e(2))[e(0)]; flush()
e(1) if e(0) else e(2); flush()
e(1) < e(2) < e(0) < e(9); flush()
x = [0, 0, 0]; x[e(0)], x[e(1)] = e(5), e(6); flush()
e(0) or e("") or e(3); e(1) and e(0) and e(3); flush()
class C(e(object), metaclass=e(type)): a = e("body")
flush()
@e
@(lambda fn: e(fn) and fn)
def g(a=e("default")): pass
print(len(log)); log.clear()
lst = [3, 4]; i = 0; i = lst[i]; lst[0], i = i + 1, 9; print(lst, i)
a = [1, 2, 3]; j = 0; j, a[j] = 2, "z"; print(a, j)
del lst[e(0)]; flush()
print(f"{e(1)}{e(2):{e(3)}}"); flush()
assert e(1), e("not evaluated"); flush()
for k in e([1]): pass
with_ = [y for y in e([1, 2]) if e(y)]; flush()
