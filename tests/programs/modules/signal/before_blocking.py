# a signal that has arrived is handled before the next call that waits, and between parts of a write
import _thread, os, signal, sys, threading, time

class Late(Exception): pass
def late(number, frame): raise Late(number)
signal.signal(signal.SIGALRM, late)

def interrupted(what, f):
    reader, writer = os.pipe()
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try: f(writer); print(what, "finished")
    except Late: print(what, "interrupted")
    signal.setitimer(signal.ITIMER_REAL, 0)
    os.close(reader)
    return writer

def raw(fd):
    os.write(fd, b"x" * (1 << 20))
    os.write(fd, b"y" * (1 << 20))
os.close(interrupted("os.write", raw))

def unbuffered(fd):
    with open(fd, "wb", 0, closefd=False) as f:
        f.write(b"x" * (1 << 20))
        f.write(b"y" * (1 << 20))
os.close(interrupted("FileIO", unbuffered))

kept = []
def buffered(fd):
    kept.append(f := open(fd, "wb"))
    f.write(b"x" * (1 << 20))
interrupted("BufferedWriter", buffered)
def text(fd):
    kept.append(f := open(fd, "w"))
    f.write("x" * (1 << 20))
    f.flush()
interrupted("TextIOWrapper", text)

# Whoever started this in the background may have ignored it.
signal.signal(signal.SIGINT, signal.default_int_handler)
def started(f, *args):
    t = threading.Thread(target=f, args=args); t.start(); t.join()
def waits(what, f):
    begin = time.monotonic()
    try: started(_thread.interrupt_main); f(); print(what, "finished")
    except KeyboardInterrupt: print(what, "interrupted", time.monotonic() - begin < 5)
waits("sleep", lambda: time.sleep(20))
locked = threading.Lock(); locked.acquire()
waits("acquire", lambda: locked.acquire(timeout=20))
waits("wait", lambda: threading.Event().wait(20))
r, w = os.pipe()
waits("read", lambda: os.read(r, 1))

# a handler that raises while a condition takes its lock again: the lock is held when the exception arrives
def holds(condition):
    with condition: condition.notify(); time.sleep(0.3)
condition = threading.Condition()
holder = threading.Thread(target=holds, args=(condition,))
signal.setitimer(signal.ITIMER_REAL, 0.15)
try:
    with condition: holder.start(); condition.wait(20); print("woken")
except Late: print("Late, and the lock was held")
holder.join()

print("handlers")
def count(number, frame): print("handler of", signal.Signals(number).name)
signal.signal(signal.SIGINT, count); _thread.interrupt_main(); print("after")
signal.signal(signal.SIGTERM, count); _thread.interrupt_main(signal.SIGTERM); print("after")
for handler in (signal.SIG_IGN, signal.SIG_DFL):
    signal.signal(signal.SIGINT, handler); _thread.interrupt_main(); print(handler.name)
_thread.interrupt_main(signal.SIGUSR1); print("nobody asked for SIGUSR1")
for number in (0, -1, 1000):
    try: _thread.interrupt_main(number)
    except ValueError as e: print(e)
sys.stdout.flush()
os._exit(0)
