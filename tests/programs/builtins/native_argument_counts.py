# every method of the builtin types: no arguments, too many, an unknown keyword
from collections import deque, defaultdict, OrderedDict
class Nothing: pass
def message(f, *args, **kwargs):
    try: f(*args, **kwargs)
    except TypeError as e: return str(e)
    except Exception as e: return type(e).__name__
    return "ok"
def words(text): return text.split()
STR = """capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal
isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition
removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title
translate upper zfill"""
BYTES = """capitalize center count decode endswith expandtabs find fromhex hex index isalnum isalpha isascii isdigit islower isspace
istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition
rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill"""
SET = """copy difference intersection isdisjoint issubset issuperset symmetric_difference union"""
METHODS = [
    (lambda: 5, "as_integer_ratio bit_count bit_length conjugate from_bytes is_integer to_bytes"),
    (lambda: 1.5, "as_integer_ratio conjugate fromhex hex is_integer"),
    (lambda: 1j, "conjugate"),
    (lambda: "abc", STR),
    (lambda: b"abc", BYTES),
    (lambda: bytearray(b"abc"), BYTES + " append clear copy extend insert pop remove reverse"),
    (lambda: memoryview(b"abc"), "cast hex release tobytes tolist toreadonly"),
    (lambda: [1], "append clear copy count extend index insert pop remove reverse sort"),
    (lambda: (1,), "count index"),
    (lambda: {1: 2}, "clear copy fromkeys get items keys pop popitem setdefault update values"),
    (lambda: {1}, SET + " add clear difference_update discard intersection_update pop remove symmetric_difference_update update"),
    (lambda: frozenset([1]), SET),
    (lambda: range(3), "count index"),
    (lambda: slice(1), "indices"),
    (lambda: {1: 2}.keys(), "isdisjoint"),
    (lambda: ValueError(1), "add_note with_traceback"),
    (lambda: ExceptionGroup("g", [ValueError(1)]), "derive split subgroup"),
    (lambda: deque([1]), "append appendleft clear copy count extend extendleft index insert pop popleft remove reverse rotate"),
    (lambda: defaultdict(int), "copy"),
    (lambda: OrderedDict(a=1), "copy move_to_end popitem pop"),
    (lambda: (x for x in [1]), "close send throw"),
    (lambda: property(), "getter setter deleter"),
    (lambda: Nothing, "mro __subclasses__"),
]
for make, names in METHODS:
    for name in words(names):
        label = f"{type(make()).__name__}.{name}"
        print(label, message(getattr(make(), name)), "|", message(getattr(make(), name), *[Nothing] * 9), "|", message(getattr(make(), name), zzz=1))
for f in (abs, all, any, ascii, bin, callable, chr, compile, delattr, dir, divmod, eval, exec, format, getattr, hasattr, hash, hex, id, isinstance, issubclass, iter, len, next, oct, ord, pow, repr, round, setattr, sorted, sum, vars):
    print(f.__name__, message(f), "|", message(f, *[Nothing] * 9), "|", message(f, zzz=1))
for t in (bool, bytearray, bytes, classmethod, complex, dict, enumerate, filter, float, frozenset, int, list, map, memoryview, object, property, range, reversed, set, slice, staticmethod, str, super, tuple, type, deque, defaultdict, OrderedDict):
    print(t.__name__, message(t, *[Nothing] * 9), "|", message(t, zzz=1), "|", message(t, *[Nothing] * 3))
for f in (list.append, str.join, dict.get, int.bit_length, set.add): print(message(f), "|", message(f, Nothing), "|", message(f, zzz=1))
class L(list): pass
bound = L().append
print(message(bound), "|", message(L().append), "|", message(L.append), "|", message(L.append, 5))
