# collections: constructors and methods given right and wrong things
import array, collections, copy, enum, functools, itertools, math, operator
from collections import *
def blocks(text):
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith((" ", "except", "finally")) or found[-1][-1].startswith("@")): found[-1].append(line)
        else: found.append([line])
    return ["\n".join(block) for block in found]
def show(text):
    for source in blocks(text):
        shown = source.replace("\n", " | ")
        try:
            try: code = compile(source, "<test>", "eval")
            except SyntaxError: code = None
            if code is None: exec(source, globals())
            else: print(shown, "->", repr(eval(code, globals())))
        except BaseException as e: print(shown, "!!", f"{type(e).__name__}: {e}")
show(r'''
deque(5)
deque([1], "a")
deque([1], -1)
deque(maxlen=-1)
deque(foo=1)
deque(1, 2, 3)
deque([1, 2, 3], 2)
deque([1]).append()
deque().pop()
deque().pop(1)
deque([1])[5]
deque([1])["a"]
deque([1])[0:1]
deque([1]).rotate("a")
deque([1]).rotate(1, 2)
deque([1]).insert(0)
deque([1]).remove(5)
deque([1]).index(5)
deque([1]).index(1, "a")
deque([1]) + [1]
deque([1]) * "a"
deque([1]) < 5
deque([1]).maxlen = 5
d = deque([1, 2]); d += 5
d.extend(5)
hash(deque())
Counter("abca"), Counter(a=1), Counter({"a": 5}), Counter()
Counter(5)
Counter(1, 2)
Counter("abca").most_common(1), Counter("abca").most_common()
Counter("ab") + Counter("bc"), Counter("ab") - Counter("bc"), Counter("ab") & Counter("bc"), Counter("ab") | Counter("bc")
Counter("ab") + 5
Counter("ab")["zz"], list(Counter(a=2).elements())
Counter(a=1).fromkeys("a")
c = Counter("ab"); c.update("b", z=1); c.subtract("a"); c
+Counter(a=-1, b=2), -Counter(a=-1, b=2), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter(a=3).total()
OrderedDict([(1, 2)], a=5)
OrderedDict(5)
OrderedDict(1, 2)
o = OrderedDict(a=1, b=2); o.move_to_end("a"); o
o.move_to_end("zz")
o.move_to_end()
o.popitem(last=False), o.popitem(5)
o.popitem()
OrderedDict(a=1) == {"a": 1}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) | {"b": 2}
OrderedDict(a=1).pop("z")
OrderedDict(a=1).pop("z", 5), OrderedDict(a=1).setdefault("q"), OrderedDict.fromkeys("ab", 1)
defaultdict(5)
defaultdict(int, 5)
defaultdict(int)["a"], defaultdict(None)
defaultdict(None)["a"]
defaultdict()["a"]
defaultdict(int, a=1) | {"b": 1}, defaultdict(int).default_factory, defaultdict(list).copy()
defaultdict(int).__missing__("a")
defaultdict(lambda: 1/0)["x"]
P = namedtuple("P", "x y"); P(1, 2), P(x=1, y=2), P._fields, P(1, 2)._asdict(), P(1, 2)._replace(x=5)
P(1)
P(1, 2, 3)
P(1, z=2)
P(1, 2).x = 5
P(1, 2).z
P(1, 2)._replace(z=5)
P._make([1])
P._make([1, 2])
P(1, 2)[5]
P(1, 2) == (1, 2), P(1, 2) < (1, 3), hash(P(1, 2)) == hash((1, 2)), P.__doc__, P.x.__doc__
namedtuple("P", "x x")
namedtuple("P", "1x")
namedtuple("P", "class")
namedtuple("P", "_x")
namedtuple("1P", "x")
namedtuple("P", 5)
namedtuple("P", "x y", defaults=(1,))(5)
namedtuple("P", "x", defaults=(1, 2))
namedtuple("P", "x x 1 _y", rename=True)._fields
P.__match_args__, P._field_defaults, P.__slots__
P(1, 2).__getnewargs__(), copy.copy(P(1, 2)), copy.replace(P(1, 2), x=9)
ChainMap({"a": 1}, {"b": 2}), ChainMap({"a": 1}, {"b": 2})["b"], ChainMap().maps
ChainMap({"a": 1})["z"]
c = ChainMap({"a": 1}, {"b": 2}); c["b"] = 5; c, c.new_child(), c.parents
del c["zz"]
c.pop("zz")
c.popitem(); c.popitem(); c.popitem()
UserDict(a=1), UserList([1]), UserString("a")
UserDict(a=1)["z"]
UserDict(1, 2)
''')
