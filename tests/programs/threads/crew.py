# imported by the programs beside it: runs functions in threads that start together, and reports what fails in them
import threading


def run(count, *works):
    """Thread i of count runs works[i % len(works)](i); returns the results in order."""
    start, results, failures = threading.Barrier(count), [None] * count, []

    def body(i):
        start.wait()
        try:
            results[i] = works[i % len(works)](i)
        except BaseException as e:
            failures.append(f"{type(e).__name__}: {e}")

    threads = [threading.Thread(target=body, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in sorted(set(failures)):
        print("failed:", failure)
    return results
