# Every builtin operation, on its good and its failing paths, in a loop: afterwards there are as many objects of each type as before.
# rcpy only: counts what the collector does not look at, too.
import gc
import importlib

ROUNDS = 12
SOURCES = []
NAMES = {}
MODULES = """array bisect collections contextlib copy dataclasses enum fractions functools heapq io itertools json math operator os random re
string struct sys textwrap threading types weakref""".split()
for name in MODULES:
    try:
        globals()[name] = importlib.import_module(name)
    except ImportError:
        pass  # its operations end in a NameError, which leaks nothing either


def family(text):
    SOURCES.extend(line.strip() for line in text.strip().splitlines() if line.strip())


family("""
1 + 2 ** 70 - 3 * 10 ** 30
(10 ** 40) // 7, (10 ** 40) % 7, divmod(10 ** 40, -7)
1 / 0
2 ** 100 >> 3 << 5 & 2 ** 90 | 7 ^ 9
1 << -1
int("12345678901234567890"), int("zz", 36), int("x")
int([])
float("1.5") + 2.0 ** 0.5, float("nope")
round(2.567, 2), round(10 ** 30, -5), round("x")
abs(-10 ** 30), pow(3, 10 ** 10, 10 ** 20), pow(0, -1)
complex(1, 2) * complex("3+4j"), complex("bad")
hash((1, "a", 2.5, 10 ** 40)), hash([])
(5).bit_length(), (10 ** 40).to_bytes(20, "big"), int.from_bytes(b"abc", "little")
(255).to_bytes(1, "big", signed=True)
1 < "a"
max(1, 10 ** 30, 2.5), max([]), max(1, "a")
sum([10 ** 30, 1.5]), sum([[1], [2]], []), sum("ab")
bin(10 ** 20), hex(255), oct(8), chr(0x1f600), ord("é"), chr(-1)
math.factorial(30), math.gcd(10 ** 30, 6), math.sqrt(-1)
math.comb(40, 20), math.isqrt(10 ** 30), math.floor(1e300), math.log(0)
fractions.Fraction(10 ** 20, 3) + 1, fractions.Fraction(1, 0)
random.Random(1).random(), random.Random("x").sample(range(100), 5), random.Random(2).choice([])
""")
family("""
"a" + "b" * 3 + 1
"äö€" + "😀" * 3, "x" * -1
"abc"[1], "abc"[::-1], "abc"[5]
"a,b,c".split(","), "a b".rsplit(None, 1), "abc".split("")
",".join(["x", "y"]), ",".join([1])
"{} {x!r:>8}".format(1, x="é"), "{".format(), "{0.a}".format(1)
"%s %d %5.2f" % ("a", 1, 2.5), "%d" % "x", "%(k)s" % {"k": 10 ** 30}
f"{10 ** 30:,} {'é'!a:^20} {1.5:e}", format(1, "zz")
"abc".replace("b", "é"), "abc".translate({98: None}), "ß".upper(), "ABC".casefold(), "a\tb".expandtabs()
"abc".encode("utf-16"), "é".encode("ascii"), b"\\xff".decode(), b"\\xff".decode("latin-1")
"abc".find("c"), "abc".index("z"), "abc".count("")
"abc".startswith(("x", "a")), "abc".partition("b"), "a\\nb".splitlines(True), "abc".zfill(10), "abc".center(9, "é")
str(b"x", "ascii"), str(b"\\xff", "ascii"), repr("a'b"), ascii("é"), str([1, "a", {2: 3.5}])
"abc" in "xabcx", 1 in "abc"
bytes([1, 2, 300]), bytes(3), bytes("x"), bytearray(b"abc") + b"d", bytearray(b"abc").pop(9)
b"a,b".split(b","), b"abc".hex(), bytes.fromhex("zz"), b"%d" % 5, b"abc".replace(b"b", b"")
bytearray(b"abc").__setitem__(slice(0, 2), b"xyz"), bytearray(5).__setitem__(0, 300)
memoryview(b"abc")[1:].tolist(), memoryview(bytearray(4)).cast("I")[0], memoryview("x")
struct.pack("<IhB", 1, 2, 3), struct.unpack("<I", b"abcd"), struct.unpack("<I", b"x"), struct.pack("B", 999)
array.array("i", [1, 2, 3]) + array.array("i", [4]), array.array("i", ["x"])
string.Template("$a $b").substitute(a=1, b=2), string.Template("$a").substitute(), string.capwords("a b")
textwrap.fill("word " * 30, 20), textwrap.dedent("  a\\n  b")
re.sub(r"(\\w+) (\\w+)", r"\\2 \\1", "hello world"), re.compile("("), re.findall("a*", "baaac")
re.match("(?P<n>x)", "x").groupdict(), re.split("[, ]", "a, b"), re.sub("x", lambda m: m.group() * 2, "axb"), re.sub("x", 1, "x")
""")
family("""
[1, "a", [2.5]] + [3], [1] + (2,), [1] * 3, [] * "x"
[3, 1, 2].sort(), sorted([3, "a"]), sorted([1, 2], key=lambda v: -v), sorted([1, 2], key=lambda v: 1 / 0)
[1, 2, 3].index(9), [1, 2].remove(9), [].pop(), [1].insert(0, "x"), [1, 2].pop(0)
[[1], [2]][1][0], [1][5], [1]["a"]
[1, 2, 3, 4][::2], [1, 2, 3][slice(None, None, 0)]
[x for x in range(5) if x % 2], [1 / x for x in (1, 0)]
[[y for y in range(x)] for x in range(4)]
(1, 2) + (3,), (1,) * 3, (1, 2).index(3), (1, 2)[5]
tuple(range(5)), tuple(x for x in [1, 2]), tuple(5), tuple(1 / x for x in (1, 0))
{"a": 1, "b": [2]} | {"c": 3}, {"a": 1}["z"], {[]: 1}
dict(a=1, **{"b": 2}), dict([(1, 2), (3,)]), dict(1), dict.fromkeys("abc", [])
{k: [v] for k, v in zip("abc", range(3))}, {1: 2}.pop(3), {}.popitem()
{"a": 1}.setdefault("b", []), {"a": 1}.update([(1, 2, 3)]), {"a": 1}.get("q"), list({"a": 1}.items())
{1, 2} | {3}, {1} & {2}, {1, 2} - {1}, {1} ^ {2}, {[]}, {1}.remove(5), set().pop()
frozenset("abc") | {1}, {1: 2} == {1: [3]}, {1} <= {1, 2}, set([1, []])
{x: y for x, y in [(1,)]}
range(10)[2:8:2], range(10 ** 30)[5], range(3).index(9), range(1, 2, 0)
slice(1, 2, 3).indices(10), slice("a").indices(3)
list(zip([1, 2], "ab")), list(zip([1], [1, 2], strict=True)), list(map(str, [1, 2])), list(map(int, ["x"]))
list(enumerate("ab", 5)), list(filter(None, [0, 1, []])), list(reversed([1, 2])), reversed(5)
list(itertools.chain([1], "ab", [[2]])), list(itertools.product("ab", repeat=2)), list(itertools.permutations([1, 2, 3], 2))
list(itertools.groupby("aabb")), list(itertools.islice(itertools.count(10 ** 20), 3)), list(itertools.accumulate([1, "a"]))
list(itertools.combinations(range(4), 2)), [list(t) for t in itertools.tee("abc", 2)], list(itertools.zip_longest([1], "ab"))
list(itertools.starmap(pow, [(2, 3), (2,)])), next(itertools.cycle([])), list(itertools.batched("abcde", 2)), list(itertools.pairwise("abc"))
a, b = [1, 2], 3
a, b = 1, 2, 3
a, *b, c = "hello"
(a, [b, c]), d = (1, [2, [3]]), {4}
iter(5)
next(iter([]))
iter(lambda: 1, 1).__next__()
any(x > 2 for x in range(5)), all([]), any(5)
collections.deque([1, 2, 3], maxlen=2).append([4]), collections.deque().pop(), collections.deque([1]).rotate("x")
collections.OrderedDict(a=1).move_to_end("z"), collections.Counter("abca").most_common(1), collections.defaultdict(list)["x"].append(1)
collections.namedtuple("P", "x y")(1, [2]), collections.namedtuple("P", "x x"), collections.ChainMap({1: 2}, {3: 4})[5]
heapq.heapify([3, 1, 2]), heapq.heappop([]), heapq.nlargest(2, [1, 5, 3]), list(heapq.merge([1, 3], [2])), bisect.insort([1, 3], "a")
copy.deepcopy({"a": [1, {2}], "b": (3, [4])}), copy.copy([1, [2]]), copy.deepcopy(threading.Lock())
""")
family("""
(lambda *a, **k: (a, k))(1, 2, x=3)
(lambda a, b=2, *, c: a)(1)
(lambda: 1)(2), (lambda x: x)(y=1)
print(1, sep=5)
len(5), len([1, [2]]), isinstance(1, (int, str)), isinstance(1, 5), issubclass(1, int)
getattr(1, "nope"), getattr(1, "nope", []), setattr(1, "x", 2), hasattr([], "append"), delattr([], "x")
type("T", (), {"a": [1]})().a, type("T", (int, str), {}), type(1, 2)
object().x
sum.__name__, [].append.__self__, "abc".upper.__name__, [].__len__(), int.__add__(1, "x")
functools.partial(pow, 2)(10), functools.partial(pow)(1), functools.reduce(lambda a, b: a + b, [1, "x"])
functools.lru_cache(maxsize=2)(lambda v: [v])(5), functools.cmp_to_key(lambda a, b: 0)(5) < 6
operator.itemgetter(1, 2)([1, 2]), operator.attrgetter("real.imag")(5), operator.methodcaller("split", ",")("a,b")
compile("1 +", "<s>", "exec")
eval("1 + [2][0]"), eval("x y"), eval("undefined_name")
exec("a = 1; b = [a]"), exec("raise ValueError(1)")
vars(5), dir([1])[:2], id([]), callable(5), repr(object()), globals()["nope"]
import_nothing
__import__("no_such_module_at_all")
json.loads('{"a": [1, 2.5, null, "é"]}'), json.loads("{bad"), json.dumps({"a": [1, {}]}, indent=2), json.dumps(object())
io.StringIO("a\\nb").readlines(), io.BytesIO(b"abc").read(2), io.StringIO().write(5), io.StringIO("x").seek(-1)
open("/no/such/file"), os.listdir("/no/such"), os.path.join("a", "b"), os.environ.get("NOPE"), os.stat("/no")
open(os.devnull).read(), open(os.devnull, "wb").write(b"x"), open(os.devnull, "zz")
weakref.ref([]), weakref.ref(set([1])), weakref.WeakValueDictionary(a={1}), weakref.proxy({1}).add
enum.Enum("E", "A B").A, enum.Enum("E", "A B")(9), enum.Flag("F", "X Y")(3)
dataclasses.make_dataclass("D", ["x", ("y", int, 5)])(1), dataclasses.replace(5)
types.SimpleNamespace(a=1, b=[2]), types.MappingProxyType({1: 2})[3], types.MethodType(len, [1])()
contextlib.suppress(KeyError).__enter__(), contextlib.ExitStack().pop_all().close()
sys.getrefcount([]), sys.getsizeof({}), sys.intern("abc" + str(5)), sys._getframe().f_locals
threading.Lock().release(), threading.local().x, threading.Event().is_set()
(lambda: (yield))().send(5), (x for x in [1]).throw(ValueError), (x for x in [1]).close()
""")


