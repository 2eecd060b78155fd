# args: 1 60
# Programs made at random, each run in a namespace of its own: when that is dropped the heap is as it was, and every count is explained.
# rcpy only. Arguments: first seed, number of programs. A program that fails is printed.
import gc
import random
import sys

PRELUDE = """
import weakref
kept = []
class Base:
    count = 0
    def __init__(self, *held, **named):
        self.held = held
        self.__dict__.update(named)
    def __eq__(self, other): return self is other
    def __hash__(self): return 7
    def method(self, *a): return (self, a)
    @property
    def prop(self): return [self]
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def stat(*a): return a
    def __enter__(self): return self
    def __exit__(self, *info): return len(kept) % 2 == 0
    def __iter__(self): return iter(self.held)
    def __getitem__(self, i): return self.held[i]
class Slots:
    __slots__ = ("a", "b", "__weakref__")
class Finalised(Base):
    def __del__(self, kept=kept): kept.append(len(kept))
class Reviving(Base):
    def __del__(self, kept=kept): kept.append(self); del kept[:-2]
class Listy(list): pass
class Dicty(dict):
    def __missing__(self, key): return [key]
class Texty(str): pass
class Oops(Exception): pass
v0 = v1 = v2 = v3 = v4 = v5 = None
"""

NAMES = ["v0", "v1", "v2", "v3", "v4", "v5"]


