# Operations without Python code that take long, while another thread asks for collections and signals arrive.
import gc
import signal
import threading

DATA = [(i * 7919) % 100003 for i in range(60_000)]
TEXT = "some words and others " * 20_000
BIG = 3 ** 20_000


def operations():
    yield "sort ints", lambda: sorted(DATA)[:3]
    yield "sort floats", lambda: sorted([float(n) for n in DATA], reverse=True)[:2]
    yield "sort texts", lambda: sorted(map(str, DATA))[:3]
    yield "sort pairs", lambda: sorted((n % 100, n) for n in DATA)[:2]
    yield "sort by key", lambda: sorted(DATA, key=str)[:3]
    yield "sort mixed", lambda: sorted(DATA[:5000] + [0.5, 1.5])[:4]
    yield "multiply", lambda: (BIG * BIG * BIG) % 1_000_000_007
    yield "divide", lambda: (BIG * BIG // (BIG + 1)) % 1_000_003
    yield "divmod", lambda: [n % 1009 for n in divmod(BIG * BIG, BIG - 1)]
    yield "power", lambda: (7 ** 30_000) % 1_000_003
    yield "modular power", lambda: pow(3, 1 << 200, BIG) % 1_000_003
    yield "int to text and back", lambda: int(str(BIG % 10 ** 4000)) == BIG % 10 ** 4000
    yield "find", lambda: (TEXT.find("zzz"), TEXT.rfind("some"), "others some" in TEXT)
    yield "count", lambda: (TEXT.count("o"), TEXT.encode().count(b"o"))
    yield "replace", lambda: (len(TEXT.replace("o", "00")), len(TEXT.encode().replace(b"o", b"00")))
    yield "split", lambda: (len(TEXT.split()), len(TEXT.split("o")), len(TEXT.encode().split(b"o")))
    yield "join", lambda: hash("-".join(TEXT.split())) == hash(TEXT.strip().replace(" ", "-"))
    yield "case", lambda: TEXT.upper().lower() == TEXT
    yield "slices", lambda: TEXT[::-1][::-1] == TEXT and TEXT[::2][:9]
    yield "repeat", lambda: (len("ab" * 3_000_000), len([1, 2] * 100_000), len((1, 2) * 100_000))
    yield "in", lambda: (-1 in DATA, -1 in tuple(DATA), DATA.count(5), DATA.index(7))
    yield "in, by other types", lambda: (5.0 in DATA, 5.5 in DATA)
    yield "compare", lambda: (DATA == list(DATA), tuple(DATA) == tuple(DATA), DATA < DATA + [1])
    yield "sum", lambda: (sum(DATA), sum(tuple(DATA)), min(DATA), max(DATA))
    yield "sets", lambda: [len(s) for s in (set(DATA) | {-1}, set(DATA) & set(DATA[::2]), set(DATA) - set(DATA[::2]))]
    yield "dicts", lambda: dict.fromkeys(DATA) == dict.fromkeys(DATA) and len(dict.fromkeys(DATA) | {1: 1})
    yield "repr", lambda: (len(repr(DATA)), len(repr(set(DATA))), len(repr({n: n for n in DATA})))
    yield "compile", lambda: eval(compile("+".join(["1"] * 3000), "sum", "eval"))


def in_thread(operation):
    results = []
    thread = threading.Thread(target=lambda: results.append(operation()))
    thread.start()
    while thread.is_alive():
        gc.collect()
    thread.join()
    return results[0]


for name, operation in operations():
    print(name, in_thread(operation))


# A sorted list is empty for everybody else, and who changes it is told.
def spy(n):
    seen.append(len(items))
    return n


seen, items = [], list(range(3000, 0, -1))
items.sort(key=spy)
print(set(seen), items[:3])


def intruder(n):
    items.append(n)
    return n


try:
    items.sort(key=intruder)
except ValueError as error:
    print(error, len(items))


# A signal that arrives while a list is sorted leaves all items in it.
class Stop(Exception):
    pass


def handler(number, frame):
    raise Stop


signal.signal(signal.SIGALRM, handler)
pairs = [(n % 7, n) for n in DATA]
expected = sorted(pairs)
for delay in (0.002, 0.01, 0.03):
    signal.setitimer(signal.ITIMER_REAL, delay)
    try:
        while True:
            pairs.sort(reverse=True)
            pairs.sort()
    except Stop:
        pass
    print(sorted(pairs) == expected)