class Managed:
    def __init__(self, fail):
        self.fail = fail

    def __enter__(self):
        return [self]

    def __exit__(self, *info):
        if self.fail:
            raise KeyError(self)
        return True


def statements():
    """Statements that no expression has, each as a function."""

    def raise_and_catch():
        try:
            raise ValueError([1], {2: 3})
        except (KeyError, ValueError) as e:
            return e.args

    def chain():
        try:
            try:
                [][1]
            except IndexError as e:
                raise KeyError("x") from e
        except KeyError as e:
            return e.__cause__

    def groups():
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError([2])])
        except* ValueError as g:
            return_value = g.exceptions
        except* TypeError:
            pass

    def finally_overrides():
        for i in range(3):
            try:
                raise ValueError([i])
            finally:
                continue

    def with_statements():
        with Managed(False) as m, Managed(False):
            raise ValueError(m)
        with Managed(True):
            pass

    def generators():
        def g(n):
            try:
                yield from (yield [n])
            except ValueError as e:
                yield e
            finally:
                [n]

        a = g(1)
        next(a)
        a.send([5, 6])
        a.throw(ValueError([7]))
        b = g(2)
        next(b)
        c = g(3)
        list(zip(c, b))

    def classes():
        class A:
            slot = [1]
            __slots__ = ("x",)

            def __init__(self):
                self.x = [self.slot]

        class B(A):
            def __init__(self):
                super().__init__()
                self.y = self.x

            def __getattr__(self, name):
                raise AttributeError(name)

        B().y
        B().nope

    def cycles():
        a = []
        a.append(a)
        d = {"a": a}
        d["d"] = d

        class C:
            pass

        c = C()
        c.me = c
        c.method = c.__init__

        def f():
            return f, c

        return None

    def closures():
        cells = []
        for i in range(4):
            def inner(x=i):
                nonlocal cells
                return cells, x
            cells.append(inner)
        cells[2]()
        del cells

    def patterns():
        for v in [1, "a", [1, 2, [3]], {"k": {"l": [5]}, "m": 2}, (1, 2, 3), None]:
            match v:
                case int(n):
                    pass
                case [a, *rest]:
                    pass
                case {"k": {"l": [n]}, **rest}:
                    pass
                case str() as s if s == "z":
                    pass
                case _:
                    pass

    def deletes():
        x = [1, 2]
        d = {"a": x}
        del x[0], d["a"]
        del x
        x

    def augmented():
        x = [1]
        x += [2]
        x *= 2
        d = {"k": [x]}
        d["k"] += x
        d["z"] += 1

    def asserts():
        assert [], "message" + str(1)

    def globals_():
        global temporary_global
        temporary_global = [1]
        del temporary_global

    def coroutines():
        async def inner(n):
            if n == 0:
                raise ValueError([n])
            return [n]

        async def outer():
            try:
                await inner(0)
            except ValueError as e:
                return await inner(1), e

        try:
            outer().send(None)
        except StopIteration as e:
            return e.value

    def resurrection():
        class R:
            def __del__(self):
                keep.append(self)

        keep = []
        R()
        keep.clear()

    def weak():
        class W:
            pass

        w = W()
        r = weakref.ref(w, lambda r: None)
        p = weakref.proxy(w)
        weakref.finalize(w, list)._atexit = False
        d = weakref.WeakKeyDictionary({w: [1]})
        s = weakref.WeakSet([w])
        weakref.finalize(w, len, [1]).detach()
        del w
        p.x

    def deep():
        x = None
        for i in range(3000):
            x = (x, [x]) if i % 2 else {"x": x}

    def recursion():
        def down(n):
            return [down(n + 1)]

        down(0)

    def threads():
        results = []
        t = threading.Thread(target=lambda: results.append([1]))
        t.start()
        t.join()

    return [f for f in locals().values()]


