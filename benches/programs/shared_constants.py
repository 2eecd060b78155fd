# Threads stress: constants, names, None and small integers used by all threads: counts of shared objects unless immortal.
import sys
import threading

LIMIT = 100
LABELS = ("red", "green", "blue")
RATIO = 0.5


def pick(i):
    if i % 3 == 0:
        return "red"
    if i % 3 == 1:
        return "green"
    return None


def work(scale):
    hits = 0
    weight = 0.0
    for i in range(scale):
        label = pick(i)
        if label is None:
            hits += 1
        elif label == LABELS[0]:
            hits += 2
        where = ("north", "south", 1, None, True)
        if where[i & 1] == "south" and where[3] is None:
            weight += RATIO
        if hits > LIMIT * 1000:
            hits -= LIMIT * 1000
    return hits + int(weight)


def main(scale, threads):
    results = [None] * threads

    def run(index):
        results[index] = work(scale)

    workers = [threading.Thread(target=run, args=(index,)) for index in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(set(results)) == 1, results
    return sum(results)


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
