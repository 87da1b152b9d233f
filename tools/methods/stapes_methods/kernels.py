"""Codebooks of whole 3 x 3 kernels in a small convolutional network."""

from dataclasses import dataclass

import torch
import torch.nn.functional as functional
from torch import nn

from .digits import Digits

BATCH = 64
STEPS = 2_000
RATE = 3e-3
STAGE_STEPS = 300
STAGE_RATE = 1e-3
SHARES = (0.5, 0.75, 0.875, 1.0)
"""Part of a layer's kernels that are members of the codebook after each stage."""

CODEBOOK_BITS = 6
LLOYD_STEPS = 30


class SmallNetwork(nn.Module):
    """Convolutions of 16, 32 and 32 channels and a dense layer: pixels [count, 64] to ten logits."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, 16, 3, padding=1)
        self.second = nn.Conv2d(16, 32, 3, padding=1)
        self.third = nn.Conv2d(32, 32, 3, padding=1)
        self.dense = nn.Linear(32 * 2 * 2, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x.reshape(-1, 1, 8, 8)).relu()
        x = functional.max_pool2d(self.second(x).relu(), 2)
        return self.dense(functional.max_pool2d(self.third(x).relu(), 2).flatten(1))

    def shared(self) -> list[nn.Conv2d]:
        """The layers whose kernels come from codebooks."""
        return [self.second, self.third]


def clusters(rows: torch.Tensor, count: int, seed: int) -> torch.Tensor:
    """k-means of rows [n, 9], started at random rows; an empty cluster starts again at the worst row."""
    generator = torch.Generator().manual_seed(seed)
    centres = rows[torch.randperm(len(rows), generator=generator)[:count]].clone()
    for _ in range(LLOYD_STEPS):
        distances = torch.cdist(rows, centres)
        least, chosen = distances.min(1)
        for place in range(count):
            members = rows[chosen == place]
            centres[place] = members.mean(0) if len(members) else rows[least.argmax()]
    return centres


@dataclass
class SharedKernels:
    """One layer's codebook [count, 9]; the kernels in `frozen` are members of it, the others are free."""

    layer: nn.Conv2d
    codebook: torch.Tensor
    chosen: torch.Tensor
    frozen: torch.Tensor

    def freeze(self, share: float) -> None:
        """Adds the free kernels nearest to their centres until `share` of all are members."""
        rows = self.layer.weight.detach().reshape(-1, 9)
        least, nearest = torch.cdist(rows, self.codebook.detach()).min(1)
        least = torch.where(self.frozen, -1.0, least)
        members = least.argsort()[: round(share * len(rows))]
        fresh = torch.zeros_like(self.frozen)
        fresh[members] = True
        self.chosen = torch.where(self.frozen, self.chosen, nearest)
        self.frozen = self.frozen | fresh

    def weights(self, bits: int | None) -> torch.Tensor:
        """[outputs, inputs, 3, 3]; gradients reach the codebook where frozen and the free kernels elsewhere."""
        members = (self.codebook if bits is None else uniform(self.codebook, bits))[self.chosen]
        rows = torch.where(self.frozen[:, None], members, self.layer.weight.reshape(-1, 9))
        return rows.reshape(self.layer.weight.shape)


def uniform(values: torch.Tensor, bits: int) -> torch.Tensor:
    """Rounded to signed steps of the largest magnitude; the gradient passes."""
    step = values.detach().abs().max() / (2 ** (bits - 1) - 1)
    return values + (torch.round(values / step) * step - values).detach()


def _fit(parameters, forward, data: Digits, steps: int, rate: float, seed: int) -> None:
    optimizer = torch.optim.Adam(parameters, rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    generator = torch.Generator().manual_seed(seed)
    for _ in range(steps):
        chosen = torch.randint(len(data.x), (BATCH,), generator=generator)
        optimizer.zero_grad()
        functional.cross_entropy(forward(data.x[chosen]), data.y[chosen]).backward()
        optimizer.step()
        schedule.step()


def fitted(data: Digits, seed: int, steps: int = STEPS) -> SmallNetwork:
    torch.manual_seed(seed)
    network = SmallNetwork()
    _fit(network.parameters(), network, data, steps, RATE, seed)
    return network


def _forward(network: SmallNetwork, kernels: list[SharedKernels], bits: int | None):
    names = ("second.weight", "third.weight")

    def apply(x: torch.Tensor) -> torch.Tensor:
        return torch.func.functional_call(network, {name: each.weights(bits) for name, each in zip(names, kernels)}, (x,))

    return apply


def shared(network: SmallNetwork, count: int, seed: int) -> list[SharedKernels]:
    """Codebooks of `count` kernels per layer, no kernel frozen yet."""
    found = []
    for layer in network.shared():
        rows = layer.weight.detach().reshape(-1, 9)
        codebook = clusters(rows, count, seed).requires_grad_()
        found.append(SharedKernels(layer, codebook, torch.zeros(len(rows), dtype=torch.long),
                                   torch.zeros(len(rows), dtype=torch.bool)))
    return found


def answers(network: SmallNetwork, kernels: list[SharedKernels], x: torch.Tensor, bits: int | None) -> torch.Tensor:
    with torch.no_grad():
        return _forward(network, kernels, bits)(x)


def tune(network: SmallNetwork, kernels: list[SharedKernels], data: Digits, seed: int, steps: int = STAGE_STEPS) -> None:
    """Freezes kernels by stages; between them the codebooks, the free kernels and the other layers are fitted."""
    parameters = [*network.parameters(), *(each.codebook for each in kernels)]
    for stage, share in enumerate(SHARES):
        for each in kernels:
            each.freeze(share)
        _fit(parameters, _forward(network, kernels, None), data, steps, STAGE_RATE, seed + stage)
    _fit(parameters, _forward(network, kernels, CODEBOOK_BITS), data, steps, STAGE_RATE, seed + len(SHARES))


def bits_per_weight(kernels: list[SharedKernels]) -> float:
    """Indices and codebooks, over the weights of the layers that have them."""
    weights = sum(each.layer.weight.numel() for each in kernels)
    indices = sum(len(each.chosen) * (len(each.codebook) - 1).bit_length() for each in kernels)
    return (indices + sum(each.codebook.numel() * CODEBOOK_BITS for each in kernels)) / weights
