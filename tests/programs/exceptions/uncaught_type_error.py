# exit: 1
# wrong number of arguments, in a lambda inside map
def area(w, h):
    return w * h

sizes = [(1, 2), (3,)]
print(list(map(lambda s: area(*s), sizes)))
