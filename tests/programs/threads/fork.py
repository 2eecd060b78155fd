# os.fork: the child goes on with the calling thread alone; its locks, objects and threads work.
import gc
import os
import sys
import threading
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


def in_child(work):
    """What work returns in a child process, and how that ended."""
    sys.stdout.flush()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            os.close(reader)
            os.write(writer, str(work()).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    said = b""
    while piece := os.read(reader, 1000):
        said += piece
    os.close(reader)
    got, status = os.waitpid(pid, 0)
    assert got == pid
    return said.decode(), os.waitstatus_to_exitcode(status)


parent = os.getpid()
print(in_child(lambda: "another process" if os.getpid() != parent else "the same"))
print(in_child(lambda: os.getppid() == parent))



pid = os.fork()
if pid == 0:
    os._exit(7)
_, status = os.waitpid(pid, 0)
print(os.WIFEXITED(status), os.WEXITSTATUS(status), os.WIFSIGNALED(status), os.WIFSTOPPED(status))
pid = os.fork()
if pid == 0:
    os.kill(os.getpid(), 9)
_, status = os.wait()
print(os.WIFEXITED(status), os.WIFSIGNALED(status), os.WTERMSIG(status), os.WCOREDUMP(status))
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError as error:
    print("no children left")

# The functions around a fork, in order.
order = []
os.register_at_fork(before=lambda: order.append("before 1"), after_in_parent=lambda: order.append("parent 1"))
os.register_at_fork(before=lambda: order.append("before 2"), after_in_child=lambda: order.append("child 2"))
os.register_at_fork(after_in_child=lambda: order.append("child 3"), after_in_parent=lambda: order.append("parent 3"))
print(in_child(lambda: ", ".join(order)))
print(", ".join(order))
for arguments in ({}, {"before": 1}):
    try:
        os.register_at_fork(**arguments)
    except TypeError as error:
        print(error)

# Other threads: some compute, some sleep, some wait for a lock. They own objects and hold references.
stop = threading.Event()
held = threading.Lock()
held.acquire()
shared, mine = [], {}


def compute(number):
    while not stop.is_set():
        mine[number] = [object() for _ in range(50)]
        shared.append((number, [number]))
        if len(shared) > 1000:
            del shared[500:]


def wait_for_lock():
    with held:
        pass


threads = [threading.Thread(target=compute, args=(n,), name=f"computer {n}") for n in range(3)]
threads += [threading.Thread(target=stop.wait), threading.Thread(target=wait_for_lock)]
daemon = threading.Thread(target=stop.wait, daemon=True)
for thread in (*threads, daemon):
    thread.start()


def look_around():
    names = [thread.name for thread in threading.enumerate()]
    alive = sum(thread.is_alive() for thread in (*threads, daemon))
    me = threading.current_thread() is threading.main_thread()
    return names, threading.active_count(), alive, me


def use_what_others_made():
    total = sum(len(item[1]) for item in list(shared)) > 0
    for number in list(mine):
        mine[number].clear()
    shared.clear()
    gc.collect()
    return total, len(shared), sorted(mine) == [0, 1, 2]


def start_threads():
    sums = []
    new = [threading.Thread(target=lambda n=n: sums.append(sum(range(n)))) for n in (10, 100, 1000)]
    for thread in new:
        thread.start()
    for thread in new:
        thread.join()
    return sorted(sums)


def join_the_gone():
    for thread in threads:
        thread.join()
    daemon.join()
    return "joined"


def locks():
    own = threading.Lock()
    with own:
        pass
    return own.locked(), held.locked(), held.acquire(timeout=0.01)


def classes():
    class B:
        pass

    class C(B):
        pass

    C.__len__ = lambda self: 5
    C.__bases__ = (type("D", (B,), {"d": 1}),)
    return len(C()), C().d



def grandchild():
    return in_child(look_around)


while len(mine) < 3 or len(shared) < 10:
    pass
for work in (look_around, use_what_others_made, start_threads, join_the_gone, locks, classes, grandchild):
    print(work.__name__, in_child(work))

# A thread that forks is the main one in the child.
results = []


def forker():
    def work():
        main = threading.main_thread()
        return main is threading.current_thread(), main.name, threading.active_count()

    results.append(in_child(work))
    results.append(in_child(start_threads))


thread = threading.Thread(target=forker, name="forker")
thread.start()
thread.join()
print(results)

# Several threads fork at the same time, again and again.
codes = []


def fork_often():
    for n in range(5):
        codes.append(in_child(lambda: sum(range(1000)) + len(shared) * 0))


forkers = [threading.Thread(target=fork_often) for _ in range(3)]
for thread in forkers:
    thread.start()
for thread in forkers:
    thread.join()
print(len(codes), set(codes))

# A child that runs to its end does not wait for threads that it does not have.
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    print("the child ends")
    sys.exit(3)
print("status", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

stop.set()
held.release()
for thread in threads:
    thread.join()
print(threading.active_count() <= 2)
