# json: dumps options, loads, errors, hooks
import json, io
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
json.dumps({"a": [1, 2.5, None, True, False, "é\\n\\"\\\\/"], "b": {}}), json.dumps([]), json.dumps("é", ensure_ascii=False), json.dumps("😀"), json.dumps("\\x00\\x1f\\x7f\\u2028"), json.dumps(1e100), json.dumps(10 ** 30), json.dumps((1, 2)), json.dumps(-0.0), json.dumps(1.0)
json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps([1, {"a": 2}], indent=2), json.dumps([1, 2], indent="\\t"), json.dumps([1, [], {}], indent=1), json.dumps({"a": 1}, separators=(",", ":")), json.dumps([1], indent=0), json.dumps({1: 2, None: 3, True: 4, 1.5: 5})
json.dumps(float("nan")), json.dumps([float("inf"), -float("inf")])
json.dumps(float("nan"), allow_nan=False)
json.dumps({1, 2})
json.dumps({(1,): 2})
json.dumps({(1,): 2}, skipkeys=True), json.dumps({1j}, default=list) if 0 else json.dumps({1}, default=list), json.dumps(b"x", default=lambda o: o.decode())
json.dumps(object)
json.loads("[1, 2.5, -3e2, true, false, null, \\"a\\\\u00e9\\\\n\\", {}]"), json.loads(" {\\"k\\": [ ] } "), json.loads("1"), json.loads(b"[1]"), json.loads('"\\\\ud83d\\\\ude00"'), json.loads("NaN"), json.loads("[Infinity, -Infinity]"), json.loads('{"a": 1, "a": 2}'), json.loads("1E5"), json.loads("-0"), json.loads("123456789012345678901234567890"), json.loads("\\t[\\n]\\r ")
json.loads("")
json.loads("[1,")
json.loads("[1,]")
json.loads("{\\"a\\"}")
json.loads("{a: 1}")
json.loads("{'a': 1}")
json.loads("[1] x")
json.loads('"abc')
json.loads('"a\\nb"')
json.loads('"\\\\x"')
json.loads('"\\\\u12"')
json.loads("nul")
json.loads("01")
json.loads("1.")
json.loads("{\\"a\\": 1,}")
json.loads("[1 2]")
json.loads("{\\"a\\" 1}")
json.loads(5)
json.loads("[" * 5)
json.loads('{"a": 1.5}', parse_float=str), json.loads("5", parse_int=float), json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)), json.loads('{"a": 1, "b": 2}', object_pairs_hook=list), json.loads("NaN", parse_constant=lambda s: s)
json.load(io.StringIO("[1]")), json.JSONDecoder().raw_decode("[1] rest"), json.JSONEncoder().encode([1]), "".join(json.JSONEncoder(indent=1).iterencode({"a": [1]}))
''')
f = io.StringIO(); json.dump({"x": [1]}, f); print(f.getvalue())
try: json.loads('{"a":\n  [1, 2\n}')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, repr(e.doc), isinstance(e, ValueError))
class E(json.JSONEncoder):
    def default(self, o): return {"set": sorted(o)} if isinstance(o, set) else super().default(o)
print(json.dumps([{3, 1}], cls=E))
r = []; r.append(r)
try: json.dumps(r)
except ValueError as e: print(e)
d = {"n": None, "l": [1, [2, {"d": "x"}]], "f": 0.1, "s": "tab\t"}
print(json.loads(json.dumps(d)) == d)
import enum
class I(enum.IntEnum): A = 1
class S(str): pass
print(json.dumps([I.A, S("x"), {S("k"): True}]))
