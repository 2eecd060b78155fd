# list: every method and operator given wrong things
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
[].append()
[].append(1, 2)
[].append(x=1)
[].extend(5)
[].insert(1)
[].insert("a", 1)
[].pop()
[1].pop(5)
[1].pop("a")
[1].pop(0, 1)
[].remove(1)
[].index(1)
[1].index(1, "a")
[1].index(1, 0, "a")
[].count()
[1, "a"].sort()
[].sort(1)
[].sort(key=1)
[1].sort(key=1)
[].sort(foo=1)
[].reverse(1)
[].clear(1)
[].copy(1)
[1, 2][5]
[1, 2]["a"]
[1, 2][1.0]
[1, 2][None]
[1, 2][0] = 
x = [1, 2]
x[5] = 1
x["a"] = 1
del x[5]
del x["a"]
x[0:1] = 5
x[::2] = [1, 2, 3]
x[::0]
x[::"a"]
x["a":]
del x[::0]
x[1.5:]
[1] + (1,)
[1] + 5
[1] * "a"
[1] * 1.5
[1] * [1]
"a" * 10 ** 20
[1] * 10 ** 20
[1] < 5
[1] < [1, 2], [1, 2] < [1, 3], [1] == (1,)
[1].__add__(5)
[1].__iadd__(5)
[1].__mul__("a")
[1].__rmul__(2)
[1].__imul__(2)
[1].__getitem__("a")
[1].__getitem__()
[1].__setitem__(5)
[1].__delitem__(5)
[1].__contains__(1)
[1].__contains__()
[1].__len__(1)
[1].__lt__(5)
[1].__hash__
[1].__hash__()
list(5)
list(1, 2)
list(x=1)
list.append
list.append()
list.append(5, 6)
list.append([], 6)
list.sort
list.__init__([])
list.__init__()
list.__init__(5)
list.__new__(list)
list.__new__(tuple)
list.__new__()
list.__class_getitem__(int)
list[int], list[int, str], list[()]
list[int]()
list[int].foo
list[int] == list[int]
''')
