"""Two threads that compute, and a third that sleeps now and then: run with `--timeline out.svg` to see who waits for whom."""

import threading
import time


def compute():
    total = 0
    for i in range(1_500_000):
        total += i & 7
    return total


def nap():
    for _ in range(8):
        time.sleep(0.01)


threads = [
    threading.Thread(target=compute, name="computes"),
    threading.Thread(target=compute, name="computes too"),
    threading.Thread(target=nap, name="sleeps, wakes"),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
