# A child that was forked while others waited for a lock which its thread held: there it is an ordinary lock.
import os
import threading
import time
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


def waiter_is_due(kind):
    """A taken lock for which a thread has waited, been woken, and found it taken again."""
    lock = kind()
    lock.acquire()

    def wait():
        with lock:
            pass

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    time.sleep(0.01)
    lock.release()
    lock.acquire()
    time.sleep(0.005)
    return lock, thread


def child(lock):
    lock.release()
    taken = []
    other = threading.Thread(target=lambda: taken.append(lock.acquire(blocking=False)))
    other.start()
    other.join()
    if taken != [True]:
        return 1
    return 0


for kind in (threading.Lock, threading.RLock):
    codes = set()
    for attempt in range(8):
        lock, thread = waiter_is_due(kind)
        pid = os.fork()
        if pid == 0:
            os._exit(child(lock))
        codes.add(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        lock.release()
        thread.join()
    print(kind.__name__, codes)
