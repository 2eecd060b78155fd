//! What threads do with shared objects, and what must be true of them in the end.

use super::program::Text;

/// Kinds of shared objects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    List,
    Dict,
    Ordered,
    Set,
    Deque,
    Instance,
    Class,
    Generator,
    Iterator,
    Closure,
    Weak,
    WeakValues,
    Counter,
    Queue,
    Bytes,
    Exception,
    Numbers,
    Stream,
}

/// How a list of statements of one kind is written: `K` is a small number, `J` another one, `T` a new token, `N` the name of another
/// object of the kind, `O` the object.
struct Statements {
    make: &'static str,
    /// Each one is tried by itself; what a race may raise is forgotten.
    each: &'static [&'static str],
    check: &'static str,
}

impl Kind {
    pub const ALL: [Kind; 18] = [
        Kind::List,
        Kind::Dict,
        Kind::Ordered,
        Kind::Set,
        Kind::Deque,
        Kind::Instance,
        Kind::Class,
        Kind::Generator,
        Kind::Iterator,
        Kind::Closure,
        Kind::Weak,
        Kind::WeakValues,
        Kind::Counter,
        Kind::Queue,
        Kind::Bytes,
        Kind::Exception,
        Kind::Numbers,
        Kind::Stream,
    ];

    fn statements(self) -> &'static Statements {
        match self {
            Kind::List => &LIST,
            Kind::Dict => &DICT,
            Kind::Ordered => &ORDERED,
            Kind::Set => &SET,
            Kind::Deque => &DEQUE,
            Kind::Instance => &INSTANCE,
            Kind::Class => &CLASS,
            Kind::Generator => &GENERATOR,
            Kind::Iterator => &ITERATOR,
            Kind::Closure => &CLOSURE,
            Kind::Weak => &WEAK,
            Kind::WeakValues => &WEAK_VALUES,
            Kind::Counter => &COUNTER,
            Kind::Queue => &QUEUE,
            Kind::Bytes => &BYTES,
            Kind::Exception => &EXCEPTION,
            Kind::Numbers => &NUMBERS,
            Kind::Stream => &STREAM,
        }
    }

    /// The expression that makes one.
    pub fn make(self) -> &'static str {
        self.statements().make
    }

    /// Statements that check one when the threads are gone.
    pub fn check(self, text: &mut Text, name: &str) {
        self.statements().check.lines().for_each(|line| text.line(&line.replace('O', name)));
    }
}

/// Writes a random operation on `object`.
pub fn operation(random: &mut fastrand::Rng, text: &mut Text, object: &str, kind: Kind, all: &[(String, Kind)]) {
    let statements = kind.statements();
    let chosen = statements.each[random.usize(..statements.each.len())];
    let others: Vec<&str> = all.iter().filter(|(_, other)| *other == kind).map(|(name, _)| name.as_str()).collect();
    let other = if others.is_empty() { object } else { others[random.usize(..others.len())] };
    let (k, j) = (random.u32(..16), random.u32(..16));
    // Capital letters stand for something only where they are words.
    let mut lines = Vec::new();
    for line in chosen.lines() {
        let mut out = String::new();
        let mut word = String::new();
        for c in line.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            match word.as_str() {
                "O" => out.push_str(object),
                "N" => out.push_str(other),
                "K" => out.push_str(&k.to_string()),
                "J" => out.push_str(&j.to_string()),
                "aK" | "bK" => out.push_str(&format!("{}{k}", &word[..1])),
                "aJ" | "bJ" => out.push_str(&format!("{}{j}", &word[..1])),
                // Under key K.
                "T" => out.push_str(&format!("Token(made, {})", k + 16 * random.u32(..8))),
                _ => out.push_str(&word),
            }
            word.clear();
            out.push(c);
        }
        lines.push(out.trim_end().to_owned());
    }
    text.block("try:", |text| lines.iter().for_each(|line| text.line(line)));
    text.block("except RACE:", |text| text.line("pass"));
}

