# tuple: methods and operators given wrong things
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
tuple(5)
tuple(1, 2)
(1,)[5]
(1,)["a"]
(1,)[0] = 5
del (1,)[0]
(1,) + [1]
(1,) * "a"
(1,).index(5)
(1,).index()
(1,).count()
(1,).__add__([1])
(1,) < 5
''')
