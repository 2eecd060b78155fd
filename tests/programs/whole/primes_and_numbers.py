# number theory: sieve, factors, perfect numbers, collatz, gcd, digits, roman numerals
def sieve(n):
    f = bytearray([1]) * (n + 1); f[:2] = b"\0\0"
    for i in range(2, int(n ** 0.5) + 1):
        if f[i]: f[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, x in enumerate(f) if x]
ps = sieve(5000); print(len(ps), ps[:10], ps[-3:], sum(ps))
def factor(n):
    out = {}
    for p in ps:
        while n % p == 0: out[p] = out.get(p, 0) + 1; n //= p
        if p * p > n: break
    if n > 1: out[n] = 1
    return out
print([factor(n) for n in (12, 97, 360, 1001, 2 ** 20, 4999 * 4993)])
print([n for n in range(2, 1000) if sum(d for d in range(1, n) if n % d == 0) == n])
def collatz(n, memo={1: 1}):
    if n not in memo: memo[n] = 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
    return memo[n]
print(max(range(1, 3000), key=collatz), collatz(27))
def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        k, n = divmod(n, v); out += s * k
    return out
print([roman(n) for n in (1, 4, 9, 14, 1994, 2024, 3999)])
def millerrabin(n):
    if n < 4: return n > 1
    d, s = n - 1, 0
    while d % 2 == 0: d //= 2; s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if a % n == 0: continue
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
print([n for n in (2 ** 61 - 1, 2 ** 89 - 1, 2 ** 67 - 1, 10 ** 18 + 9, 561) if millerrabin(n)], sum(millerrabin(n) for n in range(5001)) == len(ps))
print(sum(int(d) for d in str(2 ** 1000)), [n for n in range(10, 10000) if n == sum(int(d) ** len(str(n)) for d in str(n))], 2 ** 1000 % 997)
