# substring search in adversarial inputs, comparison order, sorting of mixed-width strings
print(("a" * 1000 + "b").find("a" * 50 + "b"), ("ab" * 500).find("aba" * 3), ("x" * 999).count("xx"), ("é" * 100 + "z").find("z"), ("日本" * 50).rfind("日"), "aXbX".rindex("X"), ("abc" * 100).replace("ca", "-").count("-"), len(("a," * 1000).split(",")), "mississippi".replace("ss", "SS", 1))
w = ["zebra", "Äpfel", "apple", "Zoo", "éclair", "日本", "10", "9", "", "a😀", "a", "aa", "\u00ff", "\u0100"]
print(sorted(w), sorted(w, key=str.lower), sorted(w, key=len), max(w), min(w), sorted(w, reverse=True)[0])
print([a < b for a, b in zip(w, w[1:])], "a" < "b" < "c", "abc" > "ab", "\uffff" < "\U00010000", "a\0b" > "a", "a\0" == "a")
t = "the rain in spain stays mainly in the plain"
i, pos = -1, []
while (i := t.find("ain", i + 1)) >= 0: pos.append(i)
print(pos, t.split("in")[-1], t.partition(" in "), [x for x in t.split() if x.endswith("n")], t.title(), t.count(" "), {c: t.count(c) for c in "aeiou"})
print("".join(a + b for a, b in zip("ace", "bdf")), "abc".translate({97: "é", 98: "日", 99: "😀"}), "é日😀".encode().decode() == "é日😀", [len(x.encode()) for x in ("a", "é", "日", "😀")], "x".join("é日"), "é".upper() + "ß".upper(), "a" + "é" + "日" + "😀" == "aé日😀")
