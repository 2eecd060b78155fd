# string constants, Template, Formatter, capwords
import string
print(string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), string.ascii_letters == string.ascii_lowercase + string.ascii_uppercase, len(string.printable))
print(string.capwords("hello  big world"), string.capwords("a-b-c", "-"))
t = string.Template("$who likes ${what}, pays $$5")
print(t.substitute(who="A", what="B"), t.substitute({"who": 1, "what": 2}), t.safe_substitute(who="X"), t.template, t.is_valid(), sorted(t.get_identifiers()))
for f in (lambda: t.substitute(), lambda: t.substitute(who=1), lambda: string.Template("$").substitute(), lambda: string.Template("a $1").substitute()):
    try: f()
    except Exception as e: print(type(e).__name__, e)
print(string.Formatter().format("{0} {a!r} {b:>4}", 1, a="x", b=2), list(string.Formatter().parse("a{b!r:c}d{}")))
class F(string.Formatter):
    def get_value(self, k, a, kw): return f"<{k}>" if isinstance(k, str) else super().get_value(k, a, kw)
print(F().format("{x} {0}", 5))
