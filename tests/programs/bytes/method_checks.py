# bytes and bytearray: methods and operators given wrong things
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
b"a" + "a"
b"a" + 5
b"a" * "a"
b"a"[5]
b"a"["a"]
b"a"[0] = 1
b"a" < "a"
b"a" == "a"
b"a".join([1])
b"a".join(["a"])
b"a".split("a")
b"a".split(b"")
b"a".find("a")
b"a".find(300)
b"a".find(97)
b"a".index(b"b")
b"a".replace("a", "b")
b"a".startswith("a")
b"a".strip("a")
b"a".decode("foo")
b"\xff".decode()
b"\xff".decode("ascii")
b"a".hex(5)
b"a".hex("ab")
b"ab".hex("-"), b"abcd".hex("-", 2)
bytes.fromhex("abc")
bytes.fromhex("zz")
bytes.fromhex(5)
bytes("a")
bytes(5, "a")
bytes("a", "foo")
bytes(-1)
bytes([300])
bytes(["a"])
bytes(1.5)
bytes(None)
bytes([1], "a")
bytes(foo=1)
b"%d" % "a"
b"%s" % "a"
b"%b" % 5
b"%c" % 300
b"%c" % "a"
b"%q" % 5
bytearray(b"a").append(300)
bytearray(b"a").append("a")
bytearray(b"a").extend("a")
bytearray(b"a").extend([300])
bytearray(b"a").pop(5)
bytearray().pop()
bytearray(b"a").remove(5)
bytearray(b"a").insert("a", 1)
bytearray(b"a")[0] = 300
bytearray(b"a")[5] = 1
bytearray(b"a")["a"] = 1
bytearray(b"a")[0:1] = 5
bytearray(b"a")[0:1] = "a"
bytearray(b"abc")[::2] = b"1"
hash(bytearray())
''')
