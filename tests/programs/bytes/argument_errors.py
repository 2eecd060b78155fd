# What the methods and operators of bytes and bytearray say of wrong and of borderline arguments.
def show(text):
    for line in text.strip().splitlines():
        try:
            print(line, "=>", ascii(eval(line)))
        except Exception as e:
            print(line, "->", type(e).__name__ + ":", ascii(str(e)))


ba = bytearray

show(r'''
bytes(1.5)
bytes(-1)
bytes("a")
bytes("a","utf-8")
bytes([256])
bytes([-1])
bytes(["a"])
bytes(1,"utf-8")
bytes(b"a","utf-8")
bytes(2**70)
bytes(2**62)
bytes(None)
bytes(errors="x")
bytes(encoding="x")
bytes("a",1)
bytes(source=b"x")
ba(1.5)
ba(-1)
ba("a")
ba([256])
ba(["a"])
ba(None)
ba(2**70)
b"a".find("a")
b"a".find(256)
b"a".find(97)
b"a".count("a")
b"a".index(98)
b"a".index(b"b")
b"a".rindex(b"b")
b"a".startswith("a")
b"a".startswith(("a",))
b"a".split(1)
b"a".split("a")
b"a".split(b"")
b"a".rsplit(b"")
b"a".partition("a")
b"a".partition(b"")
b"a".strip("a")
b"a".strip(1)
b"a".removeprefix("a")
b"a".replace("a","b")
b"a".replace(b"a","b")
b"a".join(1)
b"a".join([1])
b"a".join(["a"])
b"a"+"a"
b"a"+1
"a"+b"a"
b"a"*"a"
b"a"*1.5
b"a"*2**62*2
b"ab"*(2**62)
b"a"[1]
b"a"[0:1]
"a" in b"a"
256 in b"a"
97 in b"a"
1.5 in b"a"
b"a".center(5,"x")
b"a".center(5,b"xx")
b"a".center(5,1)
b"a".center(5,ba(b"x"))
b"a".zfill(5)
b"a".expandtabs()
b"a".decode("nope")
b"\xff".decode()
b"\xff".decode("ascii","nope")
b"a".decode(1)
b"a".translate("a")
b"a".translate(b"a")
b"a".translate(None,b"a")
b"abc".translate(None,delete=b"b")
bytes.maketrans(b"a",b"bc")
bytes.maketrans("a",b"b")
bytes.fromhex("a")
bytes.fromhex("zz")
bytes.fromhex("aa bb")
bytes.fromhex("a a")
bytes.fromhex(1)
bytes.fromhex(b"aa")
b"abc".hex(":")
b"abcde".hex(":",2)
b"abcde".hex(":",-2)
b"abcde".hex("::")
b"abc".hex(1)
b"abc".hex("é")
b"abc".hex(b":")
b"a"<"a"
b"a"==ba(b"a")
b"a".__mod__(1)
b"%s"%1
b"%s"%b"a"
b"%b"%"a"
b"%a"%"é"
b"%r"%"é"
b"%d"%"a"
b"%c"%256
b"%c"%"a"
b"%c"%b"ab"
b"%c"%97
b"%x"%1.5
b"%f"%"a"
b"%s"%()
b"%s"%(b"1",b"2")
b"%y"%1
b"%"%()
b"%(a)s"%{b"a":b"x"}
b"%(a)s"%{"a":b"x"}
b"%(a)s"%1
b"%5d|%-5d|%05d"%(1,2,3)
b"%.2s"%b"abc"
ba(b"%d")%3
ba(b"a")+b"b"
b"a"+ba(b"b")
repr(ba(b"a'"))
ba(b"a").pop(5)
ba().pop()
ba(b"a").remove(98)
ba(b"a").remove("a")
ba(b"a").remove(256)
ba(b"a").append(256)
ba(b"a").append("a")
ba(b"a").insert(0,256)
ba(b"a").extend("a")
ba(b"a").extend([256])
ba(b"a").extend(["a"])
ba(b"a").extend(1)
ba(b"a").__setitem__(5,1)
ba(b"a").__setitem__(0,256)
ba(b"a").__setitem__(0,"a")
ba(b"a").__setitem__("x",1)
ba(b"a").__setitem__(slice(0,1),"a")
ba(b"a").__setitem__(slice(0,1),1)
ba(b"abc").__setitem__(slice(0,3,2),b"x")
ba(b"abc").__setitem__(slice(0,3),5)
ba(b"a").__delitem__(5)
ba(b"a")[5]
ba(b"a").index(98)
ba(b"a").find("a")
hash(ba())
ba(b"a").__iadd__("a")
ba(b"a").__iadd__(1)
ba(b"a").__imul__(2)
ba(b"a").copy()
ba(b"a").reverse()
ba(b"a").clear()
b"abc".__getnewargs__()
b"a\nb\r\nc".splitlines(True)
b"A".isupper()
b"aB c".title()
b"aB".swapcase()
b"aB c".capitalize()
b"x".isascii()
bytes(ba(b"a"))
bytes(range(3))
bytes(3)
bytes({1})
bytes.__new__(int)
str(b"a")
b"a".__bytes__()
b"".join(b"ab")
b"abc".find(b"c",-1)
b"abc".rfind(b"",10)
b"abc"[::-1]
b"a".removesuffix(1)
b"a".ljust(5,b"")
b"a".replace(b"",b"-")
b"a".endswith(1)
b"a".count(300)
b"a".index("a")
b"a".rsplit(1)
b"a".rstrip("x")
b"a".rpartition(1)
b"a".lstrip(1)
b"a".splitlines(1,2)
b"a".hex(":",1,2)
b"a".center("x")
b"a".expandtabs("a")
bytes([1,2,"x"])
bytes([2**70])
b"a".join([b"a",1])
b"a".join([b"a","x"])
ba(b"a").join(["x"])
ba(b"a").decode("ascii")
ba(5)
ba("é","ascii")
b"\xe9".decode("ascii","replace")
b"a" < 1
ba(b"a") < "a"
b"%i"%1.5
b"%c"%1.5
b"%s"%"a"
b"a" % 1
b"%*d"%(5,1)
b"%a"%b"x"
b"%%"%()
b"%e"%1.5
''')
