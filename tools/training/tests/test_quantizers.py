"""The quantisers: nearest members, roundings, gradients, and agreement with Brevitas."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stapes_training.integer_network import quantize_pixels  # noqa: E402
from stapes_training.quantizers import (  # noqa: E402
    activation,
    nearest_weight,
    quantized_input,
    rounded,
)
from stapes_training.weight_sets import WeightSet  # noqa: E402


@pytest.mark.parametrize("weights", WeightSet)
def test_the_values_fit_the_packed_code(weights):
    assert len(weights.values) <= 2**weights.code_bits
    assert weights.values == sorted({-value for value in weights.values})


@pytest.mark.parametrize("weights", WeightSet)
def test_every_value_is_its_own_nearest(weights):
    values = torch.tensor(weights.values, dtype=torch.float32)
    assert torch.equal(nearest_weight(values, weights), values)


@pytest.mark.parametrize("weights", WeightSet)
def test_the_nearest_weight_minimises_the_distance(weights):
    latent = torch.linspace(-80, 80, 32_001)
    values = torch.tensor(weights.values, dtype=torch.float32)
    smallest = (latent[:, None] - values).abs().min(dim=1).values
    assert torch.allclose((nearest_weight(latent, weights) - latent).abs(), smallest)


def test_a_tie_between_weights_goes_to_the_smaller_magnitude():
    latent = torch.tensor([0.5, -0.5, 1.5, 3.0, -6.0, 12.0, 24.0, 48.0])
    expected = torch.tensor([0.0, 0.0, 1.0, 2.0, -4.0, 8.0, 16.0, 32.0])
    assert torch.equal(nearest_weight(latent, WeightSet.POWER_OF_TWO), expected)


def test_the_gradient_passes_straight_through_the_weights():
    latent = torch.tensor([0.2, -3.3, 70.0], requires_grad=True)
    nearest_weight(latent, WeightSet.POWER_OF_TWO).sum().backward()
    assert torch.equal(latent.grad, torch.ones(3))


def test_activations_round_down_and_saturate():
    sums = torch.tensor([-5.0, -1.0, 0.0, 3.0, 4.0, 7.0, 1019.0, 1024.0, 9999.0])
    expected = torch.tensor([0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 254.0, 255.0, 255.0])
    assert torch.equal(activation(sums, shift=2, bits=8), expected)


def test_the_gradient_of_an_activation_stops_where_it_saturates():
    sums = torch.tensor([-8.0, 10.0, 9999.0], requires_grad=True)
    activation(sums, shift=2, bits=8).sum().backward()
    assert torch.equal(sums.grad, torch.tensor([0.0, 0.25, 0.0]))


def test_integers_round_half_to_even():
    values = torch.tensor([0.5, 1.5, -0.5, -2.5, 2.4])
    assert torch.equal(rounded(values), torch.tensor([0.0, 2.0, -0.0, -2.0, 2.0]))


def test_shifted_pixels_equal_the_file_s_float_quantiser_for_every_pixel():
    pixels = np.arange(256, dtype=np.uint8)
    image = pixels.astype(np.float32) / np.float32(255)
    from_file = np.round(np.minimum(image / np.float32(2.0**-4), np.float32(15)))
    assert np.array_equal(quantize_pixels(pixels), from_file)
    assert np.array_equal(quantized_input(torch.from_numpy(pixels)).numpy(), from_file)


def test_ternary_weights_and_activations_equal_those_of_brevitas():
    pytest.importorskip("brevitas")
    from brevitas.core.function_wrapper import FloorSte, Identity, RoundSte, TensorClamp
    from brevitas.core.quant import IntQuant

    one, zero = torch.tensor(1.0), torch.tensor(0.0)
    latent = torch.randn(5_000, generator=torch.Generator().manual_seed(5))
    ternary = IntQuant(
        signed=True, narrow_range=True, float_to_int_impl=RoundSte(),
        tensor_clamp_impl=TensorClamp(), input_view_impl=Identity(),
    )
    expected = ternary(one, zero, torch.tensor(2.0), latent)
    assert torch.equal(nearest_weight(latent, WeightSet.TERNARY), expected)

    unsigned = IntQuant(
        signed=False, narrow_range=False, float_to_int_impl=FloorSte(),
        tensor_clamp_impl=TensorClamp(), input_view_impl=Identity(),
    )
    sums = (latent * 300).round()
    expected = unsigned(torch.tensor(8.0), zero, torch.tensor(6.0), sums) / 8
    assert torch.equal(activation(sums, shift=3, bits=6), expected)
