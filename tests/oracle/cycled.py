"""Prints crates/descent/tests/cycled.json: PyTorch's own schedulers moving PyTorch's momentum, and arguments of its optimizers that
are changed in the middle, on Beale's function in f64.

Run it with the environment of `cargo xtask oracle`. Nothing is compared here.
"""

import json

import torch

torch.set_default_dtype(torch.float64)
START = [1.0, 1.5]
STEPS = 40

OPTIMIZERS = [
    ("SGD", {"momentum": 0.5}),
    ("SGD", {"momentum": 0.0}),
    ("SGD", {"momentum": 0.5, "nesterov": True, "weight_decay": 0.01}),
    ("RMSprop", {"centered": True}),
    ("Adam", {}),
    ("Adam", {"betas": (0.8, 0.99), "amsgrad": True}),
    ("AdamW", {"weight_decay": 0.1}),
    ("Adamax", {}),
    ("NAdam", {}),
    ("RAdam", {"betas": (0.9, 0.95)}),
]


def schedulers(top):
    return [
        ("OneCycleLR", {"max_lr": top, "total_steps": STEPS + 1}),
        ("OneCycleLR", {"max_lr": top, "total_steps": STEPS + 1, "three_phase": True, "anneal_strategy": "linear"}),
        ("CyclicLR", {"base_lr": 0.2 * top, "max_lr": top, "step_size_up": 7, "mode": "triangular2"}),
    ]


# The updates before a change, the argument, and what it becomes.
CHANGES = [
    ("SGD", {"momentum": 0.5}, [(9, "momentum", 0.95)]),
    ("RMSprop", {"momentum": 0.5}, [(9, "alpha", 0.9), (20, "momentum", 0.2)]),
    ("Adam", {}, [(9, "betas", (0.5, 0.9)), (20, "eps", 1e-3)]),
    ("Adam", {"betas": (0.8, 0.99), "amsgrad": True}, [(9, "betas", (0.95, 0.999))]),
    ("AdamW", {"weight_decay": 0.1}, [(9, "weight_decay", 0.5), (20, "betas", (0.5, 0.99))]),
    ("Adamax", {}, [(9, "betas", (0.5, 0.9))]),
    ("NAdam", {}, [(9, "betas", (0.5, 0.9)), (20, "momentum_decay", 0.1)]),
    ("RAdam", {"betas": (0.9, 0.95)}, [(9, "betas", (0.5, 0.9)), (20, "betas", (0.95, 0.999))]),
]


def f(w):
    x, y = w[0], w[1]
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


cases = []
for name, given in OPTIMIZERS:
    for kind, schedule in schedulers(0.002 if name == "SGD" else 0.05):
        w = torch.tensor(START, requires_grad=True)
        optimizer = getattr(torch.optim, name)([w], lr=0.01, **given)
        scheduler = getattr(torch.optim.lr_scheduler, kind)(optimizer, **schedule)
        path = [w.tolist()]
        for _ in range(STEPS):
            optimizer.zero_grad()
            f(w).backward()
            optimizer.step()
            scheduler.step()
            path.append(w.tolist())
        cases.append({
            "optimizer": {"id": f"torch.{name}", "lr": 0.01, **given},
            "schedule": {"id": f"torch.{kind}", **schedule},
            "x": path,
        })
for name, given, changes in CHANGES:
    w = torch.tensor(START, requires_grad=True)
    rate = 0.002 if name in ("SGD", "RMSprop") else 0.02
    optimizer = getattr(torch.optim, name)([w], lr=rate, **given)
    path = [w.tolist()]
    for t in range(STEPS):
        for step, key, value in changes:
            if t == step:
                optimizer.param_groups[0][key] = value
        optimizer.zero_grad()
        f(w).backward()
        optimizer.step()
        path.append(w.tolist())
    cases.append({
        "optimizer": {"id": f"torch.{name}", "lr": rate, **given},
        "edits": [{"step": step, "racer": 0, "path": f"optimizer.{key}", "value": value} for step, key, value in changes],
        "x": path,
    })
print(json.dumps({
    "source": f"PyTorch {torch.__version__}, tests/oracle/cycled.py",
    "problem": {"surface": "beale"},
    "tolerance": "|a - b| <= 1e-9 * max(1, |b|)",
    "cases": cases,
}))
