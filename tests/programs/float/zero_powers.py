# Zero to negative and infinite powers.
inf = float("inf")
for x in (0.0, -0.0, 0):
    for y in (-inf, inf, -1.0, -2.0, -0.5, 0.0, 3.0):
        try:
            print(x, y, x**y, pow(x, y))
        except ZeroDivisionError as e:
            print(x, y, e)
for f in (1, None, "double", "other"):
    try:
        float.__getformat__(f)
        print("fine")
    except (TypeError, ValueError) as e:
        print(f"{type(e).__name__}: {e}")
