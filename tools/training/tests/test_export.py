"""The exported form, and its values in the qonnx executor, on small random networks."""

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")

from stapes_training.export import execute, scales, to_model, weight_scale, write  # noqa: E402
from stapes_training.integer_network import (  # noqa: E402
    IntegerLayer,
    IntegerNetwork,
    quantize_pixels,
    simulate,
)
from stapes_training.weight_sets import WeightSet  # noqa: E402

SEED = 11


def random_network(weights: WeightSet, generator: np.random.Generator) -> IntegerNetwork:
    widths = (256, 12, 8, 6, 10)
    layers = tuple(
        IntegerLayer(
            weights=generator.choice(weights.values, (outputs, inputs)).astype(np.int32),
            biases=generator.integers(-300, 300, outputs, dtype=np.int32),
            shift=int(generator.integers(0, 7)),
        )
        for inputs, outputs in zip(widths[:-1], widths[1:])
    )
    return IntegerNetwork(weights, layers, activation_bits=6)


@pytest.mark.parametrize("weights", WeightSet)
def test_every_quantised_tensor_equals_the_simulation_in_qonnx(weights):
    pytest.importorskip("qonnx")
    generator = np.random.default_rng(SEED)
    network = random_network(weights, generator)
    pixels = generator.integers(0, 256, (64, 256), dtype=np.uint8)
    expected, actual = simulate(network, pixels), execute(network, pixels)
    pairs = zip(expected.activations + expected.sums, actual.activations + actual.sums, strict=True)
    for place, (first, second) in enumerate(pairs):
        assert np.array_equal(first, second), f"tensor {place}, seed {SEED}"


@pytest.mark.parametrize("weights", WeightSet)
def test_all_scales_are_powers_of_two(weights):
    network = random_network(weights, np.random.default_rng(SEED))
    exponents = np.log2([scale for pair in scales(network) for scale in pair])
    assert np.array_equal(exponents, np.rint(exponents))


@pytest.mark.parametrize("weights", WeightSet)
def test_the_file_has_four_dense_layers_and_nothing_but_the_agreed_operators(weights):
    model = to_model(random_network(weights, np.random.default_rng(SEED)), "digits")
    operators = [node.op_type for node in model.graph.node]
    hidden = ["IntQuant", "MatMul", "Add", "Relu", "IntQuant"]
    assert operators == ["IntQuant", *hidden * 3, "IntQuant", "MatMul", "Add"]
    assert {node.domain for node in model.graph.node if node.op_type == "IntQuant"} == {
        "qonnx.custom_op.general"
    }
    assert [dim.dim_value for dim in model.graph.input[0].type.tensor_type.shape.dim] == [1, 256]


def test_the_real_weights_are_exact_multiples_of_their_scale():
    network = random_network(WeightSet.POWER_OF_TWO, np.random.default_rng(SEED))
    stored = {
        constant.name: onnx.numpy_helper.to_array(constant)
        for constant in to_model(network, "digits").graph.initializer
    }
    integers = stored["hidden1_weights_real"] / weight_scale(network.layers[0])
    assert np.array_equal(integers.T, network.layers[0].weights)


def test_two_writes_give_the_same_bytes(tmp_path):
    network = random_network(WeightSet.TERNARY, np.random.default_rng(SEED))
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        write(network, tmp_path / folder / "digits.onnx")
    first, second = (tmp_path / name / "digits.onnx" for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_a_weight_outside_the_set_is_refused():
    layer = IntegerLayer(np.array([[3]]), np.array([0]), shift=0)
    with pytest.raises(ValueError, match="a weight is not in"):
        IntegerNetwork(WeightSet.POWER_OF_TWO, (layer,), activation_bits=8)


def test_packed_rows_are_padded_to_whole_bytes():
    layer = IntegerLayer(np.ones((3, 5), dtype=np.int32), np.zeros(3), shift=0)
    ternary = IntegerNetwork(WeightSet.TERNARY, (layer,), activation_bits=8)
    powers = IntegerNetwork(WeightSet.POWER_OF_TWO, (layer,), activation_bits=8)
    assert (ternary.packed_bytes, powers.packed_bytes) == (6, 9)


def test_equal_sums_go_to_the_lowest_class():
    layer = IntegerLayer(np.zeros((10, 256), dtype=np.int32), np.full(10, 7), shift=0)
    network = IntegerNetwork(WeightSet.TERNARY, (layer,), activation_bits=8)
    assert simulate(network, np.zeros((1, 256), dtype=np.uint8)).classes.tolist() == [0]


def test_full_ink_is_the_largest_input():
    assert quantize_pixels(np.array([0, 255], dtype=np.uint8)).tolist() == [0, 15]
