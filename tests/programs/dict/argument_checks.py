# dict and its views given wrong things
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
{}.get()
{}.get(1, 2, 3)
{}.get([])
{}.pop()
{}.pop(1)
{}.pop(1, 2, 3)
{}.popitem()
{}.popitem(1)
{}.setdefault()
{}.setdefault([], 1)
{}.update(5)
{}.update([5])
{}.update([(1,)])
{}.update([(1, 2, 3)])
{}.update("ab")
{}.update(["ab"])
{}.update(1, 2)
{}.update({}, {})
{}.fromkeys()
{}.fromkeys(5)
dict.fromkeys([1, 2], 5)
dict.fromkeys([[]])
{}.keys(1)
{}.copy(1)
{}.clear(1)
{}["a"]
del {}["a"]
{} < {}
{} + {}
{} | 5
{} | [(1, 2)]
x = {}; x |= [(1, 2)]; x
x |= 5
{1: 2}.keys() + 1
{1: 2}.keys() | [3]
{1: 2}.keys() & 5
{1: 2}.keys() - {1}
{1: 2}.keys() ^ {3}
{1: 2}.items() | {5}
{1: 2}.keys() == {1}
{1: 2}.values() == {1: 2}.values()
{1: 2}.keys()[0]
{1: 2}.keys().mapping
dict(5)
dict([5])
dict([(1, 2, 3)])
dict(1, 2)
dict(a=1, **{"a": 2})
dict(**5)
dict(*5)
dict(**{1: 2})
{**5}
[*5]
(*5,)
{*5}
print(*5)
print(**5)
int(*[1, 2, 3])
x = {1: 2}
for k in x: x[k + 1] = 1
x = {1: 2}
for k in x: del x[k]; x[k + 5] = 1
x = [1, 2, 3]
for k in x: x.remove(k)
x
x = {1, 2}
for k in x: x.add(k + 10)
''')
