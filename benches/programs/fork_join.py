# Threads stress: threads are started for each step and joined again: thread birth and death, adopted slabs, ownerless objects.
import sys
import threading


class Leaf:
    def __init__(self, value):
        self.value = value


def build(results, index, size):
    results[index] = [Leaf(i) for i in range(size)]


def total_of(results, index, sums):
    sums[index] = sum(leaf.value for leaf in results[index])


def main(scale, threads):
    total = 0
    for _ in range(scale):
        results = [None] * threads
        sums = [0] * threads
        for target, arguments in ((build, (results, None, 2000)), (total_of, (results, None, sums))):
            workers = []
            for index in range(threads):
                given = (arguments[0], index, arguments[2])
                workers.append(threading.Thread(target=target, args=given))
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
        assert sums == [1999000] * threads, sums
        total += sum(sums)
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 150
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
