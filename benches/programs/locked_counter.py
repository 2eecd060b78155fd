# Threads stress: one counter behind a threading.Lock: how fast a Python-level lock is handed over.
import sys
import threading


def main(scale, threads):
    lock = threading.Lock()
    state = {"count": 0}

    def run():
        local = 0
        for i in range(scale):
            with lock:
                state["count"] += 1
            local += i & 3

    workers = [threading.Thread(target=run) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert state["count"] == scale * threads, state
    return state["count"]


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 500000
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
