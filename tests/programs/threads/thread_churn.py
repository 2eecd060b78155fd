# threads that start and die all the time, start others, outlive their parents and hand over what they made
import threading
import weakref
from crew import run


class Token:
    pass


for count in (2, 8):
    rounds = 48 // count

    def start_many(i):
        results = []
        for n in range(rounds):
            child = threading.Thread(target=lambda n=n: results.append([n, {n: i}, Token()]))
            child.start()
            if n % 3:
                child.join()
            else:
                waiting.append(child)
        return results

    waiting = []
    results = run(count, start_many)
    for child in waiting:
        child.join()
    print(count, "started", all(sorted(x[0] for x in one) == list(range(rounds)) for one in results), not any(c.is_alive() for c in waiting))
    results.clear()
    waiting.clear()

    # a tree of threads, whose inner ones end before their children
    leaves, lock, all_done = [], threading.Lock(), threading.Event()

    def grow(depth):
        if depth == 0:
            with lock:
                leaves.append(threading.current_thread().name)
                if len(leaves) == 2 ** 5:
                    all_done.set()
            return
        for _ in range(2):
            threading.Thread(target=grow, args=(depth - 1,)).start()

    grow(5)
    all_done.wait()
    print(count, "tree", len(leaves), len(set(leaves)))

    # objects of dead threads are used and freed by the living
    made, weak = [], []

    def make_and_die():
        objects = [Token() for _ in range(50)]
        for x in objects:
            x.friends = objects
            weak.append(weakref.ref(x))
        made.append(objects)

    for _ in range(rounds // 2):
        children = [threading.Thread(target=make_and_die) for _ in range(count)]
        for c in children:
            c.start()
        for c in children:
            c.join()
    print(count, "inherited", all(len(x.friends) == 50 for objects in made for x in objects), sum(r() is not None for r in weak) == len(weak))
    for objects in made:
        for x in objects:
            del x.friends
    del x, objects
    run(count, lambda i: [made.pop().clear() for _ in range(len(made) // count)] and None)
    made.clear()
    print(count, "freed", sum(r() is not None for r in weak))
    weak.clear()

    # join from several threads; names, idents, enumerate
    slow = threading.Thread(target=lambda: all_done.wait(0.02))
    all_done.clear()
    slow.start()
    run(count, lambda i: slow.join())
    print(count, "joined", slow.is_alive())
    seen = run(count, lambda i: (threading.get_ident() == threading.current_thread().ident, threading.current_thread() in threading.enumerate()))
    print(count, set(seen))

    # what a thread leaves uncaught is reported by the hook, one by one
    reports, before = [], threading.excepthook
    threading.excepthook = lambda a: reports.append((a.exc_type.__name__, str(a.exc_value)))
    children = [threading.Thread(target=divmod, args=(n, 0)) for n in range(count)]
    for c in children:
        c.start()
    for c in children:
        c.join()
    threading.excepthook = before
    print(count, "reports", len(reports), set(reports))
del child, children, c, slow
while threading.active_count() > 1:
    pass
print(threading.active_count())
