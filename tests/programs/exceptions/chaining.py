# __cause__, __context__, raise from, from None, suppressed context, cycles
def chain(e):
    out = []
    while e is not None:
        out.append((type(e).__name__, str(e), e.__suppress_context__))
        e = e.__cause__ or e.__context__
    return out
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise ValueError("v") from z
except ValueError as e: print(chain(e), e.__cause__ is e.__context__)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("v")
except ValueError as e: print(chain(e), e.__cause__)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("v") from None
except ValueError as e: print(e.__cause__, repr(e.__context__), e.__suppress_context__)
try: raise ValueError("class cause") from KeyError
except ValueError as e: print(repr(e.__cause__))
for bad in ("raise ValueError from 5", "raise 5", "raise int", "raise 'text'", "raise None", "raise ValueError from int", "raise"):
    try: exec(bad)
    except Exception as e: print(bad, "!!", type(e).__name__, e)
def f():
    try: raise KeyError("a")
    except KeyError:
        try: raise IndexError("b")
        finally: raise TypeError("c")
try: f()
except TypeError as e: print(chain(e))
e1, e2 = ValueError(1), ValueError(2)
try:
    try: raise e1
    except ValueError:
        try: raise e2
        except ValueError: raise e1
except ValueError as e: print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
try:
    try: raise ValueError("kept")
    except ValueError as e:
        try: raise e
        except ValueError as again: print(again is e, again.__context__)
        raise
except ValueError as e: print(e, e.__context__)
class Boom:
    def __del__(self): pass
    def __exit__(self, *a): raise RuntimeError("exit")
    def __enter__(self): pass
try:
    with Boom(): raise KeyError("body")
except RuntimeError as e: print(chain(e))
def gen():
    try: yield 1
    except ValueError: raise KeyError("in gen")
g = gen(); next(g)
try: g.throw(ValueError("thrown"))
except KeyError as e: print(chain(e))
try:
    try: raise ValueError("x")
    except ValueError: 
        try: pass
        finally: raise KeyError("y")
except KeyError as e: print(chain(e))
e = ValueError("manual")
e.__context__ = KeyError("ctx")
e.__cause__ = None
print(e.__suppress_context__)
e.__suppress_context__ = False
print(chain(e))

# A cycle of contexts is cut open where the new link begins.
first, second = ValueError(1), ValueError(2)
first.__context__, second.__context__ = second, first
try:
    try:
        raise first
    except ValueError:
        raise second
except ValueError as e:
    print(repr(e), repr(e.__context__), first.__context__)
