# exit: 1
# carets over several lines
def f(*args):
    raise TypeError(len(args))

f(
    1,
    2,
    *[3, 4],
)
