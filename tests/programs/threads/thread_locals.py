# threading.local in 2, 8 and 64 threads: each sees its own; contents go with the thread; objects that share names with locals
import gc
import threading
import weakref
from crew import run


class Token:
    alive = 0
    lock = threading.Lock()

    def __init__(self):
        with Token.lock:
            Token.alive += 1

    def __del__(self):
        with Token.lock:
            Token.alive -= 1


class Typed(threading.local):
    kind = "class"

    def __init__(self, base):
        self.numbers = [base]


for count in (2, 8, 64):
    rounds = 320 // count
    shared, typed = threading.local(), Typed(count)

    def own(i):
        assert not hasattr(shared, "x")
        assert typed.numbers == [count]
        for n in range(rounds):
            shared.x = (i, n)
            typed.numbers.append(n)
            setattr(shared, f"n{n % 7}", Token())
            assert shared.x == (i, n) and typed.numbers[-1] == n and typed.kind == "class"
            assert shared.__dict__["x"] == (i, n)
            if n % 5 == 0:
                del shared.x
                assert not hasattr(shared, "x")
        shared.token = Token()
        return len(typed.numbers)

    print(count, "own", set(run(count, own)) == {rounds + 1}, hasattr(shared, "x"), typed.numbers == [count])
    print(count, "contents went", Token.alive)

    # locals made and dropped while other threads use theirs
    def many(i):
        boxes = [threading.local() for _ in range(10)]
        for n in range(rounds // 4 + 1):
            for k, box in enumerate(boxes):
                box.value = Token()
                box.number = k
            assert [box.number for box in boxes] == list(range(10))
            boxes[n % 10] = fresh = threading.local()
            fresh.number = n % 10

    run(count, many)
    print(count, "made and dropped", Token.alive)

    # a local that dies in one thread while others have values in it
    holder = [threading.local()]
    gone = []
    weak = weakref.ref(holder[0], lambda r: gone.append(1))
    arrived = threading.Barrier(count)

    def leave_value(i):
        holder[0].value = Token()
        arrived.wait()
        if i == 0:
            holder.clear()
        arrived.wait()

    run(count, leave_value)
    gc.collect()
    print(count, "died", Token.alive, weak() is None, gone)
