"""Draws schedules of PyTorch, Keras and Optax and prints their own rates, one JSON object a line: schedule, lr, metric, rates.

usage: schedules.py COUNT SEED. Arguments are drawn near what people use. Left out, as `descent catalog` says of them: a chain with a
cosine in it, and a MultiplicativeLR that is not the first of a sequence, go on in PyTorch from the rate they find. Nothing is compared
here.
"""

import json
import os
import random
import sys
import warnings

os.environ["KERAS_BACKEND"] = "torch"
warnings.filterwarnings("ignore")

import jax
import keras
import optax
import torch

jax.config.update("jax_enable_x64", True)
keras.config.set_floatx("float64")

STEPS = 160
count, draw = int(sys.argv[1]), random.Random(int(sys.argv[2]))
between, whole = draw.uniform, draw.randint


def power(low, high):
    return 10 ** between(low, high)


def some(**arguments):
    """Each of the arguments more often than not."""
    return {key: value for key, value in arguments.items() if draw.random() < 0.6}


def steps(n, least=1):
    return sorted(draw.sample(range(least, 140), n))


def of_torch(alone=True):
    plain = {
        "StepLR": lambda: {"step_size": whole(1, 40), **some(gamma=between(0.1, 1.1))},
        "MultiStepLR": lambda: {"milestones": steps(whole(1, 4), 0), **some(gamma=between(0.1, 1.1))},
        "ConstantLR": lambda: some(factor=between(0.1, 1), total_iters=whole(0, 60)),
        "LinearLR": lambda: some(start_factor=between(0.01, 1), end_factor=between(0, 1), total_iters=whole(1, 60)),
        "ExponentialLR": lambda: {"gamma": between(0.9, 1.01)},
        "PolynomialLR": lambda: some(total_iters=whole(1, 150), power=draw.choice([0.5, 1.0, 2.0, between(0.3, 3)])),
        "CosineAnnealingLR": lambda: {"T_max": whole(1, 150), **some(eta_min=between(0, 0.02))},
        "CosineAnnealingWarmRestarts": lambda: {"T_0": whole(1, 40), **some(T_mult=whole(1, 3), eta_min=between(0, 0.02))},
    }
    one = {
        "MultiplicativeLR": lambda: {"factor": between(0.9, 1.02)},
        "OneCycleLR": lambda: {
            "max_lr": power(-2, 0), "total_steps": STEPS + 1,
            **some(pct_start=between(0.05, 0.45), anneal_strategy=draw.choice(["cos", "linear"]), div_factor=between(2, 50)),
            **some(final_div_factor=power(1, 4), three_phase=draw.random() < 0.5),
        },
        "CyclicLR": lambda: {
            "base_lr": power(-3, -1), "max_lr": power(-1, 0), "step_size_up": whole(2, 40),
            **some(step_size_down=whole(2, 40), gamma=between(0.95, 1)),
            **some(mode=draw.choice(["triangular", "triangular2", "exp_range"])),
        },
        "ReduceLROnPlateau": lambda: {
            **some(mode=draw.choice(["min", "max"]), factor=between(0.1, 0.9), patience=whole(0, 10)),
            **some(threshold=power(-4, -1), threshold_mode=draw.choice(["rel", "abs"]), cooldown=whole(0, 8)),
            **some(min_lr=power(-4, -2), eps=power(-9, -3)),
        },
        "SequentialLR": lambda: {
            "schedulers": [of_torch(False) for _ in range(3)], "milestones": steps(2),
        },
        "ChainedScheduler": lambda: {
            "schedulers": [{"id": "torch.ConstantLR", **plain["ConstantLR"]()}, {"id": "torch.ExponentialLR", **plain["ExponentialLR"]()}],
        },
    }
    kinds = {**plain, **one} if alone else plain
    kind = draw.choice(list(kinds))
    return {"id": f"torch.{kind}", **kinds[kind]()}


def torch_scheduler(document, optimizer):
    kind, arguments = split(document)
    kinds = torch.optim.lr_scheduler
    if kind == "MultiplicativeLR":
        return kinds.MultiplicativeLR(optimizer, lambda _: arguments["factor"])
    if "schedulers" in arguments:
        parts = [torch_scheduler(part, optimizer) for part in arguments["schedulers"]]
        return kinds.SequentialLR(optimizer, parts, arguments["milestones"]) if kind == "SequentialLR" else kinds.ChainedScheduler(parts)
    return getattr(kinds, kind)(optimizer, **arguments)


def split(document):
    return document["id"].split(".")[1], {key: value for key, value in document.items() if key != "id"}


def torch_rates(document, lr):
    parameter = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = torch.optim.SGD([parameter], lr=lr, momentum=0.9)
    scheduler = torch_scheduler(document, optimizer)
    metric = None
    if document["id"] == "torch.ReduceLROnPlateau":
        metric, value = [], 1.0
        for _ in range(STEPS):
            value *= draw.choice([0.9, 0.99, 1.0, 1.01, 0.9995])
            metric.append(value)
    rates = [optimizer.param_groups[0]["lr"]]
    for t in range(STEPS):
        optimizer.step()
        scheduler.step() if metric is None else scheduler.step(metric[t])
        rates.append(optimizer.param_groups[0]["lr"])
    return rates, metric


