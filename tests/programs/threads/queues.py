# queues of all kinds between producers and consumers: everything arrives once, in the order that the kind promises
import queue
import threading
from crew import run

for count in (2, 8, 64):
    rounds = 640 // count
    for kind, bound in ((queue.Queue, 0), (queue.Queue, 5), (queue.SimpleQueue, None), (queue.LifoQueue, 0), (queue.PriorityQueue, 7)):
        q = kind() if bound is None else kind(bound)

        def produce(i):
            for n in range(rounds):
                q.put((n, i))
            return []

        def consume(i):
            return [q.get() for _ in range(rounds)]

        results = run(count, produce, consume)
        got = [x for mine in results for x in mine]
        ordered = all(
            [n for n, j in mine if j == i] == sorted(n for n, j in mine if j == i)
            for mine in results for i in range(0, count, 2)
        ) if kind in (queue.Queue, queue.SimpleQueue) else True
        print(count, kind.__name__, bound, sorted(got) == sorted((n, i) for i in range(0, count, 2) for n in range(rounds)), ordered, q.empty())

    # task_done and join; sentinels
    q, done = queue.Queue(), []

    def work():
        while (x := q.get()) is not None:
            done.append(x)
            q.task_done()
        q.task_done()

    workers = [threading.Thread(target=work) for _ in range(count)]
    for w in workers:
        w.start()
    for n in range(100):
        q.put(n)
    q.join()
    print(count, "joined", sorted(done) == list(range(100)), q.unfinished_tasks)
    for w in workers:
        q.put(None)
    for w in workers:
        w.join()
    print(count, "ended", q.qsize(), q.unfinished_tasks)

    # without waiting, and with a limit of time
    q, empty, full = queue.Queue(3), [0], [0]

    def hurry(i):
        for n in range(rounds):
            try:
                q.put_nowait(n)
            except queue.Full:
                full[0] = 1
            try:
                q.get_nowait()
            except queue.Empty:
                empty[0] = 1
            try:
                if n % 50 == 0:
                    q.get(timeout=0.001)
            except queue.Empty:
                empty[0] = 1

    run(count, hurry)
    print(count, "hurried", 0 <= q.qsize() <= 3)

    # shut down while threads wait
    q, told = queue.Queue(), []

    def wait(i):
        try:
            while True:
                q.get()
        except queue.ShutDown:
            told.append(i)

    threads = [threading.Thread(target=wait, args=(i,)) for i in range(count)]
    for t in threads:
        t.start()
    for n in range(20):
        q.put(n)
    q.shutdown()
    for t in threads:
        t.join()
    print(count, "shut down", sorted(told) == list(range(count)))
