def match_it(x):
    match x:
        case 0 | 1:
            return "small"
        case [a, *_, {"k": b, **rest}] if a:
            return a, b, rest
        case Point(x=0, y=y) as p:
            return y, p
        case str():
            return "text"
        case _:
            return None
