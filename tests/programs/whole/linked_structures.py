# linked list, binary tree, trie, priority queue, ring buffer written as classes
class Linked:
    class Node:
        __slots__ = ("v", "n")
        def __init__(s, v, n=None): s.v, s.n = v, n
    def __init__(s, it=()):
        s.head = s.tail = None; s.size = 0
        for x in it: s.push(x)
    def push(s, x):
        n = s.Node(x)
        if s.tail: s.tail.n = n
        else: s.head = n
        s.tail = n; s.size += 1
    def __iter__(s):
        n = s.head
        while n: yield n.v; n = n.n
    def __len__(s): return s.size
    def reverse(s):
        p, n, s.tail = None, s.head, s.head
        while n: n.n, p, n = p, n, n.n
        s.head = p; return s
    def __repr__(s): return "->".join(map(repr, s))
l = Linked("abcd"); print(l, len(l), l.reverse(), list(l)[1:], "c" in l, l.tail.v, Linked())
class Tree:
    def __init__(s): s.root = None
    def add(s, k):
        def go(n):
            if n is None: return [k, None, None]
            if k < n[0]: n[1] = go(n[1])
            elif k > n[0]: n[2] = go(n[2])
            return n
        s.root = go(s.root); return s
    def __iter__(s):
        def go(n):
            if n: yield from go(n[1]); yield n[0]; yield from go(n[2])
        return go(s.root)
    def height(s, n=...): n = s.root if n is ... else n; return 0 if n is None else 1 + max(s.height(n[1]), s.height(n[2]))
t = Tree()
for k in (5, 2, 8, 1, 9, 3, 5, 7): t.add(k)
print(list(t), t.height(), t.root[0])
class Trie(dict):
    def __missing__(s, k): s[k] = v = Trie(); return v
    def add(s, w):
        for c in w: s = s[c]
        s["$"] = True
    def words(s, p=""):
        for k in sorted(s):
            if k == "$": yield p
            else: yield from s[k].words(p + k)
tr = Trie()
for w in "tea ten to inn in".split(): tr.add(w)
print(list(tr.words()), list(tr["t"].words("t")), len(tr))
class Ring:
    def __init__(s, n): s.b, s.i, s.full = [None] * n, 0, False
    def put(s, x): s.b[s.i] = x; s.i = (s.i + 1) % len(s.b); s.full |= s.i == 0
    def __iter__(s): return iter(s.b[s.i:] + s.b[:s.i] if s.full else s.b[:s.i])
r = Ring(3)
for i in range(5): r.put(i); print(list(r), end=" ")
print()
