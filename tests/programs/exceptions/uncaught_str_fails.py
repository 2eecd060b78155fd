# exit: 1
# __str__ of the exception fails
class Broken(Exception):
    def __str__(self):
        raise ValueError("no text")

raise Broken(1)
