"""Word count: dictionaries of strings, split over threads that each fill a dictionary of their own."""
import threading
import time
from collections import Counter

SENTENCES = """the count of an object says how many references there are
when the count falls to zero the object is freed at once
a reference is a reference whether a name a list or a frame holds it
two threads that count the same object must not lose a count
an object that refers to itself is never freed by counting""".splitlines()

text = [SENTENCES[i * i % len(SENTENCES)] for i in range(20_000)]


def count(lines, into):
    for line in lines:
        for word in line.split():
            into[word] = into.get(word, 0) + 1


def count_with(threads):
    parts = [{} for _ in range(threads)]
    workers = [threading.Thread(target=count, args=(text[k::threads], part)) for k, part in enumerate(parts)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    total = Counter()
    for part in parts:
        total.update(part)
    return total


for threads in (1, 2, 4):
    start = time.perf_counter()
    total = count_with(threads)
    seconds = time.perf_counter() - start
    print(f"{threads} threads: {total.total()} words, {len(total)} different, {seconds:.3f} s")
for word, n in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:5]:
    print(f"  {word:10} {n}")
