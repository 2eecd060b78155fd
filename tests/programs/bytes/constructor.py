# What bytes() and bytearray() take.
def err(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Text(str):
    def __bytes__(self):
        return b"by itself"


class Number(int):
    def __bytes__(self):
        return b"a number"


for cls in (bytes, bytearray):
    err(cls, "", errors="ignore")
    err(cls, "a", "latin-1", "ignore")
    err(cls, b"a", errors="x")
    err(cls, 3, "utf-8")
    err(cls, encoding="utf-8")
    err(cls, errors="strict")
    err(cls, "a")
    err(cls, Text("a"))
    err(cls, Text("a"), "ascii")
    err(cls, Number(2))

print("raw_unicode_escape")
for b in (b"a\\u1234\xe9", b"\\\\u1234", b"\\\\\\u1234", b"\\", b"\\u12z4", b"\\U0001f600", b"\\U00110000x", b"\\n\\x41", b"\\ud800"):
    for errors in ("strict", "replace", "ignore", "backslashreplace"):
        err(lambda: ascii(b.decode("raw_unicode_escape", errors)))
for s in ("a\xe9\u1234\n", "\U0001f600", "\\u", "\ud800", "\xff\u0100", ""):
    print(s.encode("raw-unicode-escape"))
