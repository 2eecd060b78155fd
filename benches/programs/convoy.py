# Threads stress: a thread that waits for I/O beside threads that compute: the latency a global lock adds (the convoy).
import os
import sys
import threading
import time

PAUSE = 0.0005


def main(scale, threads):
    interval = os.environ.get("CONVOY_SWITCH_INTERVAL")
    if interval:
        sys.setswitchinterval(float(interval))
    stop = []
    spun = []

    def compute():
        total = 0
        while not stop:
            for i in range(200):
                total += i & 7
        spun.append(total)

    helpers = [threading.Thread(target=compute) for _ in range(threads - 1)]
    for helper in helpers:
        helper.start()
    inlet, outlet = os.pipe()
    latencies = []
    answered = 0
    for _ in range(scale):
        start = time.perf_counter()
        time.sleep(PAUSE)
        os.write(outlet, b"x")
        answered += len(os.read(inlet, 1))
        latencies.append(time.perf_counter() - start - PAUSE)
    stop.append(True)
    for helper in helpers:
        helper.join()
    os.close(inlet)
    os.close(outlet)
    assert len(spun) == threads - 1 and answered == scale
    latencies.sort()
    print("metric latency_median_us %.1f" % (1e6 * latencies[scale // 2]))
    print("metric latency_p99_us %.1f" % (1e6 * latencies[scale * 99 // 100]))
    return answered


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 50
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))
