# str: methods, % and format given wrong things
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
"abc"[5]
"abc"["a"]
"abc"[0] = 5
del "abc"[0]
"abc" + 5
"abc" * "a"
"abc" % 5
"%d" % "a"
"%s %s" % 5
"%s" % (1, 2)
"%(a)s" % 5
"%(a)s" % {}
"%(a)s" % {"a": 1}
"%q" % 5
"%" % ()
"%c" % "ab"
"%c" % 1.5
"%x" % 1.5
"%d" % 1.5
"%i" % None
"%.*f" % (2, 1.234)
"%*d" % ("a", 5)
"%s" % ()
"a" in 5
5 in "a"
"a" < 5
"abc".join(5)
"abc".join([1])
"abc".join(["a", 1])
"a".split("")
"a".split(5)
"a".split(None, "a")
"a".split(maxsplit=1)
"a".split(foo=1)
"a".rsplit("")
"a".partition("")
"a".partition(5)
"a".replace("a")
"a".replace("a", 5)
"a".replace("a", "b", "c")
"a".replace("a", "b", count=1)
"a".replace("a", "b", foo=1)
"a".find()
"a".find(5)
"a".find("a", "b")
"a".index("b")
"a".rindex("b")
"a".count(5)
"a".startswith(5)
"a".startswith(("a", 5))
"a".startswith([])
"a".endswith()
"a".strip(5)
"a".strip("a", "b")
"a".center()
"a".center("a")
"a".center(5, "ab")
"a".center(5, 5)
"a".ljust(5, "")
"a".zfill("a")
"a".expandtabs("a")
"a".expandtabs(tabsize=4)
"a".encode("foo")
"a".encode(5)
"\ud800".encode()
"\xe9".encode("ascii")
"\xe9".encode("ascii", "foo")
"\xe9".encode("ascii", "replace")
"a".translate(5)
"a".translate({97: 5})
"a".translate({97: 0x110000})
"a".translate({97: 1.5})
str.maketrans("a")
str.maketrans({"ab": 1})
str.maketrans({1.5: 1})
str.maketrans("ab", "c")
str.maketrans("a", "b", 5)
str.maketrans("a", 5)
"{}".format()
"{0} {}".format(1)
"{} {0}".format(1)
"{a}".format()
"{a.b}".format(a=5)
"{a[b]}".format(a=5)
"{a[0]}".format(a=[1])
"{".format()
"}".format()
"{!x}".format(5)
"{!}".format(5)
"{:d}".format("a")
"{:s}".format(5)
"{:.2}".format(5)
"{:z}".format("a")
"{:5}".format([])
"{:{}}".format(5, "d")
"{:{}{}{}}".format(1, 2, 3, 4)
"{[}".format([])
"{0[}".format([])
"{0[a}".format([])
"{0.}".format(1)
"{:=5}".format("a")
"{:,}".format("a")
"{:x}".format(1.5)
"{:c}".format(1.5)
"{:d}".format(1.5)
"{:5c}".format(97)
"a".format_map(5)
"{a}".format_map({})
"{a}".format_map()
f"{5:q}"
f"{'a':d}"
f"{1.5:d}"
f"{None:5}"
f"{None}"
f"{[]:5}"
format(None, "5")
format(5, 5)
format()
str(5, 6)
str(b"a", "ascii", "x", "y")
str(b"\xff", "ascii")
str(b"a", "foo")
str("a", "ascii")
str(object=5)
str(b"a", errors="x")
str(foo=1)
''')
