# Threads stress: all threads call the same functions and methods: counts of shared code unless deferred.
import sys
import threading


def mix(a, b):
    return (a * 31 + b) & 1023


class Tool:
    @staticmethod
    def half(x):
        return x >> 1

    def apply(self, x):
        return mix(x, 7)


def step(tool, x):
    return Tool.half(tool.apply(mix(x, 3)))


def main(scale, threads):
    results = [None] * threads

    def run(index):
        tool = Tool()
        value = 1
        total = 0
        for i in range(scale):
            value = step(tool, value + i)
            total += value
        results[index] = total

    workers = [threading.Thread(target=run, args=(index,)) for index in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(set(results)) == 1, results
    return sum(results)


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 800000
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
