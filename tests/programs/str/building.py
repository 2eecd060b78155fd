# building strings in loops, join, StringIO-like patterns, interning-independent identity, big strings
s = ""
for i in range(2000): s += str(i % 10)
print(len(s), s[:20], s[-5:], s.count("7"))
t = s
s += "x"
print(len(t), len(s), t == s[:-1])
parts = []
for i in range(300): parts.append(chr(97 + i % 26))
j = "".join(parts)
print(j[:30], hash(j) == hash("".join(parts)), j == "".join(parts))
w = ""
for c in "aé日😀": w += c; print(len(w), w)
d = {}
for i in range(500): d["key" + str(i)] = i
print(d["key499"], d["key" + "1" + "2"], "key500" in d)
def rev(s): return s if len(s) < 2 else rev(s[1:]) + s[0]
print(rev("recursion"), "abc" * 1000 == "abc" * 999 + "abc", ("ab" * 10 ** 5).count("ba"))
words = "the quick brown fox jumps over the lazy dog the end".split()
freq = {}
for x in words: freq[x] = freq.get(x, 0) + 1
print(sorted(freq.items(), key=lambda kv: (-kv[1], kv[0]))[:3], max(words, key=len), " ".join(w.capitalize() for w in words))
print("".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in "uryyb jbeyq"))
print(all(p == p[::-1] for p in ("racecar", "level", "été")), "listen" == "".join(sorted("silent")), sorted("listen") == sorted("silent"))
big = "x" * 10 ** 6 + "y"
print(len(big), big.find("y"), big.endswith("xy"), len(big.replace("x", "")), big[10 ** 6], len(big + big))
a = "abc"; b = "ab"; b += "c"
print(a == b, a is a, {a: 1}[b], a in [b])
lines = """first
second	tabbed

last""".split("\n")
print(lines, [len(l) for l in lines])