class Maker:
    """Makes the text of a program."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.fresh = 0

    def name(self):
        return self.r.choice(NAMES)

    def new(self):
        self.fresh += 1
        return f"t{self.fresh}"

    def atom(self):
        return self.r.choice(["0", "1", "-7", "2.5", "10 ** 25", "'s'", "'é'", "None", "True", "b'b'", "'k' + str(3)", *NAMES, *NAMES])

    def value(self, depth=2):
        r = self.r
        if depth == 0 or r.random() < 0.25:
            return self.atom()
        v = lambda: self.value(depth - 1)
        i = r.randrange(26)
        if i == 0:
            return f"[{v()}, {v()}]"
        if i == 1:
            return f"({v()}, {v()}, {v()})"
        if i == 2:
            return f"{{'a': {v()}, 'b': {v()}}}"
        if i == 3:
            return f"{{1, 'x', {r.randrange(9)}}}"
        if i == 4:
            return f"{r.choice(['Base', 'Finalised', 'Reviving', 'Base.make'])}({v()}, k={v()})"
        if i == 5:
            return f"[{v()} for _ in range({r.randrange(4)})]"
        if i == 6:
            return f"{{i: {v()} for i in range({r.randrange(4)})}}"
        if i == 7:
            return f"(lambda a={v()}: ({self.name()}, a))"
        if i == 8:
            return f"list(x for x in [{v()}, {v()}])"
        if i == 9:
            return f"[*[{v()}], *({v()},)]"
        if i == 10:
            return f"{{**{{'q': {v()}}}, 'r': {v()}}}"
        if i == 11:
            return f"({v()} if {v()} else {v()})"
        if i == 12:
            return f"({v()} or {v()})"
        if i == 13:
            return f"f'{{[{v()}]!r:.20}}'"
        if i == 14:
            return f"Base({v()}).{r.choice(['prop', 'method', 'held', 'count', 'nope'])}"
        if i == 15:
            return f"Listy([{v()}])"
        if i == 16:
            return f"Dicty(m={v()})[{r.randrange(3)}]"
        if i == 17:
            return f"list(zip([{v()}, {v()}], [{v()}]))"
        if i == 18:
            return f"dict(enumerate([{v()}, {v()}]))"
        if i == 19:
            return f"sorted([{v()}, {v()}], key=lambda z: id(z))"
        if i == 20:
            return f"[{v()}, {v()}, {v()}][{r.randrange(-2, 4)}:]"
        if i == 21:
            return f"(lambda *a, **k: (a, k))(*[{v()}], z={v()})"
        if i == 22:
            return f"type('T', (Base,), {{'m': {v()}}})({v()})"
        if i == 23:
            return f"iter([{v()}, {v()}])"
        if i == 24:
            return f"Texty({v()})"
        return f"({v()},) * {r.randrange(4)}"

    def block(self, depth, count=None):
        out = []
        for _ in range(count or self.r.randrange(1, 4)):
            out += self.statement(depth)
        return ["    " + line for line in out]

    def statement(self, depth=2):
        r = self.r
        n, v = self.name, self.value
        simple = [
            lambda: [f"{n()} = {v()}"],
            lambda: [f"{n()} = {n()} = {v()}"],
            lambda: [f"{n()} = [{n()}]", f"{r.choice(NAMES)} = None"],
            lambda: [f"{n()}, *{n()} = {v()}, {v()}, {v()}"],
            lambda: [f"{n()} += {v()}"],
            lambda: [f"{n()}.append({v()})"],
            lambda: [f"{n()}.attr = {v()}"],
            lambda: [f"{n()}['key'] = {v()}"],
            lambda: [f"{n()}[0:1] = [{v()}]"],
            lambda: [f"del {n()}.attr"],
            lambda: [f"del {n()}[0]"],
            lambda: [f"{n()}({v()})"],
            lambda: [f"{n()} = {n()}[-1]"],
            lambda: [f"{n()} = {n()}.method"],
            lambda: [f"next({n()})"],
            lambda: [f"weakref.ref({n()}, lambda w: kept.append(1))"],
            lambda: [f"{n()} = weakref.ref({n()})"],
            lambda: [f"{n()} = weakref.WeakValueDictionary(a={n()})"],
            lambda: [f"assert {v()}, {v()}"],
            lambda: [f"raise Oops({v()}, {v()})"],
            lambda: [f"raise Oops({v()}) from ValueError({v()})"],
            lambda: self.cycle(),
        ]
        if depth == 0 or r.random() < 0.6:
            return r.choice(simple)()
        compound = [self.loop, self.attempt, self.function, self.generator, self.klass, self.context, self.matching, self.coroutine]
        return r.choice(compound)(depth - 1)

    def cycle(self):
        a = self.name()
        return self.r.choice([
            [f"{a} = []", f"{a}.append({a})"],
            [f"{a} = {{}}", f"{a}['me'] = ({a}, {self.value()})"],
            [f"{a} = {self.r.choice(['Base', 'Finalised', 'Reviving', 'Slots'])}()", f"{a}.a = {a}", f"{a}.b = [{a}, {self.name()}]"],
            [f"{a} = lambda: {a}"],
        ])

    def loop(self, depth):
        head = self.r.choice([
            f"for {self.name()} in [{self.value()}, {self.value()}]:",
            f"for {self.name()} in range(3):",
            f"for {self.name()}, {self.name()} in zip([{self.value()}, 1], [2, {self.value()}]):",
        ])
        end = self.r.choice([[], ["    break"], [f"    if {self.name()}: continue"]])
        return [head, *self.block(depth), *end, *self.r.choice([[], ["else:", *self.block(0, 1)]])]

    def attempt(self, depth):
        out = ["try:", *self.block(depth)]
        kind = self.r.randrange(4)
        if kind != 0:
            out += [f"except {self.r.choice(['Oops', 'TypeError', 'Exception'])} as e:", f"    {self.name()} = e", *self.block(0, 1)]
        if kind == 2:
            out += ["else:", *self.block(0, 1)]
        if kind in (0, 3):
            out += ["finally:", *self.block(0, 1)]
        return out

    def function(self, depth):
        f = self.new()
        return [
            f"def {f}(a, b={self.value()}, *args, c={self.value()}, **kw):",
            f"    {self.r.choice(['nonlocal', 'global'])} {self.name()}" if False else "    local = (a, b)",
            *self.block(depth),
            f"    return {self.r.choice(['local', 'lambda: (a, local)', self.value(), 'locals()'])}",
            f"{self.name()} = {f}({self.value()}, *[{self.value()}], z={self.value()})",
            f"{self.name()} = {f}",
        ]

    def generator(self, depth):
        g = self.new()
        return [
            f"def {g}(a):",
            "    try:",
            f"        got = yield {self.value()}",
            *("    " + line for line in self.block(depth)),
            f"        yield from [{self.value()}, got]",
            "    finally:",
            f"        held = [a, {self.value()}]",
            f"{self.name()} = gen = {g}({self.value()})",
            *self.r.choice([["next(gen)"], ["next(gen)", f"gen.send({self.value()})"], ["gen.close()"], ["next(gen)", "gen.throw(Oops)"], ["list(gen)"]]),
        ]

    def klass(self, depth):
        c = self.new()
        return [
            f"class {c}({self.r.choice(['Base', 'Finalised', 'Listy', 'Dicty'])}):",
            f"    attribute = {self.value()}",
            f"    def other(self, a={self.value()}): return super().__repr__, self, a",
            f"{self.name()} = {c}()",
            f"{c}.back = {self.r.choice([c, f'{c}()', self.value()])}",
            f"{self.name()} = {c}().other()",
        ]

    def context(self, depth):
        return [f"with Base({self.value()}) as {self.name()}, Finalised({self.value()}):", *self.block(depth)]

    def matching(self, depth):
        return [
            f"match {self.value()}:",
            "    case [a, *rest]:",
            *("    " + line for line in self.block(depth, 1)),
            "    case {'a': inner, **rest}:",
            f"        {self.name()} = inner",
            "    case Base(held=[one, *_]) | Base(count=one):",
            f"        {self.name()} = one",
            "    case _:",
            *("    " + line for line in self.block(0, 1)),
        ]

    def coroutine(self, depth):
        c = self.new()
        return [
            f"async def {c}(a):",
            f"    {self.name()} = {self.value()}",
            f"    return [a, {self.value()}]",
            f"coro = {c}({self.value()})",
            *self.r.choice([["coro.close()"], ["try:", "    coro.send(None)", "except StopIteration as e:", f"    {self.name()} = e.value"]]),
        ]

    def program(self):
        lines = PRELUDE.strip().split("\n")
        if self.r.random() < 0.5:
            body = []
            for _ in range(self.r.randrange(8, 20)):
                body += ["    try:", *("        " + line for line in self.statement()), "    except Exception as error:", "        kept.append(error)"]
            lines += ["def main():", f"    {' = '.join(NAMES)} = None", "    gen = coro = None", *body, "    return locals()", "result = main()"]
        else:
            for _ in range(self.r.randrange(8, 20)):
                lines += ["try:", *("    " + line for line in self.statement()), "except Exception as error:", "    kept.append(error)"]
        return "\n".join(lines) + "\n"


NAMES_OF_TYPES = {}


def census():
    for _ in range(3):
        gc.collect()
    return {NAMES_OF_TYPES.setdefault(name, name): count for name, count in gc._census().items()}


def run(source):
    namespace = {"__name__": "program"}
    try:
        exec(compile(source, "<program>", "exec"), namespace)
    except Exception as error:
        if isinstance(error, SyntaxError):
            raise
    for m in gc._audit():
        print("AUDIT while it runs", m["message"])
        return False
    # Finalisers still need the names; what is left goes with the namespace.
    for name in [*NAMES, "result", "gen", "coro", "error"]:
        namespace.pop(name, None)
    return True


# What is raised while a program's leftovers go is no failure.
sys.unraisablehook = lambda info: None


def main(first, count):
    failed = 0
    after = census()
    for seed in range(first, first + count):
        source = Maker(seed).program()
        run(source)  # interned names, caches, versions
        # Twice: the second one counts what the first one holds, as the one afterwards will count what this one holds.
        before = census()
        before = census()
        fine = run(source)
        after = census()
        grown = {k: (before.get(k, 0), after[k]) for k in after if after[k] > before.get(k, 0)}
        wrong = gc._audit()
        if grown or wrong or not fine:
            failed += 1
            print("seed", seed, "grown", grown)
            for m in wrong[:5]:
                print("AUDIT", m["message"])
            if failed == 1:
                print(source)
    print("failed", failed)


main(*map(int, sys.argv[1:3] or (1, 60)))
