# repr and ascii of all sorts of characters, quotes choice
for s in ("plain", "it's", 'say "hi"', "both ' and \"", "back\\slash", "tab\tnew\nret\r", "\0\x01\x1f\x7f", "\x80\x9f\xa0\xa1\xad", "é日😀", "\u200b\u2028\ue000\ufeff\uffff", "\U000e0001\U0010ffff", "", "a" * 5, "\N{SNOWMAN}", "\u0300a", "𝒳"):
    print(repr(s), ascii(s), len(repr(s)), eval(repr(s)) == s, eval(ascii(s)) == s)
print(repr("\ud800"), ascii("\udfff"), ascii("é'"), ["é'"], {"a\n": "b\t"}, ("\\",))
print("%r %a %s" % ("é\n", "é\n", "é"), f"{'é'!r} {'é'!a} {'é'!s}")
class R:
    def __repr__(self): return "ré"
print(repr(R()), ascii(R()), [R()])
print(str("it's"), repr(str), repr(b"it's \x00\xff\"\n\\"), repr(bytearray(b"a'\"")))
