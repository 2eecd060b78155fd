class Base:
    """Documented."""

    count: int = 0

    def __init__(self, x):
        self.x = x
        self.__secret = x


class Derived(Base, metaclass=type):
    def __init__(self, x):
        super().__init__(x)

    def where(self):
        return __class__
