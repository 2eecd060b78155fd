# center, ljust, rjust, zfill, strip, expandtabs, translate, maketrans
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
"ab".center(7), "ab".center(6), "abc".center(6, "*"), "abc".center(7, "*"), "abc".center(2), "ab".ljust(5, "."), "ab".rjust(5, "日"), "ab".ljust(1), "".center(3, "x"), "é".rjust(4)
"ab".center(5, "xy")
"ab".center(5, "")
"ab".ljust("a")
"42".zfill(5), "-42".zfill(5), "+4".zfill(4), "".zfill(2), "abc".zfill(2), "--1".zfill(5), "-".zfill(3)
"  ab ".strip() + "|", "  ab ".lstrip() + "|", "  ab ".rstrip() + "|", "xxabxx".strip("x"), "abcba".strip("ab"), "www.x.com".strip("cmow."), "\\t\\n a\\x0b\\u2003".strip(), "aa".strip("a"), "abc".strip(""), "éaé".strip("é"), "ab".strip(None)
"ab".strip(5)
"a\\tb".expandtabs(), "a\\tb".expandtabs(4), "\\t|".expandtabs(2), "ab\\tc\\n\\td".expandtabs(4), "a\\tb".expandtabs(0), "12345678\\t9".expandtabs(), "a\\tb".expandtabs(tabsize=3), "a\\r\\tb".expandtabs(4)
"hello".translate({104: "J", 101: None, ord("l"): 76}), "abc".translate(str.maketrans("ab", "xy", "c")), "abc".translate({}), "é日".translate({233: "e", ord("日"): "sun"}), "abc".translate(["x"] * 98)
str.maketrans({"a": 1, 98: "x", "c": None}), str.maketrans("ab", "cd"), str.maketrans("", "", "xy")
str.maketrans("a", "bc")
str.maketrans({"ab": 1})
str.maketrans("a")
"a".translate(5)
"a".translate({97: 1.5})
"a".translate({97: -1})
"abc".encode(), "é".encode("latin-1"), "é日".encode("utf-16-le"), "a".encode("utf-32-be"), "é".encode("ascii", "ignore"), "é日".encode("ascii", "replace"), "é".encode("ascii", "backslashreplace"), "é😀".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "namereplace"), "é".encode("utf-8-sig"), "x".encode("utf-16")[:2] in (b"\\xff\\xfe", b"\\xfe\\xff"), "abc".encode(encoding="ascii", errors="strict")
"é".encode("ascii")
"a日b".encode("latin-1")
"\\ud800".encode()
"x".encode("no-such-codec")
"x".encode("ascii", "no-such-handler")
"é".encode("ascii", "no-such-handler")
"a".encode(5)
''')
