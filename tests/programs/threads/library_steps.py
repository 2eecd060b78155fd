# what the library does in one step stays one step when several threads do it
import abc
import collections
import contextvars
import functools
import os
import statistics
import typing
import warnings
import weakref
from crew import run

# slots of one instance, written and read by all
class Holder:
    __slots__ = ("value", "other")


for count in (2, 8):
    holder = Holder()
    holder.value = {}

    def churn(i):
        for n in range(3000 // count):
            value = holder.value
            value.get(n)
            holder.value = {n: i}
            assert type(holder.value) is dict
            try:
                del holder.other
            except AttributeError:
                holder.other = [n]

    run(count, churn)
    print(count, "slots", len(holder.value))

    words = ["a", "b", "c"] * 500
    tally = collections.Counter()

    def tell(i):
        for _ in range(8 // count):
            tally.update(words)

    run(count, tell)
    print(count, "counted", sorted(tally.items()))

    # names that are made when they are first asked for
    for name in ("SupportsInt", "Deque", "TextIO"):
        print(count, name, len({id(cls) for cls in run(count, lambda i: getattr(typing, name))}))
    print(count, issubclass(typing.TextIO, typing.IO))

    def fit(i):
        return type(statistics.linear_regression([1, 2, 3], [2, 4, 6]))

    print(count, len(set(run(count, fit))))

    def info(i):
        return type(functools.lru_cache(lambda x: x).cache_info())

    print(count, len(set(run(count, info))))

    def variable(i):
        os.environ[f"RCPY_{i}"] = str(i)

    run(count, variable)
    print(count, sorted(os.environ[f"RCPY_{i}"] for i in range(count)))

    # one thread at a time runs in a context
    context, place = contextvars.Context(), contextvars.ContextVar("place", default=0)
    entered, refused = [], []

    def once_more():
        place.set(place.get() + 1)

    def enter(i):
        for _ in range(200):
            try:
                context.run(once_more)
                entered.append(1)
            except RuntimeError:
                refused.append(1)

    run(count, enter)
    print(count, "entered", context[place] == len(entered), len(entered) + len(refused) == 200 * count)

    # warnings are shown once, classes are dispatched on while others register
    for action in ("default", "module", "once"):
        registry = {}
        with warnings.catch_warnings(record=True) as shown:
            warnings.simplefilter(action)

            def warn(i):
                for n in range(50):
                    warnings.warn_explicit(f"{action} {n}", UserWarning, "here.py", 7, registry=registry)

            run(count, warn)
        print(count, action, len(shown))

    @functools.singledispatch
    def kind(value):
        return "object"

    classes = [type(f"Class{n}", (), {}) for n in range(40)]

    def register(i):
        for n, cls in enumerate(classes):
            if n % count == i:
                kind.register(cls, lambda value, n=n: n)
            answer = kind(cls())
            assert answer in (n, "object"), answer

    run(count, register)
    print(count, [kind(cls()) for cls in classes] == list(range(40)))

    # values come under keys whose old values are dying
    class Value:
        pass

    table = weakref.WeakValueDictionary()

    def renew(i):
        kept = []
        for n in range(300):
            table[i, n % 10] = Value()
            value = table[i, n % 10] = Value()
            kept.append(value)
            assert table.get((i, n % 10)) is value
        return len(kept)

    print(count, run(count, renew)[0], len(table))

    class Base(abc.ABC):
        pass

    def virtual(i):
        for n in range(40):
            cls = type("Virtual", (), {})
            assert not issubclass(cls, Base)
            Base.register(cls)
            assert isinstance(cls(), Base) and not isinstance(n, Base)

    run(count, virtual)
