# exit: 1
# assertion with a message, raised in a method called from a comprehension
class Check:
    def __init__(self, limit):
        self.limit = limit
    def ok(self, x):
        assert x < self.limit, f"{x} is not below {self.limit}"
        return x

c = Check(3)
print([c.ok(x) for x in range(5)])
