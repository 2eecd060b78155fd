# Threads stress: all threads read attributes of one instance, and each writes one of its own: the cost of foreign counts.
import sys
import threading


class Settings:
    def __init__(self, threads):
        self.limit = 1000
        self.name = "settings"
        self.origin = (1, 2)
        for index in range(threads):
            setattr(self, "slot%d" % index, 0)

    def inside(self, x):
        return x < self.limit


def main(scale, threads):
    settings = Settings(threads)
    results = [None] * threads

    def run(index):
        total = 0
        name = "slot%d" % index
        for i in range(scale):
            if settings.inside(i & 2047):
                total += 1
            origin = settings.origin
            total += origin[0]
            if i & 255 == 0:
                setattr(settings, name, total)
        setattr(settings, name, total)
        results[index] = total

    workers = [threading.Thread(target=run, args=(index,)) for index in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for index in range(threads):
        assert getattr(settings, "slot%d" % index) == results[index]
    assert len(set(results)) == 1, results
    return sum(results)


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 1400000
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
