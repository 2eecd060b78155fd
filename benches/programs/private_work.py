# Threads stress: objects that no other thread sees: what biased counts are for. Each thread builds and drops its own.
import sys
import threading


class Item:
    def __init__(self, key, value):
        self.key = key
        self.value = value


def work(scale):
    total = 0
    table = {}
    for i in range(scale):
        item = Item(i & 63, i)
        table[item.key] = item
        pair = [item, (item, i)]
        total += pair[1][0].value & 7
    for item in table.values():
        total += item.value
    return total


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


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 600000
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
