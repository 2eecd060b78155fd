# ThreadPoolExecutor: map, submit, callbacks, exceptions, cancellation, shutdown, pools within pools
import threading
from concurrent import futures
from crew import run

for count in (2, 8, 64):
    with futures.ThreadPoolExecutor(count) as pool:
        print(count, list(pool.map(pow, range(10), [2] * 10)))
        jobs = {pool.submit(divmod, 100, n): n for n in range(-3, 4)}
        results = {}
        for job in futures.as_completed(jobs):
            try:
                results[jobs[job]] = job.result()
            except ZeroDivisionError as e:
                results[jobs[job]] = str(e)
        print(count, sorted(results.items()))

        called, lock = [], threading.Lock()
        jobs = [pool.submit(lambda n=n: n) for n in range(50)]
        for job in jobs:
            job.add_done_callback(lambda job: called.append(job.result()))
        finished, left = futures.wait(jobs)
        print(count, len(finished), len(left), sum(job.result() for job in jobs))

        # many threads submit to one pool
        sums = run(4, lambda i: sum(job.result() for job in [pool.submit(abs, -n) for n in range(40)]))
        print(count, sums)

        # a job waits for another thread
        first = threading.Event()
        blocked = pool.submit(first.wait, 10)
        pool.submit(first.set)
        print(count, blocked.result())
    print(count, sorted(called) == list(range(50)))

    # cancellation of what has not begun, with one worker that is held up
    hold, begun = threading.Event(), threading.Event()

    def occupy():
        begun.set()
        return hold.wait(10)

    pool = futures.ThreadPoolExecutor(1)
    busy = pool.submit(occupy)
    begun.wait()
    waiting = [pool.submit(abs, -n) for n in range(count)]
    cancelled = [job.cancel() for job in waiting[::2]]
    print(count, all(cancelled), busy.cancel(), busy.running())
    hold.set()
    print(count, busy.result(), [job.cancelled() for job in waiting[:2]], [job.result() for job in waiting[1::2]][:2])
    try:
        waiting[0].result()
    except futures.CancelledError as e:
        print(count, type(e).__name__)
    pool.shutdown()
    try:
        pool.submit(abs, 1)
    except RuntimeError as e:
        print(count, e)

    # every exception arrives with its own traceback
    def fail(n):
        raise ValueError(n)

    with futures.ThreadPoolExecutor(count) as pool:
        errors = [job.exception() for job in [pool.submit(fail, n) for n in range(30)]]
    print(count, sorted(e.args[0] for e in errors) == list(range(30)), all(e.__traceback__ for e in errors))
    errors.clear()

    # state of each worker, made by an initializer
    local = threading.local()

    def prepare(value):
        local.value = value

    with futures.ThreadPoolExecutor(count, initializer=prepare, initargs=(7,)) as pool:
        print(count, set(pool.map(lambda n: local.value, range(20))))

    # first results of a pool whose jobs use a pool of their own
    def nested(n):
        with futures.ThreadPoolExecutor(2) as inner:
            return sum(inner.map(abs, range(-n, 0)))

    with futures.ThreadPoolExecutor(min(count, 4)) as pool:
        print(count, list(pool.map(nested, range(6))))
