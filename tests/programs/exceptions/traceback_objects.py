# walking tb_next, tb_lineno, frames' names; with_traceback; sys.exc_info, sys.exception
import sys
def a(): b()
def b(): c()
def c(): raise ValueError("deep")
def names(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out
try: a()
except ValueError as e:
    print(names(e.__traceback__))
    kept = e
    t, v, tb = sys.exc_info()
    print(t is ValueError, v is e, tb is e.__traceback__, sys.exception() is e)
print(sys.exc_info(), sys.exception())
try: raise kept
except ValueError as e: print(names(e.__traceback__))
try: raise kept.with_traceback(None)
except ValueError as e: print(names(e.__traceback__))
def rethrow():
    try: a()
    except ValueError: raise
try: rethrow()
except ValueError as e: print(names(e.__traceback__))
def rethrow_named():
    try: a()
    except ValueError as e: raise e
try: rethrow_named()
except ValueError as e: print(names(e.__traceback__))
try: [1 / x for x in (1, 0)]
except ZeroDivisionError as e: print(names(e.__traceback__))
try: list(1 / x for x in (0,))
except ZeroDivisionError as e: print(names(e.__traceback__))
try: (lambda: {}["k"])()
except KeyError as e: print(names(e.__traceback__))
class K:
    def __getattr__(self, n): raise AttributeError(n)
try: K().x
except AttributeError as e: print(names(e.__traceback__))
try: exec("x = 1\n1 / 0")
except ZeroDivisionError as e: print(names(e.__traceback__))
f = kept.__traceback__.tb_frame
print(f.f_lineno > 0, f.f_globals is globals(), f.f_back, f.f_code.co_filename.endswith(".py"))
def frame_locals():
    x = 1
    y = "two"
    return sys._getframe()
fr = frame_locals()
print(fr.f_locals, fr.f_code.co_name, sys._getframe().f_code.co_name)
def lines(f):
    try: f()
    except ZeroDivisionError as e: entry = e.__traceback__.tb_next
    first = f.__code__.co_firstlineno
    print(f.__name__, entry.tb_lineno - first, entry.tb_frame.f_lineno - first)
def in_handler():
    try:
        1 / 0
    except:
        1 / 0
        pass
def named_handler():
    try:
        1 / 0
    except ZeroDivisionError as e:
        x = 1
        1 / 0
def in_body():
    1 / 0
    pass
for f in in_handler, named_handler, in_body: lines(f)
