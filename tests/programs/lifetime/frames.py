# frames as objects: f_locals, f_back and lifetimes of the locals after the frame was left
import sys, gc, traceback
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f(x):
    y = x + 1
    return sys._getframe()
fr = f(1); print(fr.f_locals, fr.f_lineno, fr.f_code.co_name, fr.f_back.f_code.co_name)
fr2 = f(5); print(fr.f_locals, fr2.f_locals)
def same():
    a = sys._getframe(); return a is sys._getframe(), a.f_back is sys._getframe(1)
print(same())
def g(n):
    loc = n * 2
    if n == 0: raise ValueError("deep")
    g(n - 1)
try: g(3)
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, {k: v for k, v in tb.tb_frame.f_locals.items() if k in ("n", "loc")}, tb.tb_frame.f_back and tb.tb_frame.f_back.f_code.co_name)
        last = tb; tb = tb.tb_next
    fr = last.tb_frame
    while fr: print(fr.f_code.co_name, end=" "); fr = fr.f_back
    print()
def keeps():
    d = D("kept")
    try: 1 / 0
    except ZeroDivisionError as e: return e
k = keeps(); print("returned", sorted(k.__traceback__.tb_frame.f_locals)); k = None; print("gone")
def notkept():
    d = D("not kept")
    try: 1 / 0
    except ZeroDivisionError as e: pass
    return 5
notkept(); print("after notkept")
def cyc():
    d = D("cyc")
    try: 1 / 0
    except ZeroDivisionError as e: err = e
gc.disable(); cyc(); print("before gc"); gc.collect(); print("after gc")
def inner():
    d = D("inner"); raise KeyError
def outer():
    d = D("outer")
    try: inner()
    except KeyError: print("in handler")
    print("outer ends")
outer(); print("--")
def gen():
    d = D("gen"); yield 1
    raise OSError
try:
    for x in gen(): pass
except OSError as e:
    tb = e.__traceback__; print(sorted(tb.tb_next.tb_frame.f_locals), tb.tb_next.tb_frame.f_back.f_code.co_name); del tb
print("gen over")
def reraise():
    d = D("reraise")
    try: inner()
    except KeyError: raise
try: reraise()
except KeyError as e: print([t.name for t in traceback.extract_tb(e.__traceback__)])
print("--")
def clo():
    v = 1
    def h(): return v + w
    w = 2
    raise IndexError
try: clo()
except IndexError as e: print(sorted(e.__traceback__.tb_next.tb_frame.f_locals.items())[1:]); fr = e.__traceback__.tb_next.tb_frame; traceback.clear_frames(e.__traceback__); print(fr.f_locals)
class B:
    z = D("class body")
    try: inner()
    except KeyError as e: pass
    fr = sys._getframe()
print(sorted(k for k in B.fr.f_locals if not k.startswith("__")))
del B; gc.collect(); print("B gone")
def live():
    try: raise ValueError
    except ValueError as e:
        x = 5
        tb = e.__traceback__
        print(tb.tb_frame is sys._getframe(), sorted(tb.tb_frame.f_locals))
        try: tb.tb_frame.clear()
        except RuntimeError as r: print(r)
live()
def native():
    d = D("native")
    return sorted([1, 2], key=lambda x: 1 / 0)
try: native()
except ZeroDivisionError as e:
    tb = e.__traceback__
    names = []
    while tb: names.append((tb.tb_frame.f_code.co_name, tb.tb_frame.f_back and tb.tb_frame.f_back.f_code.co_name)); tb = tb.tb_next
    print(names)
print("end")
import threading
def th():
    d = D("thread")
    try: inner()
    except KeyError as e: kept.append(e)
kept = []
t = threading.Thread(target=th); t.start(); t.join(); print("joined", len(kept)); kept.clear(); gc.collect(); print("cleared")
def rec(n):
    d = [n]
    if n == 0: raise ValueError
    try: rec(n - 1)
    except ValueError as e: raise KeyError(n) from e
try: rec(5)
except KeyError as e: print(len(traceback.format_exception(e)))
def init():
    class A:
        def __init__(s): d = D("init"); s.x = 1; raise ValueError
    A()
try: init()
except ValueError as e: print(e.__traceback__.tb_next.tb_next.tb_frame.f_back.f_code.co_name)
print("done")
async def co():
    d = D("co"); raise ValueError
def run():
    try: co().send(None)
    except ValueError as e: print(sorted(e.__traceback__.tb_next.tb_frame.f_locals))
run()
print("end")
