# Threads stress: all threads read the same list and dict, which nobody changes: locked against optimistic reads.
import sys
import threading


def main(scale, threads):
    table = {"key%d" % i: [i] for i in range(256)}
    names = list(table)
    numbers = [(i,) for i in range(1024)]
    results = [None] * threads

    def run(index):
        total = 0
        for i in range(scale):
            total += table[names[i & 255]][0]
            total += numbers[(i * 5) & 1023][0]
        for name in names:
            if name in table:
                total += 1
        results[index] = total

    workers = [threading.Thread(target=run, args=(index,)) for index in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(set(results)) == 1, results
    return sum(results)


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 1400000
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
