# except*: matching parts, naked exceptions, re-raising, combined raises, else and finally
def run(exc):
    try:
        try:
            if exc is not None: raise exc
            print("body ok")
        except* ValueError as e: print("V", repr(e))
        except* (TypeError, KeyError) as e: print("TK", repr(e))
        else: print("else")
        finally: print("finally")
    except BaseException as e: print("left", repr(e))
run(None)
run(ValueError("naked"))
run(OSError("unmatched"))
run(ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)]))
run(ExceptionGroup("g", [ValueError(1), OSError(2), ExceptionGroup("h", [KeyError(3), OSError(4)])]))
run(KeyboardInterrupt())
run(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(1)]))
def reraise():
    try:
        try: raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError: raise
        except* TypeError as e: raise OSError("new") from e
    except ExceptionGroup as e: print(repr(e), [repr(x.__cause__) for x in e.exceptions])
reraise()
def raises_one():
    try:
        try: raise ExceptionGroup("g", [ValueError(1)])
        except* ValueError: raise KeyError("k")
    except BaseException as e: print(repr(e), repr(e.__context__), type(e.__context__).__name__)
raises_one()
def bad(t):
    try:
        try: raise ValueError
        except* t: pass
    except TypeError as e: print(e)
for t in (ExceptionGroup, 5, (ValueError, BaseExceptionGroup)): bad(t)
try:
    try: raise ExceptionGroup("g", [ValueError(1), ValueError(2)])
    except* ValueError as e:
        print(len(e.exceptions))
        try: raise e.exceptions[0]
        except ValueError as inner: print("inner", inner)
except BaseException as e: print("no", e)
try: e
except NameError as x: print(x)
def loop():
    for i in range(2):
        try: raise ValueError(i)
        except* ValueError as e:
            print("loop", i, e.exceptions)
loop()
def nested():
    try:
        try: raise ExceptionGroup("a", [ValueError(1), KeyError(2)])
        except* KeyError: print("inner key")
    except* ValueError as e: print("outer", repr(e))
nested()
