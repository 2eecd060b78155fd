# importing, compiling and defining classes in several threads at once
import threading
res = []
def f(i):
    import json, bisect, heapq, string, fractions
    res.append((json.dumps({"i": i}), bisect.bisect([1, 2], 1), string.digits[i], fractions.Fraction(i, 2)))
    exec(f"class C{i}:\n    v = {i}\nout.append(C{i}.v)", {"out": out})
out = []
ts = [threading.Thread(target=f, args=(i,)) for i in range(6)]; [t.start() for t in ts]; [t.join() for t in ts]
print(sorted(res), sorted(out))
