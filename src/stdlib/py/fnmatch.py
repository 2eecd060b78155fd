"""Shell patterns: *, ?, [set] and [!set]."""

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Tell whether a file name matches a pattern."""
    import os

    return fnmatchcase(os.fspath(name), os.fspath(pat))


def filter(names, pat):
    """Return the names that match a pattern."""
    return [name for name in names if fnmatchcase(name, pat)]


def _items(pat):
    # The pattern as a list: "*", "?", a character, or (negated, ranges).
    items = []
    i, n = 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == "*":
            if not items or items[-1] != "**":
                items.append("**")
        elif c == "?":
            items.append("??")
        elif c == "[":
            j = i
            if j < n and pat[j] == "!":
                j += 1
            if j < n and pat[j] == "]":
                j += 1
            while j < n and pat[j] != "]":
                j += 1
            if j >= n:
                items.append("[")
                continue
            body = pat[i:j]
            i = j + 1
            negated = body[:1] == "!"
            if negated:
                body = body[1:]
            ranges = []
            k = 0
            while k < len(body):
                if k + 2 < len(body) and body[k + 1] == "-":
                    ranges.append((body[k], body[k + 2]))
                    k += 3
                else:
                    ranges.append((body[k], body[k]))
                    k += 1
            items.append((negated, ranges))
        else:
            items.append(c)
    return items


def fnmatchcase(name, pat):
    """Tell whether a name matches a pattern; case matters."""
    if isinstance(name, bytes) != isinstance(pat, bytes):
        raise TypeError("cannot use a string pattern on a bytes-like object")
    if isinstance(name, bytes):
        name = name.decode("latin-1")
        pat = pat.decode("latin-1")
    items = _items(pat)
    # Where to go back to: after the last star, and how much it has taken.
    star = mark = -1
    i = p = 0
    while i < len(name):
        if p < len(items):
            item = items[p]
            if item == "**":
                star, mark = p, i
                p += 1
                continue
            c = name[i]
            if isinstance(item, tuple):
                ok = any(low <= c <= high for low, high in item[1]) != item[0]
            else:
                ok = item == "??" or item == c
            if ok:
                i += 1
                p += 1
                continue
        if star < 0:
            return False
        mark += 1
        i = mark
        p = star + 1
    return all(item == "**" for item in items[p:])


def _quote(c):
    return "\\" + c if c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f" else c


def translate(pat):
    """Return a pattern as a regular expression."""
    out = []
    for item in _items(pat):
        if item == "**":
            out.append(".*")
        elif item == "??":
            out.append(".")
        elif isinstance(item, tuple):
            negated, ranges = item
            ranges = [r for r in ranges if r[0] <= r[1]]
            if not ranges:
                out.append("." if negated else "(?!)")
                continue
            body = "".join(
                [
                    a.replace("\\", "\\\\") if a == b else f"{a}-{b}".replace("\\", "\\\\")
                    for a, b in ranges
                ]
            )
            if negated:
                body = "^" + body
            elif body[0] in "^[":
                body = "\\" + body
            out.append(f"[{body}]")
        else:
            out.append(_quote(item))
    return f"(?s:{''.join(out)})\\Z"