static LIST: Statements = Statements {
    make: "[Token(spare, n) for n in range(12)]",
    each: &[
        "O.append(T)",
        "O.append(T)\nif len(O) > 60:\n    del O[20:]",
        "O.extend([T, T])",
        "O.extend(tokens(made, 3))",
        "O.insert(K, T)",
        "check(O.pop())",
        "check(O.pop(K))",
        "O[K] = T",
        "check(O[K])",
        "check(O[-1])",
        "for y in O[J:K]:\n    check(y)",
        "O[J:K] = [T, T]",
        "del O[J:K]",
        "del O[K]",
        "O.reverse()",
        "O.sort(key=lambda y: y.n)",
        "for j, y in enumerate(O):\n    check(y)\n    if j > 20:\n        break",
        "y = O.copy()\nassert all(type(z) is Token for z in y)\nO == y",
        "first, *rest = O\ncheck(first)\nrest and check(rest[-1])",
        "O[:] = sorted(O, key=lambda y: -y.n)",
        "if len(O) < 40:\n    O.extend(N)\nelse:\n    O.clear()",
        "if len(O) < 40:\n    O.__iadd__(N[:5])",
        "sum(y.n for y in O)",
        "assert None not in O",
        "O[K], O[J] = O[J], O[K]",
        "O[K].link = O[J]",
        "O[K].link = None",
        "for y in reversed(O):\n    check(y)",
        "y = max(O, key=lambda z: z.n)\ncheck(y)\nO.remove(y)",
        "y = list(map(lambda z: z.n, O)) + [z.twice for z in tuple(O)]",
        "y = iter(O)\ncheck(next(y))\nO.append(T)\ncheck(next(y))",
    ],
    check: "for y in O:\n    check(y)",
};

static DICT: Statements = Statements {
    make: "{n: Token(spare, n) for n in range(10)}",
    each: &[
        "O[K] = T",
        "O[K] = T",
        "check_key(K, O.get(K))",
        "check_key(K, O[K])",
        "check_key(K, O.pop(K, None))",
        "check_key(K, O.setdefault(K, T))",
        "y = O.popitem()\ncheck_key(*y)",
        "for k, y in O.items():\n    check_key(k, y)",
        "for k, y in list(O.items()):\n    check_key(k, y)",
        "for k, y in dict(O).items():\n    check_key(k, y)",
        "for k, y in {**O, **N}.items():\n    check_key(k, y)",
        "for k in O.copy():\n    assert 0 <= k < 16",
        "O.update({K: T})",
        "O.update(N)",
        "y = O | N\ny.clear()",
        "del O[K]",
        "assert len(O) <= 16",
        "K in O and check_key(K, O[K])",
        "O == N, O == O.copy(), O.keys() & {1, 2, 3}",
        "if J == 3:\n    O.clear()",
        "for y in reversed(O.values()):\n    check(y)",
        "y = sorted(O)\nassert y == sorted(set(y))",
        "with lock:\n    O[K] = T\n    check_key(K, O[K])",
    ],
    check: "for k, y in O.items():\n    check_key(k, y)",
};

static ORDERED: Statements = Statements {
    make: "OrderedDict((n, Token(spare, n)) for n in range(10))",
    each: &[
        "O[K] = T",
        "check_key(K, O.get(K))",
        "check_key(K, O.pop(K, None))",
        "O.move_to_end(K, last=J > 7)",
        "y = O.popitem(last=J > 7)\ncheck_key(*y)",
        "for k, y in O.items():\n    check_key(k, y)",
        "for k in reversed(O):\n    assert 0 <= k < 16",
        "del O[K]",
        "O.update({K: T})",
        "check_key(K, O.setdefault(K, T))",
        "y = O.copy()\nO == y",
        "if J == 3:\n    O.clear()",
    ],
    check: "for k, y in O.items():\n    check_key(k, y)\nassert len(O) == len(list(O)) == len(list(reversed(O)))",
};

