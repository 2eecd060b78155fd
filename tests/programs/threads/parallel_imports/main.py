# modules imported by many threads at once: the body of each runs once, and everybody sees all of it
import sys
import threading
import log

OWN = ["plain", "slow", "ring_a", "ring_b", "shelf", "shelf.book", "shelf.author", "broken", "left", "right"]


def forget():
    for name in OWN:
        sys.modules.pop(name, None)
    log.entries.clear()


def run(count, work):
    start = threading.Barrier(count)

    def body(i):
        start.wait()
        try:
            work(i)
        except BaseException as e:
            print(type(e).__name__, e)

    threads = [threading.Thread(target=body, args=(i,)) for i in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


for count in (2, 8, 64):
    forget()
    names = ["plain", "slow", "ring_a", "shelf"]

    def fetch(i):
        for k in range(4):
            name = names[(k + i) % 4]
            assert __import__(name).value == name
        from slow import value, late
        from shelf import book, author
        import shelf.book as also
        import ring_b
        assert (value, late) == ("slow", "late") and author.value == "author" and also is book is author.book
        assert book.writer() == "author" and ring_b.ring_a.value == "ring_a"

    run(count, fetch)
    print(count, sorted(log.entries))

    # a module that fails, fails for everybody, and is tried anew; who comes at the wrong moment may see it half made
    forget()
    failed = []

    def fail(i):
        for n in range(3):
            try:
                import broken
                broken.value
            except (ZeroDivisionError, AttributeError) as e:
                failed.append(type(e))
            except ImportError as e:
                failed.append(AttributeError)

    run(count, fail)
    print(count, len(failed) == 3 * count, ZeroDivisionError in failed, "broken" in sys.modules)

    # two modules that import each other, from both ends: nobody waits for ever
    for n in range(5):
        forget()

        def both(i):
            try:
                __import__(("left", "right")[i % 2])
            except (ImportError, RuntimeError, AttributeError):
                pass

        run(count, both)
        import left
        import right
        assert left.right.value == "right" and right.left.value == "left"
    print(count, "both ends")
