"""The int8 network: its file in TensorFlow Lite Micro means what the float network means."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("ai_edge_litert")
pytest.importorskip("tflite_micro")

from stapes_training.images import as_int8  # noqa: E402
from stapes_training.int8_export import micro_scores, quantized, tflite_bytes  # noqa: E402
from stapes_training.int8_network import FoldedConvolution, SmallNetwork  # noqa: E402

SEED = 5


def images(count: int) -> np.ndarray:
    return np.random.default_rng(SEED).integers(0, 256, (count, 256), dtype=np.uint8)


def test_scores_are_near_the_float_network_s():
    torch.manual_seed(SEED)
    network, pixels = SmallNetwork().eval(), images(64)
    network.dense.weight.data *= 20
    model = tflite_bytes(network, torch.from_numpy(pixels))
    with torch.inference_mode():
        expected = torch.softmax(network(torch.from_numpy(pixels)), 1).numpy()
    found = (micro_scores(model, as_int8(pixels)).astype(float) + 128) / 256
    assert np.abs(found - expected).max() < 0.1
    assert expected.max(1).min() < 0.9, "saturated scores would compare nothing"


def test_the_file_is_the_same_every_time():
    torch.manual_seed(SEED)
    network, pixels = SmallNetwork().eval(), torch.from_numpy(images(8))
    assert tflite_bytes(network, pixels) == tflite_bytes(network, pixels)


def test_weights_span_each_channel():
    weights = np.array([[0.5, -1.0], [0.01, 0.02]])
    integers, scales = quantized(weights, 0)
    assert np.abs(integers).max(axis=1).tolist() == [127, 127]
    assert np.abs(integers * scales[:, None] - weights).max() <= scales.max() / 2


@pytest.mark.parametrize(("side", "stride", "length"), [(3, 2, 8), (3, 1, 16), (1, 1, 16)])
def test_padding_is_that_of_same(side, stride, length):
    layer = FoldedConvolution(1, 2, side, stride).eval()
    assert layer(torch.zeros(1, 1, 16, 16)).shape == (1, 2, length, length)
