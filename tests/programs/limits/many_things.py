# large counts: arguments, locals, constants, elif branches, nested functions, list elements
src = "def f(" + ", ".join(f"a{i}" for i in range(300)) + "): return a0 + a299\n"
ns = {}; exec(src, ns); print(ns["f"](*range(300)), ns["f"](**{f"a{i}": i for i in range(300)}))
try: ns["f"](*range(299))
except TypeError as e: print(e)
exec("def g():\n" + "".join(f"    v{i} = {i}\n" for i in range(600)) + "    return v0 + v599 + len(locals())\n", ns); print(ns["g"]())
exec("def h(x):\n" + "".join(f"    if x == {i}: return {i * 1000}\n" for i in range(700)), ns); print(ns["h"](699), ns["h"](0), ns["h"](-1))
exec("t = [" + ",".join(str(i * 100003) for i in range(5000)) + "]", ns); print(len(ns["t"]), sum(ns["t"]))
exec("d = {" + ",".join(f"'k{i}': {i}.5" for i in range(2000)) + "}", ns); print(len(ns["d"]), ns["d"]["k1999"])
exec("def e(x):\n    if x == 0: return 0\n" + "".join(f"    elif x == {i}: return {i}\n" for i in range(1, 400)) + "    else: return -1", ns); print(ns["e"](399), ns["e"](1000))
print(eval("+".join(["1"] * 900)), eval(" and ".join(["1"] * 500)), len(eval("'a' " * 500)), eval("f(" + ",".join("1" * 300) + ")", ns))
def many(*a, **k): return len(a), len(k)
print(many(*range(100000)), many(**{f"k{i}": 1 for i in range(10000)}), max(*range(5000)), len("".join(map(str, range(10000)))))
class C: pass
for i in range(5000): setattr(C, f"m{i}", i)
c = C()
for i in range(5000): setattr(c, f"a{i}", i)
print(C.m4999, c.a4999, len(vars(c)))
exec("class Big:\n" + "".join(f"    def m{i}(self): return {i}\n" for i in range(500)), ns); print(ns["Big"]().m499())
exec("x = 0\nfor i in range(3):\n" + "    x += i\n" * 3000, ns); print(ns["x"])
exec("def deep0():\n" + "".join("    " * i + f"    def deep{i}():\n" for i in range(1, 15)) + "    " * 16 + "return 'deep'\n" + "\n".join("    " * i + f"    return deep{i}()" for i in range(14, 0, -1)), ns); print(ns["deep0"]())
while True:
    try: raise ValueError
    except ValueError: break
exec("try:\n    pass\nfinally:\n    y = [" + "(lambda: 1)," * 500 + "]", ns); print(len(ns["y"]))
