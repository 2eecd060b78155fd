# functools given wrong things
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
functools.reduce()
functools.reduce(lambda a, b: a, [])
functools.reduce(5, [1, 2])
functools.reduce(lambda a, b: a + b, 5)
functools.partial()
functools.partial(5)
functools.partial(int, base=2)("101"), functools.partial(int).func, functools.partial(int, 5)
functools.partial(int).func = 5
functools.lru_cache("a")
functools.lru_cache(lambda x: x)([])
functools.cmp_to_key()
sorted([3, 1], key=functools.cmp_to_key(lambda a, b: a - b))
functools.wraps(int)(lambda: 1).__name__
functools.total_ordering(int)
class TO: pass
functools.total_ordering(TO)
@functools.singledispatch
def sd(x): return "base"
sd()
sd.register(5)
sd.register(int, lambda x: "int")(5), sd(5), sd("a"), sd.dispatch(bool)(1)
@functools.cached_property
def cp(self): pass
class CP:
    @functools.cached_property
    def x(self): return []
c = CP(); c.x is c.x, CP.x.attrname
''')
