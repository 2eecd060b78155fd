# Threads stress: objects born in one thread die in another: queued decrements, merges, frees to a foreign slab.
import queue
import sys
import threading


class Job:
    def __init__(self, number):
        self.number = number
        self.parts = [number, (number,)]


def main(scale, threads):
    results = [None] * threads

    def produce(channel):
        batch = []
        for i in range(scale):
            batch.append(Job(i))
            if len(batch) == 32:
                channel.put(batch)
                batch = []
        channel.put(batch)
        channel.put(None)

    def consume(index, channel):
        total = 0
        while True:
            batch = channel.get()
            if batch is None:
                break
            for job in batch:
                total += job.parts[1][0]
            batch.clear()
        results[index] = total

    # Half of the threads produce and half consume, in pairs; a single thread does both in turn.
    pairs = max(1, threads // 2)
    workers = []
    for index in range(pairs):
        channel = queue.Queue(0 if threads == 1 else 64)
        producer = threading.Thread(target=produce, args=(channel,))
        consumer = threading.Thread(target=consume, args=(index, channel))
        producer.start()
        if threads == 1:
            producer.join()
        consumer.start()
        workers += [producer, consumer]
    for worker in workers:
        worker.join()
    expected = scale * (scale - 1) // 2
    assert results[:pairs] == [expected] * pairs, results
    return expected * pairs


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 500000
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
