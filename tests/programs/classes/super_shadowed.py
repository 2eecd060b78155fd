# A module that has a `super` of its own: methods call it as they call any other function.


class Mine:
    msg = "mine"

    def __init__(self, *args):
        self.args = len(args)


class C:
    def m(self):
        return super().msg, super().args, super(C, self).args


try:
    C().m()
except AttributeError as e:
    print(e)
super = Mine
print(C().m())
del super
try:
    C().m()
except AttributeError as e:
    print(e)
