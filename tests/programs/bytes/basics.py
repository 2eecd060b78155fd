# bytes: construction, indexing, methods, comparisons, errors
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes("é", "latin-1"), bytes(b"x"), bytes(range(5)), bytes(bytearray(b"q")), bytes(memoryview(b"m")), bytes((1, 2)), bytes.fromhex("00 ff41"), bytes.fromhex("  "), b"\\x00\\xffA".hex(), b"\\x01\\x02\\x03".hex("-"), b"abcdef".hex(":", 2), b"abcdef".hex("_", -4)
bytes.fromhex("0")
bytes.fromhex("zz")
bytes("x")
bytes(5, "utf-8")
bytes([256])
bytes([-1])
bytes(["a"])
bytes(1.5)
bytes(-1)
bytes(None)
b"abc"[0], b"abc"[-1], b"abc"[1:], b"abc"[::-1], list(b"abc"), b"abc"[5:], len(b"\\x00\\x01")
b"abc"[3]
b"abc"["a"]
b"a" + b"b", b"ab" * 2, b"a" in b"abc", 97 in b"abc", b"" in b"", b"abc" < b"abd", b"a" == "a", b"a" == bytearray(b"a"), b"abc" == b"abc", b"b" > b"abc"
b"a" + "b"
"a" + b"b"
b"a" < "b"
256 in b"a"
"a" in b"a"
b"banana".find(b"an"), b"banana".rfind(b"an"), b"banana".count(b"a"), b"banana".find(97), b"banana".count(110), b"abc".index(b"c"), b"abc".startswith(b"a"), b"abc".endswith((b"x", b"c")), b"a,b".split(b","), b" a b ".split(), b"a-b-c".rsplit(b"-", 1), b"a=b".partition(b"="), b"a\\nb\\r\\n".splitlines(), b"abc".replace(b"b", b"xx"), b"-".join([b"a", bytearray(b"b")]), b"  x ".strip(), b"xxax".strip(b"x")
b"abc".find("a")
b"-".join(["a"])
b"aB1".upper(), b"aB1".lower(), b"aB1".swapcase(), b"ab cd".title(), b"ab".capitalize(), b"ab".center(5), b"7".zfill(3), b"ab".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" ".isspace(), b"ab".islower(), b"AB".isupper(), b"Ab".istitle(), b"a\\xff".isascii(), b"a\\tb".expandtabs(4), b"abc".translate(bytes.maketrans(b"a", b"z")), b"abc".translate(None, b"b"), b"px".removeprefix(b"p"), b"xs".removesuffix(b"s")
b"caf\\xc3\\xa9".decode(), b"caf\\xe9".decode("latin-1"), b"a\\xffb".decode("utf-8", "replace"), b"a\\xffb".decode("utf-8", "ignore"), b"a\\xffb".decode("utf-8", "backslashreplace"), b"\\xff\\xfea\\x00".decode("utf-16"), b"abc".decode("ascii"), b"\\xef\\xbb\\xbfx".decode("utf-8-sig"), b"a\\xff".decode("ascii", "replace")
b"a\\xffb".decode()
b"\\xc3".decode()
b"\\xed\\xa0\\x80".decode()
b"\\xe2\\x82".decode()
b"\\xf5\\x80".decode()
b"\\xff".decode("ascii")
b"x".decode("nope")
b"%d %s %x %r %a %b %c" % (5, b"s", 255, "r", "é", b"b", 65), b"%5d|%-5d|%05d" % (1, 2, 3), b"%.2f" % 1.5, b"%(k)s" % {b"k": b"v"}, b"%%" % ()
b"%s" % "str"
b"%d" % "x"
b"%s" % (1, 2)
hash(b"a") == hash(b"a"), {b"a": 1}[b"a"], repr(b"\\x00'\\n"), str(b"x"), sorted([b"b", b"a"]), max(b"abc"), sum(b"ab"), bytes(reversed(b"abc"))
int.from_bytes(b"\\x01\\x00", "big"), b"a".__add__(b"b"), b"ab".__contains__(97), b"a".__len__(), tuple(b"ab"), b"a" b"b" b"c", bytes(b"") or "empty", bool(b"\\0")
''')
