# case conversion and classification over Unicode
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
"Hello World".upper(), "Hello World".lower(), "Hello World".swapcase(), "hello world".title(), "hELLO wORLD".capitalize(), "they're bill's".title(), "ß".upper(), "ß".casefold(), "İ".lower(), "ΑΣ".lower(), "ﬁ".upper(), "ǆ".title(), "Ǆ".capitalize(), "éÀ".swapcase(), "x1y2z".title(), "STRASSE".casefold()
"abc".isalpha(), "abc1".isalpha(), "".isalpha(), "é日".isalpha(), "abc".isascii(), "é".isascii(), "".isascii(), "123".isdigit(), "²".isdigit(), "½".isdigit(), "½".isnumeric(), "²".isdecimal(), "٣".isdecimal(), "一".isnumeric(), "a1".isalnum(), "a_1".isalnum(), "".isalnum()
"abc".islower(), "aBc".islower(), "123".islower(), "ABC".isupper(), "A1".isupper(), "".isupper(), "Hello World".istitle(), "Hello world".istitle(), "ǅ".istitle(), " \\t\\n".isspace(), "\\u2003\\x85\\xa0".isspace(), "".isspace(), "\\x1c".isspace(), "a b".isprintable(), "a\\n".isprintable(), "".isprintable(), "\\xa0".isprintable(), "\\xad".isprintable()
"ab".isidentifier(), "1a".isidentifier(), "def".isidentifier(), "_".isidentifier(), "é1".isidentifier(), "a-b".isidentifier(), "".isidentifier(), "ª".isidentifier(), "·".isidentifier(), "a·".isidentifier()
"Ⅷ".lower(), "ⓐ".upper(), "ꙁ".upper(), "ა".upper(), "Ა".lower(), "ŉ".upper(), "ΐ".upper(), "ͅ".upper(), "ſ".upper(), "K".lower(), "Å".lower()
"ΣΑΣ ΣΣ".lower(), "ΌΣ.".lower(), "aΣ".lower(), "Σ".lower(), "Σa".lower()
"𐐀".lower(), "𐐨".upper(), "𝐀".isalpha(), "𝟙".isdigit(), "😀".isalpha(), "😀".isprintable(), "\\U000e0001".isprintable(), "\\ue000".isprintable(), "\\u0378".isprintable(), "\\u200b".isprintable(), "\\u0300".isalpha(), "\\u2160".isalpha(), "\\u2160".isnumeric()
''')
