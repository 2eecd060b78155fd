# set and frozenset given wrong things
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
set().add()
set().add([])
set().remove(1)
set().discard([])
set().pop()
set().update(5)
set().union(5)
set() | 5
set() | []
set() < 5
set() < []
set().issubset(5)
set().isdisjoint(5)
{1} - [1]
{1} == [1]
set(5)
set(1, 2)
frozenset(1, 2)
frozenset([[]])
frozenset().add
{1}.__or__([1])
{1}.intersection_update(5)
set([1])[0]
''')
