# Garbage that only refers to itself, through every kind of object that can hold references; weak references tell when it is gone.
import gc
import weakref

gc.disable()


class Node:
    pass


def through_list():
    node = Node()
    node.items = [node]
    return weakref.ref(node)


def through_dict():
    node = Node()
    node.by_key = {"me": node}
    return weakref.ref(node)


def through_dict_key():
    node = Node()
    node.by_key = {node: 1}
    return weakref.ref(node)


def through_set():
    node = Node()
    node.members = {node}
    return weakref.ref(node)


def through_frozenset():
    node = Node()
    node.members = frozenset([node])
    return weakref.ref(node)


def through_tuple():
    node = Node()
    node.pair = (1, (node,))
    return weakref.ref(node)


def through_two():
    a, b = Node(), Node()
    a.other, b.other = b, a
    return weakref.ref(a)


def through_closure():
    node = Node()

    def f():
        return node, f

    node.f = f
    return weakref.ref(node)


def through_method():
    node = Node()
    node.callback = node.__init__

    class Own:
        def m(self):
            pass

    own = Own()
    own.m2 = own.m
    return weakref.ref(own)


def through_default():
    node = Node()

    def f(x=node, *, y=node):
        return x

    node.f = f
    return weakref.ref(node)


def through_generator():
    node = Node()

    def g():
        mine = node
        yield mine

    node.g = g()
    next(node.g)
    return weakref.ref(node)


def through_unstarted_generator():
    node = Node()
    node.g = (x for x in [node])
    return weakref.ref(node)


def through_class():
    class C:
        pass

    C.me = C()
    return weakref.ref(C)


def through_class_alone():
    class C:
        def m(self):
            return __class__

    return weakref.ref(C)


def through_subclass():
    class Base:
        pass

    class Derived(Base):
        pass

    Base.known = [Derived]
    return weakref.ref(Derived)


def through_exception():
    node = Node()
    try:
        raise ValueError(node)
    except ValueError as e:
        node.error = e
    return weakref.ref(node)


def through_partial():
    import functools

    node = Node()
    node.p = functools.partial(print, node)
    return weakref.ref(node)


def through_iterators():
    node = Node()
    node.items = [1, 2, node]
    node.iterators = [iter(node.items), zip(node.items, node.items), map(str, node.items), enumerate(node.items),
                      reversed(node.items), filter(None, node.items)]
    return weakref.ref(node)


def through_property():
    node = Node()
    node.p = property(lambda self: node)
    node.s = staticmethod(lambda: node)
    return weakref.ref(node)


def through_list_subclass():
    class L(list):
        pass

    made = L()
    made.append(made)
    return weakref.ref(made)


def through_attribute_of_subclass():
    class I(int):
        pass

    number = I(5)
    number.me = number
    # An int subclass cannot be weakly referenced in CPython 3.13; its attribute can.
    number.node = Node()
    number.node.back = number
    return weakref.ref(number.node)


def through_dict_subclass():
    class D(dict):
        pass

    made = D(a=1)
    made.me = made
    return weakref.ref(made)


def through_slots():
    class S:
        __slots__ = ("me", "__weakref__")

    made = S()
    made.me = made
    return weakref.ref(made)


def through_module():
    import types

    module = types.ModuleType("m")
    node = Node()
    module.node = node
    node.module = module
    return weakref.ref(node)


def through_deque():
    import collections

    node = Node()
    node.q = collections.deque([node])
    node.d = collections.defaultdict(lambda: node)
    node.o = collections.OrderedDict(a=node)
    return weakref.ref(node)


def long_cycle():
    first = Node()
    node = first
    for _ in range(20000):
        node.next = Node()
        node = node.next
    node.next = first
    return weakref.ref(first)


for make in [f for name, f in list(globals().items()) if name.startswith("through_") or name == "long_cycle"]:
    gc.collect()
    ref = make()
    before = ref() is not None
    gc.collect()
    print(make.__name__, before, ref() is None)
