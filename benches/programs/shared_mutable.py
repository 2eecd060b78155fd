# Threads stress: all threads change one dict and one list at once: contention for object locks, retired buffers.
import sys
import threading


def main(scale, threads):
    table = {}
    log = []
    board = [0] * 64

    def run(index):
        for i in range(scale):
            key = (i & 127, index)
            table[key] = i
            if i & 7 == 0:
                log.append(index)
            board[(i + index) & 63] = i
            if i & 1023 == 1023:
                table.pop(key)

    workers = [threading.Thread(target=run, args=(index,)) for index in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    appended = [0] * threads
    for index in log:
        appended[index] += 1
    assert len(set(appended)) == 1, appended
    assert all(isinstance(x, int) and 0 <= x < scale for x in board)
    latest = [max(value for (_, index), value in table.items() if index == wanted) for wanted in range(threads)]
    assert len(set(latest)) == 1, latest
    return "%d %d %d" % (len(table), len(log), latest[0])


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 900000
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
