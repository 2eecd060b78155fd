# exit: 1
# traceback through a generator, yield from and a for loop
def numbers():
    yield 1
    yield int("two")

def chain():
    yield from numbers()

for n in chain():
    print(n)
