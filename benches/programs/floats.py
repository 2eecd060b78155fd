# Stresses: boxed against tagged floats: arithmetic that makes a new number at each step (n bodies, a Mandelbrot row).
import sys


def bodies():
    return [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.5],
        [4.84, -1.16, -0.1, 0.6, 2.81, -0.02, 0.037],
        [8.34, 4.12, -0.4, -1.01, 1.81, 0.008, 0.011],
        [12.89, -15.11, -0.22, 1.08, 0.86, -0.01, 0.0017],
    ]


def advance(system, dt, steps):
    count = len(system)
    for _ in range(steps):
        for i in range(count):
            a = system[i]
            ax, ay, az = a[0], a[1], a[2]
            for j in range(i + 1, count):
                b = system[j]
                dx = ax - b[0]
                dy = ay - b[1]
                dz = az - b[2]
                square = dx * dx + dy * dy + dz * dz
                weight = dt / (square * square**0.5)
                ma = a[6] * weight
                mb = b[6] * weight
                a[3] -= dx * mb
                a[4] -= dy * mb
                a[5] -= dz * mb
                b[3] += dx * ma
                b[4] += dy * ma
                b[5] += dz * ma
        for body in system:
            body[0] += dt * body[3]
            body[1] += dt * body[4]
            body[2] += dt * body[5]


def momentum(system):
    return sum(body[4] * body[6] for body in system)


def escape(cx, cy, limit):
    x = y = 0.0
    for step in range(limit):
        x2 = x * x
        y2 = y * y
        if x2 + y2 > 4.0:
            return step
        y = 2.0 * x * y + cy
        x = x2 - y2 + cx
    return limit


def main(scale):
    system = bodies()
    before = momentum(system)
    advance(system, 0.01, scale)
    assert abs(momentum(system) - before) < 1e-9
    inside = 0
    for i in range(scale // 20):
        inside += escape(-2.0 + 3.0 * i / scale * 20, 0.25, 60)
    return "%.6f %d" % (system[1][0], inside)


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 70000
print("checksum", main(scale))
