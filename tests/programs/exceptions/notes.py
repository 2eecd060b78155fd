# add_note, __notes__
e = ValueError("v")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second\nline")
print(e.__notes__, str(e), repr(e))
for bad in (5, None, b"x"):
    try: e.add_note(bad)
    except TypeError as x: print(x)
try: e.add_note()
except TypeError as x: print(x)
e.__notes__ = "not a list"
try: e.add_note("x")
except TypeError as x: print(x)
e.__notes__ = ["replaced"]
e.add_note("more")
print(e.__notes__)
class E(Exception): pass
try:
    try: raise E("msg")
    except E as x:
        x.add_note("added while handling")
        raise
except E as x: print(x.__notes__)
del e.__notes__
print(hasattr(e, "__notes__"))
import traceback
e.add_note("shown")
e.add_note("")
print(traceback.format_exception_only(e))
