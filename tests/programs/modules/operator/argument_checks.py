# operator given wrong things
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
operator.add(1)
operator.add(1, "a")
operator.itemgetter()
operator.itemgetter(1)([1])
operator.itemgetter(1, 2), operator.attrgetter("a.b"), operator.methodcaller("x", 1, y=2)
operator.attrgetter(5)
operator.attrgetter()
operator.attrgetter("x")(5)
operator.methodcaller()
operator.methodcaller(5)
operator.methodcaller("x")(5)
operator.index("a")
operator.countOf(5, 1)
operator.indexOf([1], 2)
operator.concat(1, 2)
operator.length_hint(5)
operator.length_hint([1], "a")
operator.call(5)
operator.setitem([], 0, 1)
operator.truth(), 
operator.not_([]), operator.is_(1, 1), operator.contains([1], 1), operator.__add__ is operator.add
operator.add
operator.__all__[:3]
''')
