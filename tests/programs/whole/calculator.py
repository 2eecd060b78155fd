# tokenizer, recursive descent parser and evaluator
class Lexer:
    def __init__(self, s): self.toks = list(self.split(s)); self.i = 0
    def split(self, s):
        i = 0
        while i < len(s):
            if s[i].isspace(): i += 1
            elif s[i].isdigit():
                j = i
                while j < len(s) and (s[j].isdigit() or s[j] == "."): j += 1
                yield ("num", float(s[i:j]) if "." in s[i:j] else int(s[i:j])); i = j
            elif s[i].isalpha():
                j = i
                while j < len(s) and s[j].isalnum(): j += 1
                yield ("name", s[i:j]); i = j
            elif s[i] in "+-*/^()=,": yield ("op", s[i]); i += 1
            else: raise SyntaxError(f"bad character {s[i]!r} at {i}")
    def peek(self): return self.toks[self.i] if self.i < len(self.toks) else ("end", None)
    def next(self): t = self.peek(); self.i += 1; return t
    def accept(self, op):
        if self.peek() == ("op", op): self.i += 1; return True
class Calc:
    def __init__(self): self.vars = {"pi": 3.14159}; self.funcs = {"max": max, "abs": abs}
    def run(self, s):
        self.l = Lexer(s)
        t = self.l.toks
        if len(t) > 2 and t[0][0] == "name" and t[1] == ("op", "="):
            self.l.i = 2; v = self.vars[t[0][1]] = self.expr()
        else: v = self.expr()
        if self.l.peek()[0] != "end": raise SyntaxError(f"unexpected {self.l.peek()[1]!r}")
        return v
    def expr(self):
        v = self.term()
        while True:
            if self.l.accept("+"): v += self.term()
            elif self.l.accept("-"): v -= self.term()
            else: return v
    def term(self):
        v = self.unary()
        while True:
            if self.l.accept("*"): v *= self.unary()
            elif self.l.accept("/"): v /= self.unary()
            else: return v
    def unary(self):
        if self.l.accept("-"): return -self.unary()
        b = self.atom()
        return b ** self.unary() if self.l.accept("^") else b
    def atom(self):
        match self.l.next():
            case ("num", v): return v
            case ("name", n) if self.l.accept("("):
                args = [self.expr()]
                while self.l.accept(","): args.append(self.expr())
                if not self.l.accept(")"): raise SyntaxError("expected )")
                return self.funcs[n](*args)
            case ("name", n): return self.vars[n]
            case ("op", "("):
                v = self.expr()
                if not self.l.accept(")"): raise SyntaxError("expected )")
                return v
            case (_, t): raise SyntaxError(f"unexpected {t!r}")
c = Calc()
for s in ("1 + 2 * 3", "(1+2)*3", "2^3^2", "-2^2", "x = 5", "x * x - 1", "max(1, x, 3)", "1/0", "1 +", "(1", "y", "1 $ 2", "10 / 4", "abs(-7) + pi", "1 2", "f(1)"):
    try: print(s, "=", c.run(s))
    except Exception as e: print(s, "!!", type(e).__name__, e)
