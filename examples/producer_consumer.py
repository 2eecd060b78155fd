"""Producers and consumers: bounded queues connect the stages, sentinels end them, nothing is lost."""
import queue
import threading

DONE = object()
JOBS, PRODUCERS, CONSUMERS = 200, 2, 3
jobs = queue.Queue(maxsize=8)
results = queue.Queue()


def produce(first):
    for n in range(first, JOBS, PRODUCERS):
        jobs.put(n)


def consume(name):
    handled = 0
    while (job := jobs.get()) is not DONE:
        results.put((job, job * job))
        handled += 1
    results.put((name, handled))


producers = [threading.Thread(target=produce, args=(i,)) for i in range(PRODUCERS)]
consumers = [threading.Thread(target=consume, args=(f"consumer {i}",)) for i in range(CONSUMERS)]
for t in producers + consumers:
    t.start()
for t in producers:
    t.join()
for _ in consumers:
    jobs.put(DONE)
for t in consumers:
    t.join()

squares, reports = {}, {}
while not results.empty():
    key, value = results.get()
    (reports if isinstance(key, str) else squares)[key] = value
print("jobs done:  ", len(squares), "of", JOBS)
print("all correct:", all(squares[n] == n * n for n in range(JOBS)))
print("handled:    ", sum(reports.values()), "by", len(reports), "consumers")
