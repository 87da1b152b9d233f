"""The trainable network: its exported integers do what its own forward pass does."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stapes_training.distillation import TaughtImages  # noqa: E402
from stapes_training.fitting import Recipe, fit  # noqa: E402
from stapes_training.integer_network import simulate  # noqa: E402
from stapes_training.network import Architecture, DigitNetwork  # noqa: E402
from stapes_training.weight_sets import WeightSet  # noqa: E402


def architecture(weights: WeightSet) -> Architecture:
    limit = 1.25 if weights is WeightSet.TERNARY else None
    return Architecture((256, 16, 16, 12, 10), weights, 7, weights.largest**0.6, limit)


def random_images(count: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(21)
    return torch.randint(0, 256, (count, 256), generator=generator, dtype=torch.uint8)


@pytest.mark.parametrize("weights", WeightSet)
def test_a_settled_network_computes_what_its_integers_say(weights):
    torch.manual_seed(2)
    images = random_images(300)
    network = DigitNetwork(architecture(weights))
    network.calibrate(images)
    network.settle(images)
    sums = network(images) / network.log_temperature.exp()
    expected = simulate(network.exported(), images.numpy()).sums[-1]
    assert np.array_equal(sums.detach().round().numpy(), expected)


@pytest.mark.parametrize("weights", WeightSet)
def test_fitting_learns_a_separable_task_and_repeats_bit_for_bit(weights):
    labels = torch.arange(10).repeat(40)
    images = torch.zeros(400, 256, dtype=torch.uint8)
    images[torch.arange(400), labels * 20] = 255
    images[torch.arange(400), labels * 20 + 1] = 200
    logits = 8.0 * torch.nn.functional.one_hot(labels, 10)
    taught = TaughtImages(images, labels, logits, 400, 1.0)
    recipe = Recipe(epochs=2, epoch_images=6_400, batch=64, peak_rate=0.02, averaging=0.9)
    networks = [
        fit(architecture(weights), taught, recipe, 5, (images, labels)).exported()
        for _ in range(2)
    ]
    classes = simulate(networks[0], images.numpy()).classes
    assert (classes == labels.numpy()).mean() > 0.95
    for first, second in zip(networks[0].layers, networks[1].layers, strict=True):
        assert np.array_equal(first.weights, second.weights)
        assert np.array_equal(first.biases, second.biases)
