"""Layer-wise calibration against rounding to nearest (section 4), and kernel codebooks (section 8)."""

from itertools import product
from statistics import mean

import torch
import torch.nn.functional as functional

from . import kernels
from .digits import Digits, percent_right
from .perceptron import Codebook, Perceptron, fit
from .rounding import calibrated, logits, rank_correlation
from .table import NOISE, Claim, Row, Section

WIDTHS = (64, 48, 48, 10)
VECTORS = 64
KNOWN = {(4, False): 97.4, (4, True): 97.3, (3, False): 92.9, (3, True): 95.7, (2, False): 67.4, (2, True): 90.8}
OPTIONS = (8, 4, 3, 2)
RATE = 3e-3
"""Of the float networks: at higher ones a few large weights stretch the ranges, and nearest rounding is worse still."""

NEAREST_SLACK = 15
"""Points of accuracy at 2 bits to nearest, where one outlying weight decides."""


def _vectors(data: Digits, count: int, seed: int) -> torch.Tensor:
    """`count` training inputs without their labels."""
    return data.x[torch.randperm(len(data.x), generator=torch.Generator().manual_seed(seed))[:count]]


def _networks(data: Digits, seeds: range) -> list[Perceptron]:
    return [fit(Perceptron(WIDTHS, torch.relu, seed), data, Codebook(), seed, rate=RATE) for seed in seeds]


def _accuracy(data: Digits, network: Perceptron, seed: int, bits: int, optimised: bool, count: int = VECTORS) -> float:
    layers = calibrated(network, _vectors(data, count, seed), (bits,) * 3, optimised, seed)
    return percent_right(logits(layers, data.test_x), data.test_y)


def rounding(data: Digits, seeds: range) -> Section:
    networks = _networks(data, seeds)
    rows = [Row("float", [percent_right(each.forward(data.test_x), data.test_y) for each in networks], 97.5)]
    means = {}
    for (bits, optimised), known in KNOWN.items():
        found = [_accuracy(data, each, seed, bits, optimised) for seed, each in zip(seeds, networks)]
        slack = NEAREST_SLACK if (bits, optimised) == (2, False) else NOISE
        rows.append(Row(f"{bits} bits, {'optimised' if optimised else 'nearest'}", found, known, slack))
        means[bits, optimised] = mean(found)
    few = [_accuracy(data, each, seed, 2, True, 8) for seed, each in zip(seeds, networks)]
    rows.append(Row("2 bits, optimised on 8 vectors", few, 87.4))
    correlations = [additivity(data, each, seed) for seed, each in zip(seeds, networks)]
    rows.append(Row("rank correlation of predicted and true loss, 64 allocations", correlations, 0.97, 0.03))
    claims = [Claim(f"{bits} bits: optimised beats nearest by {gain} points or more", means[bits, True] >= means[bits, False] + gain)
              for bits, gain in ((3, 1), (2, 10))]
    claims.append(Claim("2 bits: eight vectors are better than none", mean(few) > means[2, False]))
    return Section("Rounding by optimisation, 64 unlabelled vectors, weights and activations of the same bits, one range per tensor (4)", rows, claims)


def additivity(data: Digits, network: Perceptron, seed: int) -> float:
    """Losses added layer by layer from the 8-bit network against the loss of every allocation."""
    x = _vectors(data, VECTORS, seed)
    expected = functional.log_softmax(network.forward(data.x).detach(), 1)
    losses = {bits: _loss(logits(calibrated(network, x, bits, False, seed), data.x), expected)
              for bits in product(OPTIONS, repeat=len(WIDTHS) - 1)}
    base = losses[(8, 8, 8)]
    alone = [{option: losses[tuple(option if place == layer else 8 for place in range(3))] - base for option in OPTIONS}
             for layer in range(3)]
    predicted = [base + sum(each[option] for each, option in zip(alone, bits)) for bits in losses]
    return rank_correlation(torch.tensor(predicted), torch.tensor(list(losses.values())))


def _loss(found: torch.Tensor, expected: torch.Tensor) -> float:
    """Divergence from the float network's classes, in float64 so that no two allocations tie."""
    return functional.kl_div(functional.log_softmax(found.double(), 1), expected.double(), reduction="batchmean", log_target=True).item()


def kernel_codebooks(data: Digits, seeds: range) -> Section:
    known = {64: (97.9, 94.4), 32: (97.4, 81.1), 16: (95.7, 64.4), 8: (94.8, 58.6)}
    networks = [kernels.fitted(data, seed) for seed in seeds]
    with torch.no_grad():
        exact = [percent_right(each(data.test_x), data.test_y) for each in networks]
    once, tuned, steps = {}, {}, {}
    rows = [Row("float", exact, 97.6)]
    for count, (known_tuned, known_once) in known.items():
        runs = [_kernel_run(data, seed, count) for seed in seeds]
        once[count], tuned[count], steps[count] = ([run[place] for run in runs] for place in range(3))
        rows.append(Row(f"{count} kernels, {runs[0][3]:.2f} bits a weight, fitted", tuned[count], known_tuned))
        rows.append(Row(f"{count} kernels, at once", once[count], known_once, 5))
    cost = max(mean(values) for values in steps.values())
    claims = [Claim("64 kernels, fitted, are within a point of float", mean(exact) - mean(tuned[64]) < 1),
              Claim("fitting beats clustering at once at every size", all(mean(tuned[count]) > mean(once[count]) for count in known)),
              Claim("fewer kernels at once are worse", mean(once[64]) > mean(once[32]) > mean(once[16])),
              Claim(f"codebooks of 6 bits cost at most half a point (found {cost:.2f}, known 0.2)", cost <= 0.5)]
    return Section("Codebooks of 3 x 3 kernels (8)", rows, claims)


def _kernel_run(data: Digits, seed: int, count: int) -> tuple[float, float, float, float]:
    """Accuracy at once, after fitting, the points that 6 bits cost a fitted codebook at once, and bits per weight."""
    network = kernels.fitted(data, seed)
    found = kernels.shared(network, count, seed)

    def accuracy(bits: int | None) -> float:
        return percent_right(kernels.answers(network, found, data.test_x, bits), data.test_y)

    for each in found:
        each.freeze(1.0)
    at_once = accuracy(None)
    for each in found:
        each.frozen[:] = False
    kernels.tune(network, found, data, seed)
    return at_once, accuracy(kernels.CODEBOOK_BITS), accuracy(None) - accuracy(kernels.CODEBOOK_BITS), kernels.bits_per_weight(found)
