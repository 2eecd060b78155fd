# itertools given wrong things
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
itertools.count("a")
itertools.count(1, 2, 3)
list(itertools.chain(5))
itertools.chain.from_iterable(5)
itertools.islice([1], -1)
itertools.islice([1], "a")
itertools.islice([1])
itertools.islice([1], 1, 2, 0)
itertools.combinations([1], -1)
itertools.combinations([1])
itertools.permutations([1], "a")
itertools.product([1], repeat=-1)
itertools.product([1], foo=1)
itertools.repeat()
itertools.repeat(1, "a")
itertools.repeat(1, -5), itertools.repeat(1), itertools.count(5), itertools.count(1, 2)
itertools.starmap(5)
list(itertools.starmap(pow, [5]))
itertools.groupby(5)
itertools.batched([1], 0)
itertools.batched([1])
list(itertools.batched("abc", 2, strict=True))
itertools.pairwise(5)
itertools.tee([1], -1)
itertools.tee(5)
itertools.accumulate()
itertools.compress([1])
itertools.cycle()
itertools.dropwhile(5)
itertools.filterfalse(None)
''')
