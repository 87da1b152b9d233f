"""The price of an inference: what it counts, and where its gradient pushes."""

import pytest

torch = pytest.importorskip("torch")

from stapes_training.__main__ import VARIANT_NAMES  # noqa: E402
from stapes_training.network import Architecture, DigitNetwork  # noqa: E402
from stapes_training.price import STORED, UNIT, Kernel, price  # noqa: E402
from stapes_training.quantizers import activity, presence  # noqa: E402
from stapes_training.variants import VARIANTS  # noqa: E402
from stapes_training.weight_sets import WeightSet  # noqa: E402


def network_with(latents: torch.Tensor, weights: WeightSet = WeightSet.TERNARY) -> DigitNetwork:
    """A single layer whose latents, in units of the weight 1, are given: [outputs, inputs]."""
    outputs, inputs = latents.shape
    network = DigitNetwork(Architecture((inputs, outputs), weights, 7, 1.0, 1.25))
    network.layers[0].latent = torch.nn.Parameter(latents.clone())
    return network


LATENTS = torch.tensor([[0.9, 0.2, -0.8], [-0.7, 0.1, 0.3]])
VALUES = torch.tensor([[5.0, 0.0, 0.0], [1.0, 3.0, 0.0]])


def test_lists_cost_the_nonzero_weights_whose_inputs_are_not_zero():
    found = price(network_with(LATENTS), [VALUES], Kernel.LISTS)
    # Odds 1, 1/2, 0; two, no and one nonzero weights.
    expected = 5.5 * 2 + 6 * 1.5 + STORED * 3
    assert found.item() * UNIT == pytest.approx(expected)


def test_columns_cost_every_output_of_an_input_that_is_not_zero():
    ternary = price(network_with(LATENTS), [VALUES], Kernel.COLUMNS)
    assert ternary.item() * UNIT == pytest.approx(1.5 * 3.5 * 2)
    power = price(network_with(LATENTS, WeightSet.POWER_OF_TWO), [VALUES], Kernel.COLUMNS)
    assert power.item() * UNIT == pytest.approx(1.5 * (5.9 * 2 + 64))


def test_the_price_of_lists_pushes_weights_of_busy_inputs_to_zero_hardest():
    network = network_with(LATENTS)
    price(network, [VALUES], Kernel.LISTS).backward()
    gradient = network.layers[0].latent.grad
    assert torch.equal(gradient.sign(), LATENTS.sign())
    assert gradient[0, 0].abs() > gradient[0, 1].abs() > gradient[0, 2].abs() > 0


def test_small_activations_are_pushed_to_zero_and_large_ones_left_alone():
    values = torch.tensor([[4.0, 40.0, 0.0]], requires_grad=True)
    activity(values, 16.0).sum().backward()
    assert values.grad[0, 0] > 0
    assert values.grad[0, 1] == 0


def test_presence_counts_the_nonzero_weights():
    weights = torch.tensor([1.0, 0.0, -1.0])
    assert presence(torch.tensor([0.6, 0.4, -2.0]), weights).tolist() == pytest.approx([1, 0, 1])


def test_the_command_line_names_every_variant():
    assert set(VARIANT_NAMES) == set(VARIANTS)
