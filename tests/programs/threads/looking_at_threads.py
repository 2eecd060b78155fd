# frames, tracebacks and namespaces of running threads looked at by others; asynchronous facts about threads
import gc
import inspect
import sys
import threading
import traceback
from crew import run

for count in (2, 8):
    stop = threading.Event()

    def busy(depth, values):
        local = [depth]
        if depth:
            return busy(depth - 1, values + local)
        while not stop.is_set():
            local = [len(values), {"k": local[:1]}]
            try:
                raise KeyError(len(local))
            except KeyError as e:
                last = e
            del last
        return len(values)

    def look(i):
        for n in range(60 // count):
            for ident, frame in sys._current_frames().items():
                steps = 0
                while frame is not None and steps < 50:
                    assert frame.f_code.co_name and (frame.f_lineno is None or frame.f_lineno > 0)
                    assert type(frame.f_globals) is dict and frame.f_lasti >= -1
                    frame, steps = frame.f_back, steps + 1
            del frame
            assert len(threading.enumerate()) >= 1
            assert sys._getframe().f_code.co_name == "look"
            assert inspect.currentframe().f_locals["n"] == n
            traceback.extract_stack(limit=3)

    workers = [threading.Thread(target=busy, args=(10, [])) for _ in range(count)]
    for w in workers:
        w.start()
    run(2, look)
    stop.set()
    for w in workers:
        w.join()
    print(count, "frames", threading.active_count())

    # every thread's own frame object, kept after the thread is gone
    frames = run(count, lambda i: sys._getframe())
    print(count, "kept", [f.f_code.co_name for f in frames] == ["<lambda>"] * count, all(f.f_locals["i"] == i for i, f in enumerate(frames)))
    frames.clear()

    # f_locals of a generator's frame while another thread drives it
    def numbers():
        for n in range(500):
            yield n

    shared = numbers()

    def drive(i):
        for _ in range(400 // count):
            try:
                next(shared)
            except (ValueError, StopIteration):
                pass
            frame = shared.gi_frame
            if frame is not None:
                assert frame.f_code is numbers.__code__
                assert type(frame.f_locals.get("n", 0)) is int
            shared.gi_running, shared.gi_yieldfrom, inspect.getgeneratorstate(shared)

    run(count, drive)
    shared.close()
    print(count, "generator", shared.gi_frame)

    # locals() and the namespace of a function, module and class while they change
    class Space:
        pass

    def write(i):
        for n in range(200 // count):
            setattr(Space, f"x{n % 9}", n)
            globals()[f"space_{n % 9}"] = n
            mine = locals()
            assert mine["n"] == n and set(mine) == {"i", "n"} | ({"mine"} if n else set())

    def read(i):
        for n in range(200 // count):
            try:
                assert all(type(k) is str for k in vars(Space)) and dir(Space)
                dict(vars(Space)), sorted(k for k in list(globals()) if k.startswith("space_"))
            except RuntimeError:
                pass

    run(count, write, read)
    print(count, "namespaces", all(hasattr(Space, f"x{n}") for n in range(9)))

    # counts and sizes
    probe = [object()]

    def measure(i):
        for n in range(200 // count):
            assert sys.getrefcount(probe) >= 1 and sys.getsizeof(probe) > 0
            assert gc.is_tracked(probe) in (True, False)
            id(probe), hash(probe[0]), repr(probe), sys.getswitchinterval()
            if i == 0:
                sys.setswitchinterval(0.005 - n / 1e5)

    run(count, measure)
    sys.setswitchinterval(0.005)
    print(count, "measured")
