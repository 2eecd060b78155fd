# immutable objects shared by threads: hashes and texts made lazily, big numbers, long operations, joins and formats
import json
import random
from fractions import Fraction
from crew import run

for count in (2, 8, 64):
    rounds = 64 // count + 1

    words = ["".join(chr(97 + (n * k) % 26) for k in range(30)) + str(n) for n in range(50)]
    unicode = ["é" * n + "日本" + chr(0x10000 + n) for n in range(50)]
    numbers = [7 ** (50 * n) for n in range(20)]
    tuples = [(n, words[n], (numbers[n % 20],)) for n in range(50)]
    sets = [frozenset(words[:n]) for n in range(20)]
    expected = (hash(numbers[19]), str(numbers[19]), numbers[19] * numbers[18], "-".join(words))

    def use(i):
        for n in range(rounds):
            k = (n * 7 + i) % 20
            assert hash(words[k]) == hash(words[k][:10] + words[k][10:])
            assert hash(tuples[k]) == hash((k, words[k], (numbers[k],)))
            assert hash(sets[k]) == hash(frozenset(reversed(words[:k]))) and sets[k] == frozenset(words[:k])
            assert (hash(numbers[19]), str(numbers[19]), numbers[19] * numbers[18], "-".join(words)) == expected
            assert unicode[k][k] == "日" and unicode[k].encode().decode() == unicode[k] and len(unicode[k]) == k + 3
            assert numbers[k] // 7 ** k * 7 ** k == numbers[k] if k else True
            assert f"{words[k]:>40}|{numbers[1]:,}|{k:05d}|{k / 4:.2f}".startswith(" ")
            assert (words[k] + unicode[k]).replace("é", "e").split("日")[0].endswith("e" * k)
            assert pow(3, numbers[k], 1000003) == pow(3, numbers[k] % 1000002, 1000003)
            assert Fraction(numbers[2], 49) * 49 == numbers[2]
            assert json.loads(json.dumps(tuples[:5])) == [[a, b, [*c]] for a, b, c in tuples[:5]]
            text = ""
            for w in words:
                text += w
            assert text == "".join(words)
            assert sorted(words)[0] == min(words) and max(numbers) == numbers[19]

    run(count, use)
    print(count, "immutables")

    # one generator of random numbers for all: numbers in range, state consistent
    source = random.Random(3)

    def draw(i):
        for n in range(rounds * 4):
            assert 0 <= source.random() < 1 and 1 <= source.randint(1, 6) <= 6
            assert source.choice(words) in words and len(source.sample(range(100), 5)) == 5
            if n % 8 == 0:
                source.setstate(source.getstate())
                source.seed(n)

    run(count, draw)
    source.seed(3)
    print(count, source.randint(1, 10**9), round(source.random(), 12))
