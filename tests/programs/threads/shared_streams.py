# StringIO, BytesIO and files written and read by many threads: whole writes, counts that add up, positions that make sense
import io
import os
from crew import run

folder = os.environ["TEST_TMP"]
for count in (2, 8, 64):
    rounds = 320 // count

    # each write arrives as a whole
    for make, line, empty in ((io.StringIO, lambda i, n: f"{i}:{n}\n", ""), (io.BytesIO, lambda i, n: b"%d:%d\n" % (i, n), b"")):
        shared = make()

        def write(i):
            for n in range(rounds):
                assert shared.write(line(i, n)) == len(line(i, n))

        run(count, write)
        lines = shared.getvalue().splitlines(keepends=True)
        print(count, make.__name__, sorted(lines) == sorted(line(i, n) for i in range(count) for n in range(rounds)))

        # each piece is read once
        shared.seek(0)
        total = len(shared.getvalue())

        def read(i):
            mine = empty
            while piece := shared.read(7):
                mine += piece
            return mine

        print(count, make.__name__, sum(map(len, run(count, read))) == total, shared.read(1) == empty)

        # everything at once
        shared = make()

        def churn(i):
            for n in range(rounds):
                shared.write(line(1, 1))
                shared.seek(n % 50)
                assert set(shared.read(5)) <= set(line(1, 1)) | {0, "\0"}
                shared.truncate(100)
                shared.tell(), shared.getvalue(), shared.readline()
                for part in shared:
                    assert len(part) <= 200
                    break

        run(count, churn)
        print(count, make.__name__, set(shared.getvalue()) <= set(line(1, 1)) | {0, "\0"})

    # the buffer of a BytesIO is exported while others want to change it
    shared = io.BytesIO(b"0123456789" * 10)

    def export(i):
        for n in range(rounds):
            try:
                if i % 2:
                    view = shared.getbuffer()
                    assert view[:3] == b"012" and len(view) >= 100
                    view.release()
                else:
                    shared.seek(0, 2)
                    shared.write(b"0123456789")
                    shared.truncate(100)
            except BufferError:
                pass

    run(count, export)
    print(count, "exported", shared.getvalue().startswith(b"0123456789" * 10))

    # one file
    path = os.path.join(folder, f"shared{count}")
    with open(path, "w") as shared:
        def write_lines(i):
            for n in range(rounds):
                shared.write(f"thread {i} line {n}\n")
                if n % 20 == 0:
                    shared.flush()

        run(count, write_lines)
    with open(path) as shared:
        print(count, "text file", sorted(shared) == sorted(f"thread {i} line {n}\n" for i in range(count) for n in range(rounds)))

    with open(path, "rb") as shared:
        size = os.path.getsize(path)
        pieces = run(count, lambda i: [len(piece) for piece in iter(lambda: shared.read(50), b"")])
        print(count, "read once", sum(map(sum, pieces)) == size)

    with open(path, "rb") as shared:
        # CPython promises nothing but an end here.
        run(count, lambda i: [len(line) for line in iter(shared.readline, b"")])

    # closed by one while others use it: an error, not a disaster
    for kind in ("w", "wb", "r", "rb"):
        shared, text = open(path, kind), "x" if kind == "w" else b"x"

        def use(i):
            try:
                for n in range(rounds):
                    if i == 0 and n == rounds // 2:
                        shared.close()
                    shared.write(text) if "w" in kind else shared.read(3)
                    shared.fileno()
            except ValueError:
                pass

        run(count, use)
        assert shared.closed
    print(count, "closed")

    # many files
    def private(i):
        mine = os.path.join(folder, f"own{i}")
        for n in range(3):
            with open(mine, "w") as f:
                f.write(f"{i} {n}\n" * 5)
            with open(mine) as f:
                assert f.readlines() == [f"{i} {n}\n"] * 5
        os.remove(mine)

    run(count, private)