def of_keras():
    first = {"initial_learning_rate": power(-3, 0)}
    kinds = {
        "ExponentialDecay": lambda: {**first, "decay_steps": whole(1, 60), "decay_rate": between(0.2, 1.5), **some(staircase=True)},
        "InverseTimeDecay": lambda: {**first, "decay_steps": whole(1, 60), "decay_rate": between(0.2, 1.5), **some(staircase=True)},
        "PolynomialDecay": lambda: {
            **first, "decay_steps": whole(1, 100), **some(end_learning_rate=power(-5, -3), power=between(0.3, 3), cycle=True),
        },
        "PiecewiseConstantDecay": lambda: {"boundaries": steps(3, 0), "values": [power(-3, 0) for _ in range(4)]},
        "CosineDecay": lambda: {
            **first, "decay_steps": whole(1, 120), **some(alpha=between(0, 0.5)),
            **draw.choice([{}, {"warmup_target": power(-1, 0), "warmup_steps": whole(0, 40)}]),
        },
        "CosineDecayRestarts": lambda: {
            **first, "first_decay_steps": whole(1, 40), **some(t_mul=between(1, 3), m_mul=between(0.5, 1), alpha=between(0, 0.3)),
        },
    }
    kind = draw.choice(list(kinds))
    return {"id": f"keras.{kind}", **kinds[kind]()}


def keras_rates(document, _):
    kind, arguments = split(document)
    schedule = getattr(keras.optimizers.schedules, kind)(**arguments)
    return [float(schedule(t)) for t in range(STEPS + 1)], None


def of_optax(alone=True):
    first, peak = {"init_value": power(-3, 0)}, {"init_value": power(-4, -2), "peak_value": power(-2, 0)}
    scales = lambda: [number for step in steps(whole(1, 4)) for number in (step, between(0.1, 1.5))]
    cycle = lambda: {"transition_steps": whole(20, 200), "peak_value": power(-2, 0), **some(pct_start=between(0.1, 0.5), div_factor=between(2, 40))}
    decay = lambda: {"transition_steps": whole(1, 60), "decay_rate": between(0.3, 0.99), **some(transition_begin=whole(0, 40), staircase=True)}
    warm = lambda: {**peak, "warmup_steps": whole(0, 60), "decay_steps": whole(61, 200), **some(end_value=power(-5, -4), exponent=between(0.5, 2))}
    kinds = {
        "constant_schedule": lambda: {"value": power(-3, 0)},
        "polynomial_schedule": lambda: {
            **first, "end_value": power(-3, 0), "power": between(0.3, 3), "transition_steps": whole(1, 120), **some(transition_begin=whole(0, 40)),
        },
        "linear_schedule": lambda: {**first, "end_value": power(-3, 0), "transition_steps": whole(1, 120), **some(transition_begin=whole(0, 40))},
        "piecewise_constant_schedule": lambda: {**first, "boundaries_and_scales": scales()},
        "piecewise_interpolate_schedule": lambda: {
            **first, "interpolate_type": draw.choice(["linear", "cosine"]), "boundaries_and_scales": scales(),
        },
        "exponential_decay": lambda: {**first, **decay(), **some(end_value=first["init_value"] * between(0.1, 1))},
        "cosine_decay_schedule": lambda: {**first, "decay_steps": whole(1, 200), **some(alpha=between(0, 0.5), exponent=between(0.5, 2))},
        "linear_onecycle_schedule": lambda: {**cycle(), **some(pct_final=between(0.6, 0.95), final_div_factor=power(1, 4))},
        "cosine_onecycle_schedule": lambda: {**cycle(), **some(final_div_factor=power(1, 4))},
        "warmup_constant_schedule": lambda: {**peak, "warmup_steps": whole(0, 60)},
        "warmup_cosine_decay_schedule": warm,
        "warmup_exponential_decay_schedule": lambda: {**peak, "warmup_steps": whole(0, 60), **decay(), **some(end_value=power(-5, -4))},
    }
    nested = {
        "sgdr_schedule": lambda: {"cosine_kwargs": [{"id": "optax.warmup_cosine_decay_schedule", **warm()} for _ in range(whole(1, 3))]},
        "join_schedules": lambda: {"schedules": [of_optax(False) for _ in range(3)], "boundaries": steps(2)},
    }
    kinds = {**kinds, **nested} if alone else kinds
    kind = draw.choice(list(kinds))
    return {"id": f"optax.{kind}", **kinds[kind]()}


def optax_schedule(document):
    kind, arguments = split(document)
    pairs = arguments.get("boundaries_and_scales")
    if pairs is not None:
        arguments["boundaries_and_scales"] = dict(zip(pairs[::2], pairs[1::2]))
    if "schedules" in arguments:
        arguments["schedules"] = [optax_schedule(part) for part in arguments["schedules"]]
    if "cosine_kwargs" in arguments:
        arguments["cosine_kwargs"] = [split(part)[1] for part in arguments["cosine_kwargs"]]
    return getattr(optax, kind)(**arguments)


def optax_rates(document, _):
    schedule = optax_schedule(document)
    return [float(schedule(t)) for t in range(STEPS + 1)], None


for _ in range(count):
    for document, rates_of in [(of_torch(), torch_rates), (of_keras(), keras_rates), (of_optax(), optax_rates)]:
        lr = power(-3, 0)
        rates, metric = rates_of(document, lr)
        print(json.dumps({"schedule": document, "lr": lr, "metric": metric, "rates": rates}))
