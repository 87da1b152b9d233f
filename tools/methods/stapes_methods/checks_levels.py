"""Activations of few levels and codebooks of few weights (sections 1.4, 1.6 and 1.7 of the methods)."""

from statistics import mean

import numpy as np

from . import tables
from .digits import Digits, percent_right
from .levels import RELU6, TANH, Curve, discretised
from .perceptron import Codebook, Mode, Perceptron, fit
from .table import Claim, Row, Section

WIDTHS = (64, 32, 32, 10)
LEVELS = 32
MISMATCH_SLACK = 1.5
"""Percentage points of differing levels; they depend on the network, not only on the method."""


def network(data: Digits, curve: Curve, levels: int | None, codebook: Codebook, seed: int) -> Perceptron:
    return fit(Perceptron(WIDTHS, discretised(curve, levels), seed), data, codebook, seed)


def accuracies(data: Digits, seeds: range, curve: Curve, levels: int | None, codebook: Codebook) -> list[float]:
    found = (network(data, curve, levels, codebook, seed) for seed in seeds)
    return [percent_right(each.forward(data.test_x), data.test_y) for each in found]


def exactness(data: Digits, seeds: range) -> Section:
    """Section 1.4: what share of the second hidden layer's levels differ, 32 levels and 101 weights."""
    networks = [network(data, TANH, LEVELS, Codebook(Mode.HARD, 101), seed) for seed in seeds]
    inputs = data.test_x.numpy().astype(np.float64)
    references = [tables.in_float(each, inputs, LEVELS) for each in networks]
    rows, agreements, means = [], [], {}
    kinds = [(f"thresholds, s = {bits}", known, lambda each, bits=bits: tables.by_thresholds(each, inputs, LEVELS, bits))
             for bits, known in ((12, 0.67), (10, 2.6), (8, 7.4))]
    kinds += [(f"shift and table of {bins} bins, s = 12", known,
               lambda each, bins=bins: tables.by_bins(each, inputs, LEVELS, 12, bins))
              for bins, known in ((64, 11.9), (128, 7.9), (256, 4.4), (512, 2.5))]
    for name, known, run in kinds:
        runs = [run(each) for each in networks]
        rows.append(Row(f"{name}: % of levels", list(map(tables.mismatch, runs, references)), known, MISMATCH_SLACK))
        agreements += map(tables.agreement, runs, references)
        means[name] = mean(rows[-1].found)
    rows.append(Row("least agreement of classes, %", [min(agreements)], 99.4, MISMATCH_SLACK))
    least_bins = min(value for name, value in means.items() if "bins" in name)
    claims = [Claim("thresholds beat every table of bins at s = 12", means["thresholds, s = 12"] < least_bins),
              Claim("classes agree in at least 99 % everywhere, so accuracy shows nothing", min(agreements) >= 99)]
    return Section("Tables against thresholds (1.4)", rows, claims)


def few_levels(data: Digits, seeds: range) -> Section:
    """Sections 1.6 and 1.7: the number of levels of tanhD and ReLU6D."""
    exact = accuracies(data, seeds, TANH, None, Codebook())
    rows, means = [Row("tanh in float", exact, 97.8)], {}
    known = {(TANH, 2): 97.0, (TANH, 4): 97.5, (TANH, 8): 97.6, (TANH, 16): 97.9, (TANH, 32): 97.8,
             (RELU6, 2): 93.9, (RELU6, 4): 96.5, (RELU6, 8): 97.6}
    for (curve, levels), value in known.items():
        found = accuracies(data, seeds, curve, levels, Codebook())
        rows.append(Row(f"{curve.name}, {levels} levels", found, value))
        means[curve, levels] = mean(found)
    claims = [Claim("two levels cost ReLU6D more than tanhD", means[RELU6, 2] < means[TANH, 2]),
              Claim("eight levels of tanhD are within a point of float", mean(exact) - means[TANH, 8] < 1)]
    return Section("Number of levels (1.6, 1.7)", rows, claims)


def few_weights(data: Digits, seeds: range) -> Section:
    """Section 1.6: replacement every period, clusters after training, latent weights."""
    cases = {
        (Mode.HARD, 3, 100): 89.4, (Mode.AFTERWARDS, 3, 100): 94.0, (Mode.LATENT, 3, 100): 97.6,
        (Mode.HARD, 5, 100): 94.6, (Mode.HARD, 5, 500): 96.0, (Mode.HARD, 5, 1500): 96.2,
        (Mode.AFTERWARDS, 5, 100): 96.1, (Mode.LATENT, 5, 100): 97.8,
        (Mode.HARD, 17, 100): None, (Mode.LATENT, 17, 100): None, (Mode.HARD, 101, 100): 97.7,
    }
    rows, means = [], {}
    for (mode, count, period), known in cases.items():
        found = accuracies(data, seeds, TANH, LEVELS, Codebook(mode, count, period))
        often = f" {period} steps" if mode is Mode.HARD else ""
        rows.append(Row(f"{count} weights, {mode.value}{often}", found, known))
        means[mode, count, period] = mean(found)
    found = accuracies(data, seeds, TANH, LEVELS, Codebook(Mode.AFTERWARDS, 5, laplacian=True))
    rows.append(Row("5 weights of the Laplacian model, after training", found, 89.8, 5.6))
    hard, after, latent = (means[mode, 3, 100] for mode in (Mode.HARD, Mode.AFTERWARDS, Mode.LATENT))
    claims = [Claim("three weights: latent ones beat both others by two points", latent > max(hard, after) + 2),
              Claim("five weights: longer periods help replacement", means[Mode.HARD, 5, 1500] > means[Mode.HARD, 5, 100]),
              Claim("five weights: clusters beat the Laplacian model", means[Mode.AFTERWARDS, 5, 100] > mean(found)),
              Claim("17 weights lose less than a point to 101", means[Mode.HARD, 101, 100] - means[Mode.HARD, 17, 100] < 1)]
    return Section("Few weights, tanhD of 32 levels (1.6)", rows, claims)
