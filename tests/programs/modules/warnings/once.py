# "once" is once for each registry, or once for all who give none
import warnings


def shown_and_noted(*registries):
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("once")
        for line in (7, 8, 7):
            for registry in registries:
                warnings.warn_explicit("text", UserWarning, "here.py", line, registry=registry)
    names = [sorted(str(key) for key in registry if key != "version") for registry in registries if registry is not None]
    return len(shown), names


print(shown_and_noted({}))
print(shown_and_noted({}, {}))
print(shown_and_noted(None))
print(shown_and_noted(None, {}))
kept = {}
print(shown_and_noted(kept), shown_and_noted(kept))
