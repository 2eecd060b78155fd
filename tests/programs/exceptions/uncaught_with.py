# exit: 1
# an exception leaving a with block whose exit prints
class Door:
    def __enter__(self):
        print("open")
        return self
    def __exit__(self, *exc):
        print("close", exc[0].__name__)

with Door() as d:
    d.handle.turn()
