"""Two threads that contend for one list, dict or lock: how much do they get done, and does anybody starve?

    python3 benches/contended.py BINARY OPPONENT [ROUNDS [CASE ...]]

For each case and round: the operations a second of BINARY over those of OPPONENT, interleaved. For `full` the opponent is `gil-full`, which takes
no lock for any of this. Prints the median of each case with the range of its rounds, and the longest time in milliseconds that a third thread
took for one operation meanwhile, with each of the two. What is shared are globals, but for `closure`. Run by the interpreter under test itself
with `--work CASE N`, which prints the seconds, and with `--wait CASE`, which prints the longest time.
"""

import sys
import threading
import time

THREADS = 2
# Operations of a thread in a round, and of the third one.
COUNT = 1_000_000
LOOKS = 100


ITEMS = []
TABLE = {}
LOCK = threading.Lock()
COUNTER = 0


def append(n):
    """The list is emptied now and then: `grow` measures how it grows."""
    for i in range(n):
        ITEMS.append(i)
        if not i & 1023:
            ITEMS.clear()


def grow(n):
    for i in range(n):
        ITEMS.append(i)


def store(n):
    for i in range(n):
        TABLE[i & 63] = i


def counter(n):
    global COUNTER
    for _ in range(n):
        with LOCK:
            COUNTER += 1


def closure(n, items=ITEMS):
    """As `append`, of a list that a closure shares: each use of it counts it."""

    def body():
        for i in range(n):
            items.append(i)
            if not i & 1023:
                items.clear()

    body()


CASES = {case.__name__: case for case in (append, grow, store, counter, closure)}


def work(case, n):
    """Seconds until both threads have done their operations."""
    case(1000)
    barrier = threading.Barrier(THREADS + 1)

    def run():
        barrier.wait()
        case(n)

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    barrier.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def wait(case):
    """The longest that a third thread took for one operation, in milliseconds."""
    stop = False

    def run():
        while not stop:
            case(10_000)

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    longest = 0.0
    for _ in range(LOOKS):
        time.sleep(0.002)
        start = time.perf_counter()
        case(1)
        longest = max(longest, time.perf_counter() - start)
    stop = True
    for thread in threads:
        thread.join()
    return longest * 1e3


def measure(binary, opponent, rounds, names):
    import statistics
    import subprocess

    def ask(program, *arguments):
        run = subprocess.run([program, __file__, *arguments], stdout=subprocess.PIPE, text=True, check=True)
        return float(run.stdout)

    print(f"{'case':10} {'ratio':>6}  range of rounds   longest wait in ms: {binary}, {opponent}")
    for name in names:
        ratios = []
        for number in range(rounds):
            # The order alternates, so that neither side always follows the other.
            pair = (binary, opponent) if number % 2 else (opponent, binary)
            seconds = {program: ask(program, "--work", name, str(COUNT)) for program in pair}
            ratios.append(seconds[opponent] / seconds[binary])
        ratios.sort()
        waits = [ask(program, "--wait", name) for program in (binary, opponent)]
        print(f"{name:10} {statistics.median(ratios):6.3f}  {ratios[0]:.3f} to {ratios[-1]:.3f}   {waits[0]:.1f}, {waits[1]:.1f}", flush=True)


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--work"]:
        print(work(CASES[arguments[1]], int(arguments[2])))
    elif arguments[:1] == ["--wait"]:
        print(wait(CASES[arguments[1]]))
    elif len(arguments) < 2 or any(name not in CASES for name in arguments[3:]):
        sys.exit(__doc__)
    else:
        rounds = int(arguments[2]) if len(arguments) > 2 else 7
        measure(arguments[0], arguments[1], rounds, arguments[3:] or list(CASES))


main()
