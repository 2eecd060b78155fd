# bytearray, array and memoryview changed by some threads and read by others; a buffer in use cannot be resized
from array import array
from crew import run

for count in (2, 8, 64):
    rounds = 480 // count

    # bytes at fixed places
    shared = bytearray(range(200))

    def write(i):
        for n in range(rounds):
            shared[n % 200] = n % 200
            shared[50:60] = bytes(range(50, 60))
            shared[-1] = 199
            shared.append(n % 250)
            shared.extend(b"tail")
            del shared[200:]

    def read(i):
        for n in range(rounds):
            assert shared[n % 200] == n % 200
            assert shared[10:20] == bytes(range(10, 20))
            assert bytes(shared)[:200] == bytes(range(200))
            assert 7 in shared and shared.find(b"\x08\x09") == 8 and shared.count(b"\x05") >= 1
            assert shared[::-1][-1] == 0 and len(shared) >= 200
            shared == bytes(200), shared < b"x", hash(bytes(shared)), shared.hex()
            shared.upper(), shared.split(b"\x07"), shared.replace(b"\x07", b""), shared.strip()

    run(count, write, read)
    print(count, "bytearray", shared == bytes(range(200)))

    # every append arrives
    shared, numbers = bytearray(), array("q")

    def append(i):
        for n in range(rounds):
            shared.append(i)
            shared.extend([i])
            numbers.append(i * 1000 + n)

    run(count, append)
    print(count, "appends", all(shared.count(i) == 2 * rounds for i in range(count)), sorted(numbers) == [i * 1000 + n for i in range(count) for n in range(rounds)])

    # array: numbers at fixed places while it grows and shrinks
    shared = array("d", map(float, range(100)))

    def change(i):
        for n in range(rounds):
            shared.append(-1.0)
            shared.extend([-1.0, -1.0])
            shared.insert(len(shared), -1.0)
            try:
                del shared[100:]
                shared.pop(100)
            except IndexError:
                pass
            shared[n % 100] = float(n % 100)

    def look(i):
        for n in range(rounds):
            assert shared[n % 100] == n % 100
            assert shared[:5].tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
            assert shared.tolist()[:100] == list(map(float, range(100)))
            assert shared.tobytes()[:8] == bytes(8)
            for k, x in enumerate(shared):
                assert x in (k, -1.0)
            shared.index(5.0), shared.count(3.0), shared == array("d"), len(shared), shared.buffer_info()[1]

    run(count, change, look)
    print(count, "array", shared[:100].tolist() == list(map(float, range(100))))

    # views: while one is held, growing is refused
    shared, refused = bytearray(range(100)), []

    def view(i):
        for n in range(rounds):
            with memoryview(shared) as whole, whole[10:20] as part:
                assert part[0] == 10 and part.tobytes() == bytes(range(10, 20))
                part[3] = 13
                try:
                    shared.append(0)
                    refused.append("grew")
                except BufferError:
                    pass

    def resize(i):
        for n in range(rounds):
            try:
                shared.append(1)
                shared.pop()
            except BufferError:
                pass

    run(count, view, resize)
    print(count, "views", refused, shared[:100] == bytes(range(100)))

    # one view used by all, and released by one
    shared = memoryview(bytearray(range(100)))

    def use(i):
        try:
            for n in range(rounds):
                shared[n % 100] = n % 100
                assert shared[n % 100] == n % 100
                assert shared[5:8].tolist() == [5, 6, 7] and shared.cast("B")[9] == 9
                shared == bytes(range(100)), shared.nbytes, shared.toreadonly()[3]
                if i == 0 and n == rounds - 1:
                    shared.release()
        except ValueError as e:
            assert "released" in str(e), e
        except BufferError:
            pass

    run(count, use)
    try:
        shared.release()
        shared[0]
    except ValueError as e:
        print(count, e)
