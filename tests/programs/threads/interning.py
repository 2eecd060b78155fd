# the same strings interned by many threads are one object; strings as attribute names, keys and constants
import sys
from crew import run


class Namespace:
    pass


for count in (2, 8, 64):
    words = [f"word_{count}_{n}" for n in range(200)]

    def intern(i):
        return [sys.intern("".join(("wo", "rd", f"_{count}_{n}"))) for n in range(200)]

    results = run(count, intern)
    print(count, "one object", all(all(a is b for a, b in zip(results[0], other)) for other in results), results[0] == words)

    # the last reference to an interned string goes while another thread interns it again
    def again(i):
        for n in range(300):
            text = sys.intern(f"fleeting {count} {n // 10}")
            assert text == f"fleeting {count} {n // 10}"

    run(count, again)

    # names that come from setattr, exec, type, keyword arguments
    def names(i):
        space = Namespace()
        for n in range(20):
            name = "attr" + str(n)
            setattr(space, name, n)
            assert getattr(space, "at" + "tr" + str(n)) == n
            exec(f"local_{n} = {n}", {})
            assert (lambda **kw: kw)(**{"k" + str(n): n}) == {f"k{n}": n}
            assert type("T" + str(n), (), {name: n}).__dict__[name] == n
        return [sys.intern(name) for name in vars(space)]

    results = run(count, names)
    print(count, "names", all(all(a is b for a, b in zip(results[0], other)) for other in results))

    # a dict of strings that equal others without being the same object
    table = {}

    def store(i):
        for n in range(100):
            key = "".join(["k", str(n)])
            table[key] = key
            found = table["".join(["k", str(n // 2)])]
            assert found == f"k{n // 2}"

    run(count, store)
    print(count, "keys", len(table), all(k == v for k, v in table.items()))