def run(thing):
    try:
        thing()
    except BaseException as e:
        if isinstance(e, (SystemExit, KeyboardInterrupt)):
            raise


def settle():
    gc.collect()
    gc.collect()
    return {NAMES.setdefault(name, name): count for name, count in gc._census().items()}


def check(name, thing):
    for _ in range(4):
        run(thing)
    # Twice: the second one counts what the first one holds, as the one afterwards will count what this one holds.
    before = settle()
    before = settle()
    for _ in range(ROUNDS):
        run(thing)
    after = settle()
    grown = {k: after[k] - before.get(k, 0) for k in after if after[k] - before.get(k, 0) >= ROUNDS // 2}
    if grown:
        print("LEAK", name, grown)
        return 1
    return 0


def main():
    leaks = 0
    settle()
    things = []
    for source in SOURCES:
        try:
            code = compile(source, "<operation>", "exec")
        except SyntaxError as e:
            print("cannot compile", source, e)
            continue
        parts = []
        # Of a tuple of expressions each is run by itself, so that one that fails does not hide the next.
        depth = start = 0
        quote = None
        for i, c in enumerate(source):
            if quote:
                quote = None if c == quote and source[i - 1] != "\\" else quote
            elif c in "'\"":
                quote = c
            elif c in "([{":
                depth += 1
            elif c in ")]}":
                depth -= 1
            elif c == "," and depth == 0 and " = " not in source:
                parts.append(source[start:i])
                start = i + 1
        parts.append(source[start:])
        try:
            codes = [(p.strip(), compile(p.strip(), "<operation>", "exec")) for p in parts if p.strip()]
        except SyntaxError:
            codes = [(source, code)]
        for text, code in codes:
            things.append((text, functools.partial(exec, code, dict(globals()))))
    things += [(f.__name__, f) for f in statements()]
    for name, thing in things:
        leaks += check(name, thing)
    wrong = gc._audit()
    for m in wrong:
        print("AUDIT", m["message"])
    print("operations", len(things) > 300, "leaks", leaks, "miscounted", len(wrong))


main()
