# exception classes: constructors, fields, groups, raise and except given wrong things
def blocks(text):
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith((" ", "except", "finally")) or found[-1][-1].startswith("@")): found[-1].append(line)
        else: found.append([line])
    return ["\n".join(block) for block in found]
def show(text):
    for source in blocks(text):
        shown = source.replace("\n", " | ")
        try:
            try: code = compile(source, "<test>", "eval")
            except SyntaxError: code = None
            if code is None: exec(source, globals())
            else: print(shown, "->", repr(eval(code, globals())))
        except BaseException as e: print(shown, "!!", f"{type(e).__name__}: {e}")
show(r'''
ValueError(1, 2)
ValueError(x=1)
BaseException.__new__(int)
BaseException.__new__(ValueError, 1)
e = ValueError("a", "b")
e.args
e.args = 5
e.args = "ab"
e.args
del e.args
str(e), repr(e)
e.__traceback__ = 5
e.__cause__ = 5
e.__context__ = 5
e.__suppress_context__ = 5
del e.__traceback__
del e.__cause__
del e.__suppress_context__
e.__notes__
e.add_note(5)
e.add_note("n")
e.__notes__
e.add_note()
e.with_traceback(5)
e.with_traceback()
e.__dict__
e.foo = 1
e.__dict__
e.__dict__ = 5
e.__reduce__()
e.__setstate__({"q": 1})
e.q
e.__setstate__(5)
e.__class__ = KeyError
e.__class__ = OSError
KeyError("a")
str(KeyError("a")), str(KeyError("a", "b")), str(KeyError())
str(OSError(1, "x")), str(OSError(1)), str(OSError(1, "x", "f")), str(OSError(1, "x", "f", None, "g"))
OSError(1, 2, 3, 4, 5, 6)
OSError(2, "x"), OSError(13, "x", "f").filename
OSError("a").errno
OSError(2, "a").characters_written
e = OSError(2, "a", "f"); e.errno = 5; str(e)
IOError is OSError, EnvironmentError is OSError
FileNotFoundError(2, "x"), FileNotFoundError(1, "x"), FileNotFoundError("x")
type(OSError(2, "x")), type(OSError(11, "x")), type(OSError(999, "x"))
class MyOS(OSError): pass
MyOS(2, "x")
BlockingIOError(11, "x", 5).characters_written
StopIteration(1).value, StopIteration().value, StopIteration(1, 2).value
SystemExit(1, 2).code, SystemExit().code
ImportError("a", name="n", path="p").name
ImportError("a", foo=1)
ImportError(name=1, foo=2)
ImportError("a", name_from="x").name_from
str(ImportError("a", "b")), ImportError("a").msg, ImportError().msg
AttributeError("a", name="n", obj=5).obj
AttributeError("a", foo=1)
NameError("a", name="x").name
NameError("a", x=1)
UnicodeDecodeError("utf8", b"abc", 0, 1, "x")
str(UnicodeDecodeError("utf8", b"abc", 0, 1, "x"))
str(UnicodeDecodeError("utf8", b"abc", 0, 2, "x"))
str(UnicodeEncodeError("ascii", "ab\xe9", 2, 3, "x"))
str(UnicodeEncodeError("ascii", "ab\u1234", 2, 3, "x"))
str(UnicodeTranslateError("ab\u1234", 2, 3, "x"))
UnicodeDecodeError("utf8", "abc", 0, 1, "x")
UnicodeDecodeError("utf8", b"abc", 0, 1)
UnicodeDecodeError()
UnicodeEncodeError("ascii", b"a", 0, 1, "x")
UnicodeDecodeError(5, b"a", 0, 1, "x")
UnicodeDecodeError("a", b"a", "x", 1, "x")
SyntaxError("a", ("f", 1, 2, "text"))
str(SyntaxError("a", ("f", 1, 2, "text")))
SyntaxError("a", ("f", 1, 2, "text", 3, 4)).end_lineno
SyntaxError("a", 5)
SyntaxError("a", (1, 2))
SyntaxError("a", ("f", 1, 2, "text", 3))
str(SyntaxError("a", ("/x/f.py", 5, 2, "text")))
SyntaxError().msg, SyntaxError("m").msg, SyntaxError().lineno
ExceptionGroup("a", [ValueError(1)])
ExceptionGroup("a", [])
ExceptionGroup("a", 5)
ExceptionGroup("a", [5])
ExceptionGroup(5, [ValueError(1)])
ExceptionGroup("a")
ExceptionGroup("a", [ValueError()], 5)
ExceptionGroup("a", {ValueError()})
ExceptionGroup("a", (ValueError(1), KeyError(2)))
ExceptionGroup("a", [KeyboardInterrupt()])
BaseExceptionGroup("a", [KeyboardInterrupt()])
BaseExceptionGroup("a", [ValueError()])
g = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), ValueError(3)])])
g.message, g.exceptions
g.message = 5
g.exceptions = 5
str(g), repr(g)
g.split(ValueError)
g.split((ValueError, KeyError))
g.split(lambda e: isinstance(e, KeyError))
g.split(5)
g.split()
g.subgroup(ValueError)
g.subgroup(TypeError)
g.derive([ValueError(9)])
g.derive(5)
g.derive()
ExceptionGroup[int]
class EG(ExceptionGroup):
    def derive(self, excs): return EG(self.message, excs)
EG("x", [ValueError(1), KeyError(1)]).split(ValueError)
class EG2(ExceptionGroup):
    def __new__(cls, *a): return super().__new__(cls, "m", [ValueError()])
EG2()
class EG3(ExceptionGroup, ValueError): pass
EG3("a", [ValueError(1)])
class Bad(ValueError, KeyError): pass
Bad("x"), str(Bad("x"))
class Bad2(ValueError, OSError): pass
class Bad3(OSError, SyntaxError): pass
raise 5
raise int
raise None
raise ValueError from 5
raise ValueError("a") from None
raise ValueError from KeyError
raise ValueError, 5
raise
class NotExc: pass
raise NotExc
raise NotExc()
raise "str"
class Ctor(Exception):
    def __init__(self, x): self.x = x
raise Ctor
Ctor(1), Ctor(1).args, str(Ctor(1))
class New(Exception):
    def __new__(cls, *a): return 5
raise New
try: 1/0
except 5: pass
try: 1/0
except (ValueError, 5): pass
try: 1/0
except "a": pass
try: raise ExceptionGroup("a", [ValueError()])
except* ExceptionGroup: pass
try: raise ValueError(1)
except* 5: pass
def f():
    try: raise ValueError(1)
    finally: return 2
f()
def f():
    for i in range(3):
        try: raise ValueError(i)
        except ValueError: continue
        finally: print("fin", i)
f()
try:
    try: raise ValueError(1)
    except ValueError as e: raise KeyError(2) from e
except KeyError as k: x = (k.__cause__, k.__context__, k.__suppress_context__)
try:
    try: raise ValueError(1)
    except ValueError as e: raise KeyError(2)
except KeyError as k: x = (k.__cause__, k.__context__, k.__suppress_context__)
e
assert 0
assert 0, "msg"
assert 0, (1, 2)
assert (0, "x")
import sys
sys.exc_info()
sys.exception()
class CM:
    def __enter__(self): return 5
    def __exit__(self, *a): print(a[0]); return True
with CM() as x: 1/0
with 5: pass
class CM2:
    def __enter__(self): pass
with CM2(): pass
class CM3:
    def __exit__(self, *a): pass
with CM3(): pass
async def g(): pass
class AM: pass
def f(): yield from 5
list(f())
def gen():
    try: yield 1
    except GeneratorExit: yield 2
x = gen(); next(x); x.close()
def gen():
    raise StopIteration
    yield
next(gen())
def gen(): yield 1
x = gen(); x.send(5)
x.throw(5)
x.throw(ValueError)
x.throw(ValueError("a"))
x = gen(); x.throw(ValueError, "msg")
x = gen(); x.throw(ValueError, "msg", 5)
x = gen(); x.throw()
x = gen(); next(x); next(x)
x.gi_frame, x.gi_running, x.gi_yieldfrom
x.gi_frame = 5
x.__name__ = 5
x.__name__ = "q"
x.__qualname__
NotImplemented()
NotImplementedError()
bool(NotImplemented)
not NotImplemented
RecursionError, PythonFinalizationError
''')
