"""Fits a float network: Adam with weight decay, one cycle of the rate, inputs distorted afresh in every epoch."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as functional
from torch import nn

from .images import Split

Distortion = Callable[[torch.Tensor, torch.Generator], torch.Tensor]
"""Real inputs [count, …] to distorted ones of the same shape."""


@dataclass(frozen=True)
class FloatRecipe:
    epochs: int
    batch: int
    peak_rate: float
    label_smoothing: float
    undistorted_share: float
    weight_decay: float = 1e-2


def inputs_of(split: Split, divisor: int, channel_axis: bool) -> torch.Tensor:
    """The network's real inputs of stored integers: divided, and with an axis for the one channel of images."""
    values = torch.from_numpy(split.images).float() / divisor
    return values.unsqueeze(1) if channel_axis else values


def fit(
    network: nn.Module, values: torch.Tensor, labels: torch.Tensor, recipe: FloatRecipe, distort: Distortion, seed: int
) -> nn.Module:
    """The network after the last epoch, in evaluation mode. `torch.manual_seed(seed)` must precede its construction."""
    generator = torch.Generator().manual_seed(seed)
    steps, kept = len(values) // recipe.batch, round(recipe.batch * recipe.undistorted_share)
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=recipe.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.peak_rate, total_steps=recipe.epochs * steps)
    network.train()
    for epoch in range(recipe.epochs):
        for chosen in torch.randperm(len(values), generator=generator)[: steps * recipe.batch].split(recipe.batch):
            batch = torch.cat([values[chosen[:kept]], distort(values[chosen[kept:]], generator)])
            loss = functional.cross_entropy(network(batch), labels[chosen], label_smoothing=recipe.label_smoothing)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1}/{recipe.epochs}: loss {loss.item():.4f}", flush=True)
    return network.eval()
