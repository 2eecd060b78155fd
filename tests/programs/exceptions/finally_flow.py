# finally with return, break, continue; overriding; nesting in loops and generators
def ret_over():
    try: return "try"
    finally: return "finally"
def swallow():
    try: raise ValueError
    finally: return "swallowed"
def brk():
    while True:
        try: raise ValueError
        finally: break
    return "broke"
def cont():
    out = []
    for i in range(3):
        try: out.append(i); raise KeyError
        except KeyError: continue
        finally: out.append("f")
    return out
def order():
    out = []
    try:
        out.append("t")
        try: out.append("i"); raise ValueError
        except ValueError: out.append("e"); raise KeyError
        finally: out.append("f1")
    except KeyError: out.append("k")
    else: out.append("no")
    finally: out.append("f2")
    return out
def value():
    x = 1
    try: return x
    finally: x = 2
def mutable():
    x = [1]
    try: return x
    finally: x.append(2)
def loop_ret():
    for i in range(5):
        try:
            if i == 2: return i
        finally:
            if i == 2: print("leaving")
def gen():
    try:
        yield 1
        yield 2
    finally: print("gen finally")
for f in (ret_over, swallow, brk, cont, order, value, mutable, loop_ret): print(f.__name__, f())
for x in gen():
    print(x)
    break
g = gen(); next(g); g.close()
def deep():
    try:
        try:
            try: 1 / 0
            finally: print("1")
        finally: print("2")
    except ZeroDivisionError: print("3"); return "four"
    finally: print("5")
print(deep())
def raise_in_else():
    try: pass
    except ValueError: print("not caught here")
    else: raise ValueError("from else")
    finally: print("fin")
try: raise_in_else()
except ValueError as e: print(e)
def while_else():
    n = 0
    while n < 3:
        try:
            n += 1
            if n == 2: continue
        finally: print("n", n)
    else: return "else reached"
print(while_else())
