# parsing CSV-like text, run length, caesar, anagrams, word wrap, levenshtein, template filling
data = "name,age,city\nann,30,oslo\nbob,25,\"new york, ny\"\neve,,paris"
def split(line):
    out, cur, q = [], "", False
    for c in line:
        if c == '"': q = not q
        elif c == "," and not q: out.append(cur); cur = ""
        else: cur += c
    return out + [cur]
head, *rows = map(split, data.splitlines())
recs = [dict(zip(head, r)) for r in rows]; print(recs, sum(int(r["age"] or 0) for r in recs))
def rle(s):
    out = []
    for c in s:
        if out and out[-1][0] == c: out[-1][1] += 1
        else: out.append([c, 1])
    return "".join(f"{c}{n}" for c, n in out)
print(rle("aaabccdddd"), "".join(chr((ord(c) - 97 + 3) % 26 + 97) if c.islower() else c for c in "hello, xyz!"))
groups = {}
for w in "listen silent enlist google elbow below inlets".split(): groups.setdefault("".join(sorted(w)), []).append(w)
print([g for g in groups.values() if len(g) > 1])
def wrap(s, n):
    lines, cur = [], ""
    for w in s.split():
        if len(cur) + len(w) + bool(cur) > n: lines.append(cur); cur = w
        else: cur += " " * bool(cur) + w
    return lines + [cur]
print(wrap("the quick brown fox jumps over the lazy dog", 12))
def lev(a, b):
    p = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        c = [i]
        for j, y in enumerate(b, 1): c.append(min(p[j] + 1, c[-1] + 1, p[j - 1] + (x != y)))
        p = c
    return p[-1]
print(lev("kitten", "sitting"), lev("", "abc"), lev("flaw", "lawn"))
print("Dear {name}, you are {age} years old.".format_map({"name": "Ann", "age": 30}), " ".join(w[1:] + w[0] + "ay" for w in "pig latin test".split()))
print("".join(sorted(set("mississippi"))), max("mississippi", key="mississippi".count), "racecar"[::-1] == "racecar", "%-10s|%5.1f|%03d" % ("x", 2.345, 7))
