"""The reference values of the f64 mathematics, with 300 bits or more.

python3 reference.py > reference.txt                            writes the stored points
cargo run ... --example ulp -- --points 200000 | python3 reference.py --measure      measures large samples

Needs mpmath (and gmpy2 to be quick). A stored line is: name, arguments, correctly rounded result (bits in hexadecimal),
and exact result less rounded result in ulp of the latter. The points in HARD are the worst that --measure found.
"""
import random, struct, sys
from mpmath import mp, mpf, exp, expm1, log, log1p, sin, cos, tanh, atan, power, isfinite, floor

mp.prec = 1400  # sin(2^1023) needs 1024 + 53 + 62 bits of pi; see precision()
INF = float("inf")
NAMES = "exp exp_m1 ln ln_1p sin cos tanh atan sigmoid softplus pow".split()
EXACT = {
    "exp": exp, "exp_m1": expm1, "ln": log, "ln_1p": log1p, "sin": sin, "cos": cos, "tanh": tanh, "atan": atan,
    "sigmoid": lambda x: 1 / (1 + exp(-x)), "softplus": lambda x: log1p(exp(x)), "pow": power,
}

def bits(v): return struct.unpack("<Q", struct.pack("<d", v))[0]
def number(b): return struct.unpack("<d", struct.pack("<Q", b))[0]
def precision(name, x): mp.prec = 1400 if name in ("sin", "cos") and abs(x) > 1e6 else 300

def split(v):
    """The correctly rounded f64 (ties cannot occur) and the rest in ulp."""
    if v == 0: return 0.0, 0.0
    m, e = mp.frexp(abs(v))
    unit = mpf(2) ** max(int(e) - 53, -1074)
    n = floor(abs(v) / unit + mpf(1) / 2)
    if n * unit >= mpf(2) ** 1024: return (INF if v > 0 else -INF), 0.0
    s = 1 if v > 0 else -1
    return s * float(n * unit), float(s * (abs(v) / unit - n))

def line(name, *args):
    precision(name, args[0])
    r, rest = split(EXACT[name](*map(mpf, args)))
    return " ".join([name] + ["%016x" % bits(a) for a in args] + ["%016x" % bits(r), "%.4f" % rest])

def measure():
    worst = {n: (0, "") for n in NAMES}
    for text in sys.stdin:
        name, *words = text.split()
        *args, got = [number(int(w, 16)) for w in words]
        precision(name, args[0])
        if got in (INF, 0) or INF in map(abs, args): continue  # the stored points have overflow and underflow
        exact = EXACT[name](*map(mpf, args))
        if got != got or exact == 0: continue  # outside the domain, and ln 1
        m, e = mp.frexp(abs(exact))
        error = abs(mpf(got) - exact) / mpf(2) ** max(int(e) - 53, -1074)
        if error > worst[name][0]: worst[name] = (float(error), '("%s", %s),' % (name, ", ".join(repr(a) for a in args)))
    for n in NAMES: print("%-9s %.5f  %s" % (n, *worst[n]))

# The worst found, and arguments close to a multiple of pi/2 (Muller et al., Handbook, section 11.2, and continued fractions).
HARD = [
    ("exp", -708.8774512000426), ("exp_m1", 0.36903019616583144), ("ln", 1.2798464228726572),
    ("ln_1p", 0.39687736689400166), ("sin", 7.525326837541074e+285), ("cos", 5.0904570387352225e+197),
    ("tanh", -0.6453185176928182), ("atan", -0.439122870802438), ("sigmoid", -4.148861091311208),
    ("softplus", 0.40538794828009733), ("pow", 1.4303786948754565e+77, -3.988001935282043),
]
CLOSE = [6381956970095103.0 * 2.0**797, 5.0**300, 2.0**1023, 1e22, 3.0**40, 1048576.0, 1048577.5, 1e6, 2.0**21]

def stored():
    rng = random.Random(20240611)
    for name in NAMES[:-1]:
        xs = [0.5, 1.0, 2.0, 3.0, 10.0, 0.1, 1e-3, 1e-8, 1e-17, 1e-300, 5e-324, 2.0**-53, 2.0**-54, 2.0**-55, 0.625, 0.3465, 0.3466]
        if name in ("sin", "cos"):
            xs += CLOSE + [round(mpf(k) * mp.pi / 2, 60) and float(mpf(k) * mp.pi / 2) for k in (1, 2, 3, 4, 5, 7, 11, 355 * 2, 104348 * 2, 600000)]
            xs += [rng.uniform(0, 100) for _ in range(80)] + [2 ** rng.uniform(-30, 20) for _ in range(60)] + [2 ** rng.uniform(20, 1023.9) for _ in range(100)]
        elif name in ("ln", "ln_1p"):
            xs += [2.0**-1022, 2.0**-1040, 1.7976931348623157e308, 1 - 2.0**-53, 1 + 2.0**-52, 2.0**53, 2.0**54, 2.0**0.5, 0.5**0.5]
            xs += [rng.uniform(0, 3) for _ in range(120)] + [2 ** rng.uniform(-1074, 1024) for _ in range(100)] + [2 ** rng.uniform(-60, 2) for _ in range(60)]
        else:
            xs += [19.0, 20.0, 37.0, 40.0, 700.0, 708.5, 709.0, 709.78, 720.0, 740.0, 745.0]
            top = {"tanh": 20, "atan": 10}.get(name, 709)
            xs += [rng.uniform(0, 2) for _ in range(80)] + [rng.uniform(0, top) for _ in range(100)] + [2 ** rng.uniform(-60, 9.4) for _ in range(80)]
        if name != "ln": xs = [x if i % 2 else -x for i, x in enumerate(xs)] + xs[:20]
        if name == "ln_1p": xs = [x for x in xs if x > -1] + [-1 + 2.0**-53, -0.999, -0.75, -0.5]
        for x in xs: yield name, x
    for _ in range(300):
        x = 2 ** rng.uniform(-1, 1) ** 9 if rng.random() < 0.5 else 2 ** rng.uniform(-1000, 1000)
        if x == 1: continue
        yield "pow", x, float(rng.uniform(-745, 709.7) / log(mpf(x)))
    for x in (2.0, 3.0, 10.0, 0.9, 0.999, 1 + 2.0**-52, 1 - 2.0**-53, 5e-324, 1.7976931348623157e308):
        for y in (0.5, -0.5, 1.0, 2.0, -1.0, 3.0, 100.0, 1 / 3, 2.0**60, -(2.0**60)):
            if abs(y * log(mpf(x))) < 1e6: yield "pow", x, y
    yield from HARD

if "--measure" in sys.argv: measure()
else:
    print("# name, arguments, correctly rounded result, exact less rounded in ulp; written by reference.py")
    for point in stored(): print(line(*point))
