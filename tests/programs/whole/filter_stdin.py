# stdin: 5 apples\n3 pears\n\nbad line\n10 apples\n
# a filter over standard input with error handling and a report
import sys
totals, errors = {}, []
for n, line in enumerate(sys.stdin, 1):
    line = line.strip()
    if not line: continue
    try:
        count, name = line.split()
        totals[name] = totals.get(name, 0) + int(count)
    except ValueError as e: errors.append((n, str(e)))
for name in sorted(totals): print(f"{name:.<12}{totals[name]:4d}")
for n, e in errors: print(f"line {n}: {e}")
print(repr(sys.stdin.readline()))
