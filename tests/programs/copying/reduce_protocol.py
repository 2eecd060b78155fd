# copy: what can be taken apart, and the protocol by which it is
import array, collections, copy, enum, functools, itertools, math, operator
from collections import *
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
copy.copy(5), copy.copy([1]), copy.copy({1}), copy.copy(slice(1)), copy.copy(range(3))
copy.copy()
copy.deepcopy()
copy.copy(x for x in [])
copy.deepcopy(x for x in [])
copy.copy(open)
copy.deepcopy(copy)
copy.deepcopy({1: [2]}), copy.deepcopy((1, [2])), copy.deepcopy(frozenset([1]))
copy.copy(ValueError(1)), copy.deepcopy(KeyError([1]))
copy.copy(OSError(2, "a")), copy.copy(StopIteration(5)).value
copy.copy(functools.partial(int, base=2)), 
copy.copy(weakref) if 0 else 1
copy.copy(type), copy.copy(int), copy.deepcopy(int)
copy.copy({}.keys())
copy.copy(staticmethod(1))
copy.copy(super(int, 5))
copy.replace(5)
copy.replace(5, x=1)
class Slots:
    __slots__ = ("a", "b")
s = Slots(); s.a = 1; copy.copy(s).a
s.__reduce_ex__(0)
s.__getstate__()
class NA:
    def __getnewargs__(self): return 5
copy.copy(NA())
class NAE:
    def __getnewargs_ex__(self): return (1,)
copy.copy(NAE())
class RR:
    def __reduce__(self): return 5
copy.copy(RR())
class RS:
    def __reduce__(self): return "name"
class RT:
    def __reduce__(self): return (1,)
copy.copy(RT())
class GS:
    def __getstate__(self): return 5
copy.copy(GS())
class SS:
    def __init__(self): self.a = 1
    def __setstate__(self, s): self.s = s
copy.copy(SS()).s
class CC:
    def __copy__(self): return 5
    def __deepcopy__(self): return 6
copy.copy(CC())
copy.deepcopy(CC())
''')
