# args, str, repr, attributes of exceptions
for e in (Exception(), Exception("m"), Exception("a", 1), ValueError(""), KeyError("k"), KeyError("a", "b"), KeyError(), IndexError(5), Exception(None), Exception(("t",)), StopIteration(7), StopIteration(), SystemExit(3), SystemExit(), SystemExit("m", 2), OSError(2, "No such"), OSError(2, "No such", "file.txt"), OSError(2, "x", "a", None, "b"), OSError("one"), OSError(1, 2, 3, 4, 5, 6), ImportError("imp", name="n", path="p"), NameError("nm", name="q"), AttributeError("at", name="r", obj=5), UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad"), UnicodeEncodeError("ascii", "aé", 1, 2, "bad"), UnicodeDecodeError("x", b"abcd", 1, 3, "range"), ZeroDivisionError("z"), AssertionError([1]), GeneratorExit("g")):
    print(type(e).__name__, "|", str(e), "|", repr(e), "|", e.args)
print(StopIteration(7).value, SystemExit(3).code, SystemExit(1, 2).code, OSError(2, "x", "f").filename, OSError(2, "x", "f").errno, OSError(2, "x").strerror, OSError(2, "x", "a", None, "b").filename2, type(OSError(13, "p")).__name__, type(OSError(17, "x")).__name__, type(OSError(9999, "x")).__name__)
i = ImportError("imp", name="n", path="p")
print(i.msg, i.name, i.path, NameError("x", name="q").name, AttributeError("at", name="r", obj=5).obj)
u = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad")
print(u.encoding, u.object, u.start, u.end, u.reason)
class Custom(Exception):
    def __init__(self, a, b=2): self.a, self.b = a, b
c = Custom(1, b=3)
print(c.args, str(c), repr(c), c.a)
class NoCall(Exception): pass
print(NoCall("x", 1), NoCall.__name__, NoCall("q").args)
e = Exception("a")
e.args = ("new", "args")
print(e, repr(e))
e.extra = 1
print(vars(e), e.__cause__, e.__context__, e.__traceback__, e.__suppress_context__)
for text in ["Exception(x=1)", "e.__cause__ = 5", "e.__context__ = 5", "e.__traceback__ = 5", "e.args = 5", "KeyError(a=1)", "ImportError('x', bad=1)", "UnicodeDecodeError('a')", "UnicodeEncodeError(1, 2, 3, 4, 5)", "del e.args", "OSError(1, 'x', z=1)", "StopIteration(x=1)"]:
    try: exec(text); print("ok", text)
    except Exception as x: print(text, "!!", type(x).__name__, x)
print(Exception("a") == Exception("a"), e.with_traceback(None) is e, hash(e) == hash(e))

print("__init__ again")
def again(e, *names, args=(), **kwargs):
    try: e.__init__(*args, **kwargs)
    except TypeError as x: print(type(x).__name__, x)
    print(type(e).__name__, e.args, *(getattr(e, name) for name in names))
again(ImportError("m", name="n", path="p"), "msg", "name", "path", "name_from")
again(ImportError("m", name="n", path="p"), "msg", "name", "path", args=("new",), path="q")
again(ImportError("m", name="n"), "msg", "name", args=("a", "b"))
again(AttributeError("m", name="n", obj=1), "name", "obj")
again(AttributeError("m", name="n", obj=1), "name", "obj", name="other")
again(NameError("m", name="n"), "name", args=("x",))
again(SystemExit(4), "code")
again(SystemExit(4), "code", args=(5, 6))
again(SystemExit(), "code")
again(StopIteration(3), "value")
again(OSError(2, "x", "f"), "errno", "strerror", "filename")
again(SyntaxError("a", ("f", 1, 2, "t")), "msg", "filename", "lineno")
