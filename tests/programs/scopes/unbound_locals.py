# UnboundLocalError against NameError, messages, conditional bindings
def show(f, *a):
    try: print(f(*a))
    except NameError as e: print(type(e).__name__, e, getattr(e, "name", "-"))
x = "global"
def a():
    print(x)
    x = 1
def b(flag):
    if flag: y = 1
    return y
def c():
    for z in []: pass
    return z
def d():
    try: raise ValueError
    except ValueError as e: pass
    return e
def e():
    del x
def f():
    x += 1
def g(): return missing
def h():
    def inner(): return late
    inner()
    late = 1
def i():
    class C:
        x = x
    return C.x
def j():
    x = "function"
    class C:
        x = x
    return C.x
def k():
    import nothing_like_this
def l():
    with open("/dev/null") as fh: del fh
    return fh
def m(p):
    del p
    return p
def n():
    [q for q in range(3)]
    return q
for fn in (a, c, d, e, f, g, h, i, j, l, n): show(fn)
show(b, True); show(b, False); show(m, 1)
class K:
    try: print(undefined_in_class)
    except NameError as err: print(err)
    x = x + " copied"
print(K.x)
