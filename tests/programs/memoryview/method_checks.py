# memoryview: methods and operators given wrong things
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
memoryview("a")
memoryview(5)
memoryview()
memoryview(b"a")[5]
memoryview(b"a")["a"]
memoryview(b"a")[0] = 5
memoryview(bytearray(b"a"))[0] = 300
memoryview(bytearray(b"a"))[0] = "a"
memoryview(bytearray(b"abc"))[0:2] = b"a"
memoryview(b"a").cast("x")
memoryview(b"abc").cast("i")
memoryview(b"a").cast()
m = memoryview(b"abc"); m.release(); m[0]
m.tolist()
len(m)
hash(memoryview(bytearray(b"a")))
memoryview(b"a") == b"a"
memoryview(b"a") < b"a"
''')