static SET: Statements = Statements {
    make: "{Token(spare, n) for n in range(10)}",
    each: &[
        "O.add(T)",
        "O.add(T)\nif len(O) > 60:\n    O.clear()",
        "check(O.pop())",
        "for y in O:\n    check(y)",
        "for y in list(O):\n    check(y)",
        "O.discard(next(iter(O)))",
        "O.update([T, T])",
        "for y in O | N:\n    check(y)",
        "y = O & N\nassert y <= O or y",
        "O ^ N, O - N, O <= N, O == N",
        "y = frozenset(O)\nhash(y)",
        "assert None not in O and len(O) >= 0",
        "O.difference_update(list(N)[:3])",
        "O.intersection_update(O.copy())",
    ],
    check: "for y in O:\n    check(y)",
};

static DEQUE: Statements = Statements {
    make: "deque((Token(spare, n) for n in range(10)), 40)",
    each: &[
        "O.append(T)",
        "O.appendleft(T)",
        "check(O.pop())",
        "check(O.popleft())",
        "O.rotate(K - 8)",
        "O.extend([T, T])",
        "O.extendleft([T, T])",
        "for y in O:\n    check(y)",
        "check(O[K])",
        "O[K] = T",
        "del O[K]",
        "assert len(O) <= 40",
        "for y in list(O) + list(O.copy()):\n    check(y)",
        "O.reverse()",
        "O.insert(K, T)",
        "O.extend(N)",
        "if J == 3:\n    O.clear()",
    ],
    check: "for y in O:\n    check(y)\nassert len(O) == len(list(O)) <= 40",
};

static INSTANCE: Statements = Statements {
    make: "Box()",
    each: &[
        "O.aK = T",
        "setattr(O, \"aJ\", T)",
        "check(getattr(O, \"aK\", None))",
        "check(O.aK)",
        "check(O.get(\"aK\"))",
        "del O.aK",
        "assert O.first == \"first\" and O.kind in (\"box\", \"other\")",
        "for name, y in list(vars(O).items()):\n    name == \"first\" or check(y)",
        "vars(O)[\"aK\"] = T",
        "vars(O).pop(\"aK\", None)",
        "vars(O).update(bK=T, first=\"first\")",
        "O.__class__ = OtherBox if J > 7 else Box",
        "O.__dict__ = {\"first\": \"first\", \"aK\": T}",
        "y = Box()\ny.aK = T\ny.bJ = O\ny.bJ = None\ncheck(y.aK)",
        "O.aK, O.aJ = O.aJ, O.aK",
        "y = O.get\ncheck(y(\"aK\"))",
        "hasattr(O, \"aK\"), dir(O), repr(type(O))",
    ],
    check: "assert O.first == \"first\"\nfor name, y in vars(O).items():\n    name == \"first\" or check(y)",
};

static CLASS: Statements = Statements {
    make: "type(\"Shared\", (Box,), {})",
    each: &[
        "O.aK = T",
        "check(getattr(O, \"aK\", None))",
        "check(O().get(\"aK\"))",
        "del O.aK",
        "y = O()\nassert y.first == \"first\" and isinstance(y, (O, Box))\ncheck(y.get(\"aK\"))",
        "O.get = lambda self, name: getattr(self, name, None)",
        "del O.get",
        "O.kind = \"kind\" + str(K)\nassert O().kind[:3] in (\"kin\", \"box\")",
        "del O.kind",
        "class Sub(O):\n    b = T\ncheck(Sub().get(\"aK\"))\ncheck(Sub.b)",
        "O.__init__ = lambda self: setattr(self, \"first\", \"first\")",
        "del O.__init__",
        "O.prop = property(lambda self: self.first)\nassert O().prop == \"first\"",
        "O.__len__ = lambda self: K\ntry:\n    assert len(O()) in range(16)\nexcept TypeError:\n    pass",
        "del O.__len__",
        "assert all(issubclass(c, O) for c in O.__subclasses__())",
        "for y in [O() for _ in range(5)]:\n    assert y.first == \"first\"\n    y.aK = T",
    ],
    check: "assert O().first == \"first\"",
};

