"""The methods behind the small checks, where their meaning is known without fitting anything."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stapes_methods import codebooks, kernels, rounding, tables  # noqa: E402
from stapes_methods.digits import Digits  # noqa: E402
from stapes_methods.levels import RELU6, TANH, discretised, level_values, rounded  # noqa: E402
from stapes_methods.perceptron import Codebook, Mode, Perceptron, fit  # noqa: E402
from stapes_methods.table import Row  # noqa: E402

SEED = 11
torch.set_num_threads(1)


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(SEED)


def separable(count: int = 200) -> Digits:
    """Ten noisy patterns, in place of the digits."""
    patterns = torch.rand(10, 64, generator=generator())
    labels = torch.arange(count) % 10
    values = (patterns[labels] + 0.1 * torch.rand(count, 64, generator=generator())).clamp(0, 1)
    return Digits(values, labels, values, labels)


@pytest.mark.parametrize("curve", [TANH, RELU6], ids=lambda curve: curve.name)
@pytest.mark.parametrize("levels", [2, 5, 32])
def test_levels_are_the_nearest_and_the_gradient_is_the_curve_s(curve, levels):
    x = torch.linspace(-7, 7, 401, dtype=torch.float64, requires_grad=True)
    y = discretised(curve, levels)(x)
    exact = curve.function(x.detach())
    assert len(torch.unique(rounded(exact, curve, levels))) <= levels
    distances = np.abs(exact.numpy()[:, None] - level_values(curve, levels))
    assert np.abs(y.detach().numpy() - exact.numpy()) == pytest.approx(distances.min(1), abs=1e-12)
    y.sum().backward()
    expected = 1 - exact**2 if curve is TANH else ((x > 0) & (x < 6)).double()
    assert torch.allclose(x.grad, expected.detach())


def test_clusters_are_a_fixed_point_and_beat_even_spacing():
    values = np.random.default_rng(SEED).laplace(size=2_000)
    centres = codebooks.clusters(values, 9)
    assert np.allclose(codebooks.updated(values, centres), centres, atol=1e-2)

    def error(points):
        return float(np.mean((values - points[codebooks.nearest(values, points)]) ** 2))

    assert error(centres) < 0.6 * error(np.linspace(values.min(), values.max(), 9))


def test_laplacian_centres_obey_the_recursion_and_lose_load_linearly():
    values, count = np.random.default_rng(SEED).laplace(size=400_000), 101
    centres = codebooks.laplacian(values, count)
    places = [0.0]
    for _ in range(count // 2):
        places.append(places[-1] - np.log(1 - 2 * np.exp(places[-1]) / count))
    scale = 2 * np.abs(values - values.mean()).mean()
    assert np.allclose((centres[count // 2 :] - values.mean()) / scale, places, atol=1e-9)
    loads = np.bincount(codebooks.nearest(values, centres), minlength=count)[count // 2 :]
    assert loads[25] / loads[0] == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("mode", [Mode.AFTERWARDS, Mode.HARD, Mode.LATENT])
def test_every_weight_ends_in_the_codebook(mode):
    data = separable()
    network = fit(Perceptron((64, 8, 8, 10), discretised(TANH, 8), SEED), data, Codebook(mode, 5, 20), SEED, steps=60)
    assert len(np.unique(network.flat().astype(np.float32))) <= 5


def test_fine_tables_are_the_float_network_and_coarse_ones_are_not():
    data = separable()
    network = fit(Perceptron((64, 16, 16, 10), discretised(TANH, 32), SEED), data, Codebook(), SEED, steps=200)
    inputs = data.x.numpy().astype(np.float64)
    reference = tables.in_float(network, inputs, 32)
    found = {bits: tables.mismatch(tables.by_thresholds(network, inputs, 32, bits), reference) for bits in (24, 12, 6)}
    assert found[24] < 0.05 and found[24] <= found[12] < found[6]
    assert tables.mismatch(tables.by_bins(network, inputs, 32, 12, 64), reference) > found[12]
    with torch.inference_mode():
        assert np.array_equal(reference.classes, network.forward(data.x).argmax(1).numpy())


def test_grids_hold_zero_and_reach_both_ends():
    values = torch.randn(50, 7, generator=generator())
    grid = rounding.spanning(values, 3)
    found = grid(values)
    assert len(torch.unique(found.round(decimals=5))) <= 8
    assert grid(torch.zeros(1)).abs().item() < 1e-7
    assert (found - values).abs().max() <= grid.step
    assert torch.allclose(rounding.spanning(values, 16)(values), values, atol=1e-4)


def test_optimised_rounding_is_nearer_than_nearest(monkeypatch):
    monkeypatch.setattr(rounding, "ITERATIONS", 300)
    data = separable()
    network = Perceptron((64, 16, 10), torch.relu, SEED)
    exact = network.forward(data.x).detach()
    errors = [(rounding.logits(rounding.calibrated(network, data.x[:64], (2, 2), optimised, SEED), data.x) - exact).square().mean()
              for optimised in (False, True)]
    assert errors[1] < 0.7 * errors[0]


def test_rank_correlation_knows_order_alone():
    values = torch.arange(10.0)
    assert rounding.rank_correlation(values, values.exp()) == pytest.approx(1)
    assert rounding.rank_correlation(values, -values) == pytest.approx(-1)


def test_kernels_become_members_by_stages():
    torch.manual_seed(SEED)
    network = kernels.SmallNetwork()
    found = kernels.shared(network, 4, SEED)
    for each, share in ((each, share) for each in found for share in kernels.SHARES):
        each.freeze(share)
        assert each.frozen.float().mean().item() == pytest.approx(share, abs=0.01)
    for each in found:
        rows = each.weights(None).detach().reshape(-1, 9)
        assert len(torch.unique(rows, dim=0)) <= 4
        distances = torch.cdist(each.layer.weight.detach().reshape(-1, 9), each.codebook.detach())
        assert torch.equal(each.chosen, distances.argmin(1))


@pytest.mark.parametrize(("count", "bits"), [(64, 1.17), (32, 0.81), (16, 0.57)])
def test_bits_per_weight_are_those_of_the_known_figures(count, bits):
    torch.manual_seed(SEED)
    assert kernels.bits_per_weight(kernels.shared(kernels.SmallNetwork(), count, SEED)) == pytest.approx(bits, abs=0.01)


def test_rows_tell_noise_from_difference():
    assert Row("", [97.0, 97.2], 97.6).agrees
    assert not Row("", [95.0, 95.2], 97.6).agrees
    assert Row("", [90.0, 95.0], 97.6).agrees, "two seeds that far apart say little"
    assert Row("", [95.0], None).agrees is None
