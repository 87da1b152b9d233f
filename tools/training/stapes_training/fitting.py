"""Fits a network to the taught images: distillation, Adam, cosine schedule, averaged weights."""

import copy
from dataclasses import dataclass

import torch
import torch.nn.functional as functional

from .distillation import TaughtImages
from .integer_network import accuracy
from .network import Architecture, DigitNetwork
from .price import Kernel, price



@dataclass(frozen=True)
class Recipe:
    """How a network is fitted.

    An epoch is `epoch_images` draws from the taught images. `undistorted_share` of a batch comes
    from the images as they are: a network this small cannot learn every distortion. `sparsity` is
    the weight in the loss of the latents' mean magnitude, and pushes weights to zero. `thrift` is
    the weight of the price that `kernel` puts on an inference, reached from nothing within the
    first `thrift_ramp` of the steps.
    """

    epochs: int
    epoch_images: int = 55_000
    batch: int = 256
    peak_rate: float = 4e-3
    warm_up: float = 0.05
    temperature: float = 2.0
    label_share: float = 0.1
    sparsity: float = 0.0
    undistorted_share: float = 0.3
    averaging: float = 0.998
    thrift: float = 0.0
    thrift_ramp: float = 0.3
    kernel: Kernel = Kernel.LISTS


def _draw(taught: TaughtImages, recipe: Recipe, generator: torch.Generator) -> torch.Tensor:
    """Indices of one batch; the undistorted images come first among the taught ones."""
    plain = round(recipe.batch * recipe.undistorted_share)
    return torch.cat([
        torch.randint(taught.undistorted_count, (plain,), generator=generator),
        torch.randint(len(taught.images), (recipe.batch - plain,), generator=generator),
    ])


def _loss(
    answers: torch.Tensor, labels: torch.Tensor, taught: torch.Tensor, recipe: Recipe
) -> torch.Tensor:
    """Cross entropy to the labels, and divergence from the teacher's softened answers."""
    softened = functional.kl_div(
        functional.log_softmax(answers / recipe.temperature, 1),
        functional.log_softmax(taught / recipe.temperature, 1),
        reduction="batchmean", log_target=True,
    )
    hard = functional.cross_entropy(answers, labels)
    soft = softened * recipe.temperature**2
    return recipe.label_share * hard + (1 - recipe.label_share) * soft


def _magnitude(network: DigitNetwork) -> torch.Tensor:
    """Mean over all weights of the scaled latents' magnitudes, in units of the largest weight."""
    parts = [layer.scaled().abs().sum() / layer.weight_set.largest for layer in network.layers]
    return sum(parts) / sum(layer.latent.numel() for layer in network.layers)


@torch.no_grad()
def _average(averaged: DigitNetwork, network: DigitNetwork, share: float) -> None:
    for kept, current in zip(averaged.parameters(), network.parameters()):
        kept.lerp_(current, 1 - share)


def fit(
    architecture: Architecture, taught: TaughtImages, recipe: Recipe, seed: int,
    held_out: tuple[torch.Tensor, torch.Tensor],
) -> DigitNetwork:
    """The averaged network after the last epoch; `held_out` is only printed."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    network = DigitNetwork(architecture)
    network.calibrate(taught.images[:2_000])
    averaged = copy.deepcopy(network)
    steps = recipe.epochs * (recipe.epoch_images // recipe.batch)
    optimizer = torch.optim.Adam(network.parameters(), betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, recipe.peak_rate, total_steps=steps, pct_start=recipe.warm_up,
        final_div_factor=100, cycle_momentum=False,
    )
    for step in range(steps):
        chosen = _draw(taught, recipe, generator)
        answers, inputs = network.traced(taught.images[chosen])
        loss = _loss(answers, taught.labels[chosen], taught.logits[chosen], recipe)
        if recipe.thrift:
            share = min(1.0, step / (recipe.thrift_ramp * steps))
            loss = loss + recipe.thrift * share * price(network, inputs, recipe.kernel)
        if recipe.sparsity:
            loss = loss + recipe.sparsity * _magnitude(network)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        for layer in network.layers:
            layer.confine()
        _average(averaged, network, recipe.averaging)
        if (step + 1) % (steps // min(10, recipe.epochs)) == 0:
            averaged.settle(taught.images[: taught.undistorted_count])
            _report(step + 1, steps, loss.item(), averaged, held_out)
    return averaged


def _report(
    step: int, steps: int, loss: float, network: DigitNetwork,
    held_out: tuple[torch.Tensor, torch.Tensor],
) -> None:
    exported = network.exported()
    images, labels = (tensor.numpy() for tensor in held_out)
    print(
        f"step {step}/{steps}: loss {loss:.4f}, "
        f"held out {accuracy(exported, images, labels):.4f}, "
        f"nonzero {exported.nonzero_count} of {exported.weight_count}",
        flush=True,
    )