static GENERATOR: Statements = Statements {
    make: "[tokens(spare, 100)]",
    each: &[
        "try:\n    check(next(O[0]))\nexcept StopIteration:\n    O[0] = tokens(made, 40)",
        "for y in O[0]:\n    check(y)\n    if y.n % 5 == 4:\n        break",
        "for y in itertools.islice(O[0], 4):\n    check(y)",
        "check(O[0].send(None))",
        "O[0].gi_running, O[0].gi_frame, O[0].gi_yieldfrom",
        "if J == 3:\n    O[0].close()",
        "if J == 3:\n    O[0].throw(KeyError)",
        "O[0] = tokens(made, K)",
        "y = (z for z in O[0])\ncheck(next(y))",
        "def outer(inner):\n    yield T\n    yield from inner\nO[0] = outer(tokens(made, K))",
        "def guarded():\n    try:\n        yield T\n        yield T\n    finally:\n        y = T\nO[0] = guarded()",
    ],
    check: "try:\n    O[0].close()\nexcept RACE:\n    pass",
};

static ITERATOR: Statements = Statements {
    make: "[iter([Token(spare, n) for n in range(30)])]",
    each: &[
        "try:\n    check(next(O[0]))\nexcept StopIteration:\n    O[0] = iter([T for _ in range(10)])",
        "for y in O[0]:\n    check(y)\n    if y.n % 5 == 4:\n        break",
        "O[0] = reversed([T, T, T])",
        "O[0] = map(lambda y: y, [T, T, T])",
        "O[0] = filter(None, [T, T, T])",
        "O[0] = itertools.chain([T], (T, T), {1: T}.values())",
        "O[0] = (y for _, y in zip(range(5), [T, T, T]))",
        "O[0] = iter({T, T, T})",
        "O[0] = itertools.islice(itertools.cycle([T, T]), 12)",
        "O[0] = itertools.accumulate([T, T, T], lambda y, z: z)",
        "O[0] = itertools.repeat(T, 5)",
        "O[0], y = itertools.tee([T, T, T])\nfor z in y:\n    check(z)",
        "O[0] = (p[1] for p in enumerate([T, T, T]))",
        "O[0].__length_hint__()",
    ],
    check: "O[0] = None",
};

static CLOSURE: Statements = Statements {
    make: "closure(spare)",
    each: &[
        "check(O(T))",
        "check(O(T))",
        "check(O(None))",
        "check(O.__closure__[0].cell_contents)",
        "O.note = T\ncheck(O.note)",
        "check(vars(O).pop(\"note\", None))",
        "y = partial(O, T)\ncheck(y())",
        "assert O.__name__ == \"exchange\" and O.__code__.co_freevars == (\"kept\",)",
        "check(list(map(O, [T, T]))[0])",
    ],
    check: "check(O(None))",
};

static WEAK: Statements = Statements {
    make: "[weakref.ref(common_token) for common_token in [Token(spare, 1)] for _ in range(16)]",
    each: &[
        "y = T\nO[K] = weakref.ref(y)\ncheck(O[K]())",
        "check(O[K]())",
        "check(O[J]())",
        "y = O[K]()\nif y is not None:\n    O[J] = weakref.ref(y)\n    y.link = T",
        "y = T\nO[K] = weakref.ref(y, lambda r: r())\ncheck(O[J]())",
        "y = T\nz = weakref.proxy(y)\nassert z.twice == 2 * y.n\nO[K] = weakref.ref(y)",
        "common = T\nO[K] = weakref.ref(common)",
        "y = O[K]()\nweakref.getweakrefcount(y), weakref.getweakrefs(y)",
        "y = T\nweakref.finalize(y, int)",
    ],
    check: "for r in O:\n    check(r())",
};

