# exit: 1
# uncaught with a cause and a context
def parse(text):
    try:
        return int(text)
    except ValueError as e:
        raise RuntimeError(f"cannot parse {text!r}") from e

def load():
    try:
        parse("x1")
    except RuntimeError:
        {}["missing"]

load()
