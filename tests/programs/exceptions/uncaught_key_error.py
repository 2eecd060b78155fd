# exit: 1
# KeyError shows repr, module-qualified names of custom exceptions
class Outer:
    class Error(KeyError):
        pass

def get(d, k):
    return d[k]

try:
    get({}, "quoted 'key'")
except KeyError as e:
    raise Outer.Error("a\nb") from e
