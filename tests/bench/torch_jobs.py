"""What PyTorch takes for the benchmark's jobs, eager, on one thread: a line of JSON with nanoseconds. Fails where there is no PyTorch."""

import json
import math
import time

import torch

torch.set_num_threads(1)


def best(work, rounds):
    """The shortest of some rounds, in nanoseconds."""
    shortest = math.inf
    for _ in range(rounds):
        began = time.perf_counter_ns()
        work()
        shortest = min(shortest, time.perf_counter_ns() - began)
    return shortest


def adam(n):
    """Nanoseconds per parameter of one fused update for given gradients."""
    p = torch.ones(n, requires_grad=True)
    p.grad = torch.full_like(p, 0.01)
    optimizer = torch.optim.Adam([p], lr=0.001, fused=True)
    return best(optimizer.step, 60) / n


def epoch(n, batch):
    """Nanoseconds per epoch of a network of 2-8-8-1 tanh units on two moons in batches, with SGD."""
    torch.manual_seed(1)
    angle = math.pi * torch.arange(n // 2) / (n // 2)
    upper = torch.stack([angle.cos(), angle.sin()], 1)
    lower = torch.stack([1 - angle.cos(), 0.5 - angle.sin()], 1)
    x = torch.cat([upper, lower])
    y = torch.cat([torch.zeros(n // 2, 1), torch.ones(n // 2, 1)])
    layers = [torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1)]
    model = torch.nn.Sequential(*layers)
    loss = torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

    def once():
        for some in torch.randperm(n).split(batch):
            optimizer.zero_grad()
            loss(model(x[some]), y[some]).backward()
            optimizer.step()

    return best(once, 20)


print(json.dumps({"version": torch.__version__, "adam": adam(1_000_000), "epoch": {str(b): epoch(250, b) for b in (10, 32)}}))
