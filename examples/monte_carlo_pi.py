"""Monte Carlo pi: a tight loop of floats and calls; a fixed seed gives the same estimate on every interpreter."""
import random
import sys
import time


def estimate(samples, seed):
    rng = random.Random(seed)
    inside = 0
    for _ in range(samples):
        x = rng.random()
        y = rng.random()
        if x * x + y * y <= 1.0:
            inside += 1
    return 4 * inside / samples


samples = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
start = time.perf_counter()
pi = estimate(samples, seed=2024)
seconds = time.perf_counter() - start
print("pi is about %.6f (%d samples)" % (pi, samples))
print("%.3f s, %.2f million samples a second" % (seconds, samples / seconds / 1e6))
