# Stresses: short-lived strings (split, join, slices, formatting) beside interned names used as keys.
import sys


WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau".split()


def main(scale):
    counts = {}
    length = 0
    digest = 7
    for i in range(scale):
        word = WORDS[i % len(WORDS)]
        line = word + " " + str(i) + "," + word.upper()
        left, right = line.split(",")
        text = "-".join([left[::-1], right.lower(), f"{i:05d}"])
        if text.endswith("7") and "eta" in text:
            text = text.replace("eta", "ETA")
        length += len(text)
        for c in text[:4]:
            digest = (digest * 31 + ord(c)) % 1000003
        key = text[-2:]
        counts[key] = counts.get(key, 0) + 1
    assert sum(counts.values()) == scale
    return "%d %d %d" % (length, digest, len(counts))


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
print("checksum", main(scale))
