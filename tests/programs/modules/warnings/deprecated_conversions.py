# Warnings of conversions and constructors on their way out.
import threading
import warnings


class Complex(complex):
    pass


class Strange:
    def __complex__(self):
        return Complex(1)

    def __trunc__(self):
        return 3


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(complex(Strange()), int(Strange()), type(complex(Strange())) is complex)
    threading.RLock()
    try:
        threading.RLock(1)
    except TypeError as e:
        print(e)
for warning in caught:
    print(warning.category.__name__, warning.message)
