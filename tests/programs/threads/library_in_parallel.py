# modules of the library used by many threads at once, on shared and on private data
import argparse
import base64
import bisect
import copy
import dataclasses
import datetime
import enum
import hashlib
import heapq
import itertools
import json
import operator
import statistics
import string
import struct
import threading
import textwrap
from array import array
from crew import run


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


class Bits(enum.Flag):
    A = 1
    B = 2
    C = 4


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list)


for count in (2, 8, 64):
    rounds = 64 // count + 1

    # sorted lists and heaps that everybody inserts into: every item arrives; order, and whole heaps, are promised to those who lock
    ordered, heap, lock = [], [], threading.Lock()

    def pop(i):
        with lock:
            return heapq.heappop(heap)

    def insert(i):
        for n in range(rounds):
            bisect.insort(ordered, n * count + i)
            with lock:
                heapq.heappush(heap, n * count + i)

    run(count, insert)
    print(count, "inserted", sorted(ordered) == sorted(heap) == list(range(count * rounds)))
    heapq.heapify(heap)
    taken = run(count, lambda i: [pop(i) for _ in range(rounds)])
    print(count, "popped", len({n for mine in taken for n in mine}) <= count * rounds, heap)

    tree = {"list": [1, [2, {"deep": (3, [4])}]], "point": Point(1, 2, ["a"]), "colour": Colour.RED}
    record = struct.Struct("<iHd8s")
    template = string.Template("$who has $$${amount}")

    def work(i):
        for n in range(rounds):
            twin = copy.deepcopy(tree)
            assert twin == tree and twin["list"] is not tree["list"] and twin["colour"] is Colour.RED
            assert json.loads(json.dumps({"n": n, "s": "é", "l": [i, None, 1.5]}, sort_keys=True)) == {"n": n, "s": "é", "l": [i, None, 1.5]}
            assert Colour(1 + n % 2).name in ("RED", "GREEN") and Colour["RED"].value == 1
            assert (Bits.A | Bits.C) & Bits.C == Bits.C and (Bits(n % 8) | Bits.B) in list(Bits) + [Bits(k) for k in range(8)]
            p = dataclasses.replace(tree["point"], x=n)
            assert dataclasses.asdict(p) == {"x": n, "y": 2, "tags": ["a"]} and p < Point(n + 1)
            assert hashlib.sha256(b"%d" % n).hexdigest() == hashlib.sha256(str(n).encode()).hexdigest()
            assert base64.b64decode(base64.b64encode(bytes([i, n % 256]))) == bytes([i, n % 256])
            assert record.unpack(record.pack(i, n, 0.5, b"abc"))[:3] == (i, n, 0.5)
            assert template.substitute(who=i, amount=n) == f"{i} has ${n}"
            assert statistics.mean([1, 2, 3, n]) == (6 + n) / 4
            assert datetime.date(2024, 2, 28) + datetime.timedelta(days=n) >= datetime.date.fromisoformat("2024-02-28")
            assert list(itertools.islice(itertools.chain.from_iterable(itertools.repeat([n, i])), 3)) == [n, i, n]
            assert operator.attrgetter("point.x")(type("T", (), tree)) == 1 and operator.itemgetter(0, -1)([n, i]) == (n, i)
            assert textwrap.fill("word " * 10, 20).count("\n") >= 2
            assert array("i", [n, i]).tobytes() == struct.pack("=ii", n, i)
            parser = argparse.ArgumentParser(prog="p")
            parser.add_argument("--number", type=int, default=i)
            assert parser.parse_args([]).number == i and parser.parse_args(["--number", "5"]).number == 5

    run(count, work)
    print(count, "worked")

    # one hash object fed by all
    digest, text = hashlib.md5(), b"x" * 5000
    run(count, lambda i: [digest.update(text) for _ in range(5)] and None)
    print(count, digest.hexdigest() == hashlib.md5(text * 5 * count).hexdigest())
