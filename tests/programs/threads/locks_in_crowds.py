# Lock, RLock, Condition, Semaphore, Barrier, Event used by 2, 8 and 64 threads: exclusion, counts, nobody left waiting
import threading
from crew import run

for count in (2, 8, 64):
    rounds = 320 // count

    # exclusion: an unprotected counter between acquire and release
    total = inside = 0
    lock, rlock = threading.Lock(), threading.RLock()

    def locked(i):
        global total, inside
        for n in range(rounds):
            if n % 4 == 0:
                while not lock.acquire(timeout=0.5):
                    pass
            elif n % 4 == 1:
                while not lock.acquire(blocking=False):
                    lock.acquire()
                    break
            else:
                lock.acquire()
            inside += 1
            assert inside == 1
            total += 1
            inside -= 1
            lock.release()

    run(count, locked)
    print(count, "Lock", total == count * rounds, lock.locked())

    total = 0

    def nested(i):
        global total
        for n in range(rounds):
            with rlock:
                with rlock:
                    total += 1
                assert rlock._is_owned()
                total += 1

    run(count, nested)
    print(count, "RLock", total == 2 * count * rounds)

    # a bounded buffer made of a condition
    condition, buffer, made, used = threading.Condition(), [], [], []

    def fill(i):
        for n in range(rounds):
            with condition:
                while len(buffer) >= 4:
                    condition.wait()
                buffer.append((i, n))
                made.append(n)
                condition.notify_all()

    def empty(i):
        for n in range(rounds):
            with condition:
                condition.wait_for(lambda: buffer)
                used.append(buffer.pop(0))
                condition.notify_all()

    run(count, fill, empty)
    print(count, "Condition", len(used) == len(set(used)) == len(made) == rounds * (count // 2), buffer)

    # a ring of threads that wake one another
    turns, ring = [0] * count, [threading.Event() for _ in range(count)]
    ring[0].set()

    def relay(i):
        for n in range(3):
            ring[i].wait()
            ring[i].clear()
            turns[i] += 1
            ring[(i + 1) % count].set()

    run(count, relay)
    print(count, "Event", set(turns))

    # at most three at a time
    semaphore, bounded = threading.Semaphore(3), threading.BoundedSemaphore(2)
    most = now = 0

    def limited(i):
        global most, now
        for n in range(max(2, rounds // 10)):
            with semaphore:
                with lock:
                    now += 1
                    most = max(most, now)
                with bounded:
                    pass
                with lock:
                    now -= 1
            if semaphore.acquire(blocking=False):
                semaphore.release()

    run(count, limited)
    print(count, "Semaphore", 1 <= most <= 3, now, semaphore._value, bounded._value)

    # phases: nobody enters the next one before all have left the last
    barrier = threading.Barrier(count, action=lambda: phases.append(len(arrived)))
    phases, arrived = [], []

    def phase(i):
        for n in range(5):
            arrived.append(i)
            barrier.wait()
            assert len(arrived) >= count * (n + 1)

    run(count, phase)
    print(count, "Barrier", phases == [count * (n + 1) for n in range(5)], barrier.n_waiting, barrier.broken)

    # a barrier that is aborted lets everybody go
    barrier, broken = threading.Barrier(count + 1), []

    def give_up(i):
        try:
            if i == count - 1:
                barrier.abort()
            barrier.wait()
        except threading.BrokenBarrierError:
            broken.append(i)

    run(count, give_up)
    print(count, "abort", len(broken))

    # a lock that one thread takes and another lets go
    gate = threading.Lock()
    gate.acquire()
    waiting = threading.Thread(target=lambda: gate.acquire())
    waiting.start()
    gate.release()
    waiting.join()
    print(count, "handed over", gate.locked())
