# an exception in a thread does not stop the others; excepthook; SystemExit in a thread is silent
import threading, sys
seen = []
def hook(a): seen.append((a.exc_type.__name__, str(a.exc_value), a.thread.name, a.exc_traceback is not None))
threading.excepthook = hook
def bad(n): raise ValueError(n)
ts = [threading.Thread(target=bad, args=(i,), name=f"t{i}") for i in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; print(sorted(seen))
def ex(): sys.exit(5)
t = threading.Thread(target=ex); t.start(); t.join(); print("main goes on", len(seen))
def catch():
    try: 1 / 0
    except ZeroDivisionError as e: seen.append(("caught", str(e), sys.exception() is e))
t = threading.Thread(target=catch); t.start(); t.join(); print(seen[-1])
try: raise KeyError("main's")
except KeyError:
    def see(): seen.append(sys.exception())
    t = threading.Thread(target=see); t.start(); t.join(); print(seen[-1], repr(sys.exception()))
def deep(n): return deep(n + 1)
t = threading.Thread(target=deep, args=(0,), name="deep"); t.start(); t.join(); print(seen[-1][0], seen[-1][2])
def fin(log):
    try: raise ValueError
    finally: log.append("finally")
log = []; t = threading.Thread(target=fin, args=(log,)); t.start(); t.join(); print(log, seen[-1][0])
print(threading.__excepthook__ is not hook)
