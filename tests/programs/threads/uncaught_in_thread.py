# the default report of an exception in a thread; the program's exit code stays 0
import threading
def task(n):
    total = 10
    return total / n

t = threading.Thread(target=task, args=(0,), name="Divider")
t.start()
t.join()
print("main continues")
