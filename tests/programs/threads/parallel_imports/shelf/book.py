import log
log.entries.append("shelf.book")
value = "book"


def writer():
    from .author import value
    return value
