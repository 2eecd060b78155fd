# indexing and slicing over narrow and wide characters
for s in ("hello world", "héllo wörld", "日本語テキスト", "a😀b😀c", ""):
    print(len(s), repr(s[:3]), repr(s[-3:]), repr(s[::2]), repr(s[::-1]), repr(s[1:-1]), repr(s[5:2]), repr(s[-100:100]), repr(s[::-2]), repr(s[3:0:-1]), s[:] == s, repr(s[2:2]))
    print([s[i] for i in range(len(s))] == list(s), [ord(c) for c in s][:4])
for i in (0, -1, 4, -5): print("abcde"[i], end=" ")
print()
for k in (5, -6, 1.0, "a", None, slice(None, None, 0), (1, 2), 2 ** 100):
    try: print("abcde"[k])
    except Exception as e: print(type(e).__name__, e)
print("abc"[2 ** 100:], "abc"[:2 ** 100], "abc"[-2 ** 100:], "abc"[None:None], "abc"[True:])
s = "abc"
for stmt in ("s[0] = 'x'", "del s[0]", "s.x = 1", "s[0:1] = ''"):
    try: exec(stmt)
    except (TypeError, AttributeError) as e: print(e)
print("abc" "def"[1:], "abc" * 3, 3 * "ab", "a" * 0, "a" * -5, "" + "x", "ab" + "é" + "日" + "😀")
print("a" in "abc", "" in "abc", "ac" in "abc", "é" in "caf\u00e9", "😀" in "a😀", "z" not in "abc")
print("abc" < "abd", "abc" < "ab", "Z" < "a", "é" > "z", "日" < "😀", "" < "a", "abc" == "abc", "a" != "b", max("hello"), min("hello"), sorted("hello"))
print(list("a😀é"), tuple("ab"), set("aab") == {"a", "b"}, dict.fromkeys("ab"), [*"xy"], "".join(reversed("abc")))
print(hash("a") == hash("a"), str(), str("x"), str(5), str(None), str([1, "a"]), str(b"x"), str(b"caf\xc3\xa9", "utf-8"), str(b"x\xff", "ascii", "replace"), str(object=5))
