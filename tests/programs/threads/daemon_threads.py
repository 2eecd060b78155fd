# daemon threads that still work, wait and sleep when the program ends do not hold it up, and do no harm
import atexit
import queue
import sys
import threading
import time

shared, table, lock, started = [], {}, threading.Lock(), threading.Semaphore(0)
lock.acquire()


def work(i):
    started.release()
    n = 0
    while True:
        n += 1
        table[i] = [n, {n: shared[-1:]}]
        shared.append((i, n))
        if len(shared) > 50:
            del shared[:25]


def wait_for_lock():
    started.release()
    with lock:
        print("never")


def wait_for_queue():
    started.release()
    queue.Queue().get()


def sleep():
    started.release()
    time.sleep(100)


def generate():
    def numbers():
        try:
            n = 0
            while True:
                yield n
                n += 1
        finally:
            pass
    started.release()
    for n in numbers():
        table["generated"] = n


class Slow:
    def __del__(self):
        table.clear()


def drop():
    started.release()
    while True:
        Slow()


targets = [lambda: work(1), lambda: work(2), wait_for_lock, wait_for_queue, sleep, generate, drop]
for target in targets:
    threading.Thread(target=target, daemon=True).start()
for target in targets:
    started.acquire()
print("all started", threading.active_count() == len(targets) + 1)
atexit.register(lambda: print("at exit", len(shared) >= 0))
time.sleep(0.05)
print("main ends")
sys.stdout.flush()