static WEAK_VALUES: Statements = Statements {
    make: "weakref.WeakValueDictionary()",
    each: &[
        "y = T\nO[K] = y\ncheck_key(K, O.get(K))",
        "check_key(K, O.get(K))",
        "for k, y in O.items():\n    check_key(k, y)",
        "for k, y in list(O.items()):\n    check_key(k, y)",
        "assert len(O) <= 16",
        "check_key(K, O.pop(K, None))",
        "y = T\ny.link = [y]\nO[K] = y",
    ],
    check: "for k, y in O.items():\n    check_key(k, y)",
};

static COUNTER: Statements = Statements {
    make: "[0, 0, Counter()]",
    each: &[
        "with lock:\n    O[0] += 1\n    y = T\n    O[1] += 1",
        "with rlock, lock:\n    with rlock:\n        O[0] += 1\n    O[1] += 1",
        "lock.acquire()\nO[0] += 1\nO[1] += 1\nlock.release()",
        "if lock.acquire(timeout=0.001):\n    try:\n        O[0] += 1\n    finally:\n        O[1] += 1\n        lock.release()",
        "with lock:\n    O[2][K] += 1\n    assert O[2][K] >= 1",
    ],
    check: "assert O[0] == O[1], (O[0], O[1])",
};

static QUEUE: Statements = Statements {
    make: "SimpleQueue()",
    each: &[
        "O.put(T)",
        "O.put(T)",
        "check(O.get_nowait())",
        "check(O.get(timeout=0.001))",
        "assert O.qsize() >= 0",
        "while not O.empty():\n    check(O.get_nowait())",
    ],
    check: "while not O.empty():\n    check(O.get_nowait())",
};

static BYTES: Statements = Statements {
    make: "bytearray(range(32))",
    each: &[
        "O[K] = K",
        "assert O[K] == K",
        "O.append(K)\ndel O[32:]",
        "O.extend(bytes(K))\ndel O[32:]",
        "assert bytes(O)[:16] == bytes(range(16))",
        "with memoryview(O) as m:\n    assert m[K] == K\n    m[K] = K",
        "assert O.find(bytes([K])) == K",
        "O == N, O.hex(), O[::2], O.decode(\"latin-1\")",
        "O[K:K + 1] = bytes([K])",
        "O.__iadd__(b\"xy\")",
    ],
    check: "assert O[:16] == bytes(range(16))",
};

static EXCEPTION: Statements = Statements {
    make: "[ValueError(Token(spare, 1))]",
    each: &[
        "try:\n    raise O[0]\nexcept ValueError as e:\n    check(e.args[0])",
        "try:\n    raise O[0] from KeyError(T)\nexcept ValueError as e:\n    check(e.args[0])\n    e.__cause__ = e.__context__ = None",
        "O[0] = ValueError(T)",
        "y = O[0].__traceback__\nwhile y is not None:\n    y.tb_lineno, y.tb_frame.f_code.co_name\n    y = y.tb_next",
        "O[0].__traceback__ = None",
        "O[0].note = T\ncheck(O[0].note)",
        "try:\n    try:\n        1 // 0\n    finally:\n        check(O[0].args[0])\nexcept ZeroDivisionError as e:\n    O[0].__context__ = e",
    ],
    check: "check(O[0].args[0])",
};

static NUMBERS: Statements = Statements {
    make: "[itertools.count(), []]",
    each: &[
        "O[1].append(next(O[0]))",
        "for _ in range(K):\n    O[1].append(next(O[0]))",
        "O[1].extend([next(O[0]), next(O[0])])",
    ],
    check: "assert len(set(O[1])) == len(O[1]), \"a number came twice\"",
};

static STREAM: Statements = Statements {
    make: "__import__(\"io\").StringIO()",
    each: &[
        "O.write(\"ab\\n\")",
        "assert set(O.getvalue()) <= set(\"ab\\n\\0\")",
        "O.seek(0)\nassert set(O.read(K)) <= set(\"ab\\n\\0\")",
        "O.truncate(90)",
        "O.readline(), O.tell()",
        "for y in O:\n    assert set(y) <= set(\"ab\\n\\0\")",
    ],
    check: "assert set(O.getvalue()) <= set(\"ab\\n\\0\")",
};
