# a small stack machine interpreting its own programs, with an assembler
import operator
OPS = {"add": operator.add, "sub": operator.sub, "mul": operator.mul, "lt": operator.lt, "eq": operator.eq}
def assemble(src):
    code, labels = [], {}
    for line in src.strip().splitlines():
        line = line.split("#")[0].strip()
        if line.endswith(":"): labels[line[:-1]] = len(code)
        elif line:
            op, *arg = line.split()
            code.append((op, int(arg[0]) if arg and arg[0].lstrip("-").isdigit() else arg[0] if arg else None))
    return [(op, labels.get(a, a) if op in ("jmp", "jz", "call") else a) for op, a in code]
def run(code, limit=100000):
    stack, vars, calls, pc, steps, out = [], {}, [], 0, 0, []
    while pc < len(code):
        op, a = code[pc]; pc += 1; steps += 1
        if steps > limit: raise RuntimeError("step limit")
        if op == "push": stack.append(a)
        elif op == "load": stack.append(vars[a])
        elif op == "store": vars[a] = stack.pop()
        elif op in OPS: b = stack.pop(); stack.append(OPS[op](stack.pop(), b))
        elif op == "jmp": pc = a
        elif op == "jz": pc = pc if stack.pop() else a
        elif op == "print": out.append(stack.pop())
        elif op == "call": calls.append(pc); pc = a
        elif op == "ret": pc = calls.pop()
        elif op == "halt": break
        else: raise ValueError(f"unknown op {op}")
    return out, steps
fact = "push 1\nstore r\npush 25\nstore n\nloop:\nload n\njz end\nload r\nload n\nmul\nstore r\nload n\npush 1\nsub\nstore n\njmp loop\nend:\nload r\nprint"
print(run(assemble(fact)))
print(run(assemble("push 0\nstore i\nl:\nload i\npush 5\nlt\njz e\ncall sq\nload i\npush 1\nadd\nstore i\njmp l\nsq:\nload i\nload i\nmul\nprint\nret\ne:\nhalt")))
for bad in ("l:\njmp l", "nope", "push 1\nload x", "add"):
    try: run(assemble(bad))
    except Exception as e: print(type(e).__name__, e)
