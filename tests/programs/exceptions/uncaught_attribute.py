# exit: 1
# AttributeError with a suggestion
import collections

class Stack:
    def __init__(self):
        self.items = collections.deque()
    def push(self, x):
        self.itmes.append(x)

Stack().push(1)
