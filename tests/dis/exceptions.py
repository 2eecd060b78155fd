def handled(f):
    try:
        f()
    except (ValueError, TypeError) as e:
        return e
    except KeyError:
        raise RuntimeError from None
    else:
        f(1)
    finally:
        f(2)


def in_loop(items):
    for item in items:
        try:
            item()
        except ValueError:
            continue
        finally:
            print(item)


def group(f):
    try:
        f()
    except* ValueError as e:
        print(e)
    except* TypeError:
        pass


def managed(a, b):
    with a as x, b:
        return x
