# backtracking with sets and generators
P = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
def peers(i): r, c = divmod(i, 9); return {9 * r + k for k in range(9)} | {9 * k + c for k in range(9)} | {9 * (r // 3 * 3 + a) + c // 3 * 3 + b for a in range(3) for b in range(3)}
PEERS = [peers(i) - {i} for i in range(81)]
steps = 0
def solve(s):
    global steps
    steps += 1
    best = None
    for i, c in enumerate(s):
        if c == ".":
            opts = [d for d in "123456789" if all(s[p] != d for p in PEERS[i])]
            if best is None or len(opts) < len(best[1]): best = (i, opts)
            if not opts: return None
    if best is None: return s
    i, opts = best
    for d in opts:
        if (r := solve(s[:i] + d + s[i + 1:])): return r
r = solve(P)
for k in range(0, 81, 9): print(" ".join(r[k:k + 9]))
print(steps)
