def count(n, limit):
    i = 0
    while i < n:
        i += 1
        if i == 3:
            continue
        if i > limit and not n or i is None:
            break
    else:
        return -1
    for j in range(n):
        i = i + j
    return i


def chained(a, b, c):
    return a < b <= c


def forever(queue):
    while True:
        queue.pop()
