# name mangling in methods, classes, arguments, globals, imports, getattr
__glob = "module level"
class A:
    __cls = 1
    def __init__(self, __arg=2): self.__inst = __arg
    def __hidden(self): return "hidden"
    def get(self): return self.__cls, self.__inst, self.__hidden(), self.__class__.__name__
    def keyword(self, **k): return k
    def call(self): return self.keyword(__x=1)
    def local(self): __v = 3; return list(locals())
    def glob(self):
        try: return __glob
        except NameError as e: return str(e)
    class __Inner: pass
    @staticmethod
    def peek(o): return o.__inst
class B(A):
    def __hidden(self): return "B's own"
    def both(self): return self.__hidden(), self._A__hidden()
a = A(); print(a.get(), a.call(), a.local(), a.glob(), A.peek(a), sorted(vars(a)), A._A__Inner.__name__)
print(B().both(), B().get(), hasattr(a, "__cls"), getattr(a, "_A__cls"))
try: a.__inst
except AttributeError as e: print(e)
