"""A generator pipeline: each stage pulls one line at a time, so a long log needs memory for one line only."""
import itertools


def log_lines(n):
    """A made-up web server log."""
    state = 1
    for i in range(n):
        state = (state * 1103515245 + 12345) % 2**31
        user = "abcdefgh"[state >> 16 & 7]
        status = (200, 200, 200, 404, 500)[state >> 20 & 3 if state & 1024 else 4 - (state >> 22 & 1)]
        yield f"{i} user={user} status={status} ms={state >> 8 & 255}"


def parse(lines):
    for line in lines:
        number, *fields = line.split()
        yield {"line": int(number)} | dict(f.split("=") for f in fields)


def numbers(records, *keys):
    for record in records:
        for key in keys:
            record[key] = int(record[key])
        yield record


def running_mean():
    total = count = 0
    mean = None
    while True:
        total += yield mean
        count += 1
        mean = total / count


records = numbers(parse(log_lines(20_000)), "status", "ms")
slow_errors = (r for r in records if r["status"] >= 400 and r["ms"] > 250)
print("the first slow errors:")
for record in itertools.islice(slow_errors, 5):
    print("  line {line:4} user {user} status {status} {ms} ms".format(**record))

mean = running_mean()
next(mean)
for record in numbers(parse(log_lines(20_000)), "ms"):
    last = mean.send(record["ms"])
print(f"mean time: {last:.2f} ms")

by_user = {}
for record in parse(log_lines(20_000)):
    by_user[record["user"]] = by_user.get(record["user"], 0) + 1
print("requests:", ", ".join(f"{u} {n}" for u, n in sorted(by_user.items())))
