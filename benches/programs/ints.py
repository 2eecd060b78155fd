# Stresses: small integers: immortal cache, boxes and tags; a linear congruential generator, gcds and a sieve.
import sys


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def main(scale):
    state = 12345
    total = 0
    for i in range(scale):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        total ^= state >> 7
        if state & 1:
            total += i
        else:
            total -= i // 3
    pairs = 0
    for i in range(1, scale // 20):
        if gcd(i * 7919, 65536 + i) == 1:
            pairs += 1
    limit = scale // 2
    sieve = [True] * (limit + 1)
    primes = 0
    for i in range(2, limit + 1):
        if sieve[i]:
            primes += 1
            for j in range(i * i, limit + 1, i):
                sieve[j] = False
    return "%d %d %d" % (total, pairs, primes)


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
print("checksum", main(scale))
