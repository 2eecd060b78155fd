# ExceptionGroup: construction, split, subgroup, derive, nesting, errors
eg = ExceptionGroup("top", [ValueError(1), TypeError(2), ExceptionGroup("inner", [KeyError(3), ValueError(4)])])
print(repr(eg), str(eg), eg.message, len(eg.exceptions), eg.args)
m, r = eg.split(ValueError)
print(repr(m)); print(repr(r))
print(repr(eg.subgroup(KeyError)), eg.subgroup(OSError), eg.split(OSError)[0])
print(repr(eg.subgroup(lambda e: isinstance(e, TypeError))), eg.subgroup(lambda e: True) is eg)
print(repr(eg.split((KeyError, TypeError))[0]), eg.split(ExceptionGroup)[0] is eg, eg.split(ExceptionGroup)[1])
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for a in ((), ("m",), ("m", []), ("m", 5), ("m", [5]), (5, [ValueError()]), ("m", [KeyboardInterrupt()]), ("m", [ValueError], 3), ("m", [ValueError])):
    try: print(ExceptionGroup(*a))
    except Exception as e: print(type(e).__name__, e)
class MyEG(ExceptionGroup):
    def __new__(cls, msg, excs, code): 
        s = super().__new__(cls, msg, excs)
        s.code = code
        return s
    def derive(self, excs): return MyEG(self.message, excs, self.code)
g = MyEG("mine", [ValueError(1), TypeError(2)], 42)
m, r = g.split(ValueError)
print(type(m).__name__, m.code, repr(r))
eg.add_note("note")
print(eg.subgroup(ValueError).__notes__)
for bad in (5, "x", [ValueError], (ValueError, 5)):
    try: eg.split(bad)
    except TypeError as e: print(e)
try: raise eg
except Exception as e: print(e is eg)
print(ExceptionGroup("one", (ValueError(),)), ExceptionGroup("n", [ExceptionGroup("m", [OSError("x")])]))
eg.exceptions[0].x = 1
print(isinstance(eg.exceptions, tuple))
