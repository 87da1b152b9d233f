"""Resampling, the drawn digit, and the pixels that both ends must agree on."""

import json
from pathlib import Path

import numpy as np
import pytest
from stapes_training.card import digest
from stapes_training.drawing import DIGIT, draw, read_picture, write_picture
from stapes_training.images import CROPPED_SIDE, SIDE, area_weights, resample

EXAMPLES = Path(__file__).parents[3] / "examples" / "digits"


def test_area_weights_share_every_cropped_pixel_out_fully():
    weights = area_weights()
    assert weights.shape == (SIDE, CROPPED_SIDE)
    assert (weights.sum(axis=1) == 3).all()
    assert (weights.sum(axis=0) == 2).all()


def test_resampling_keeps_flat_images_and_ignores_the_margin():
    flat = np.full((1, 28, 28), 173, dtype=np.uint8)
    assert (resample(flat) == 173).all()
    framed = np.full((1, 28, 28), 255, dtype=np.uint8)
    framed[:, 2:26, 2:26] = 0
    assert (resample(framed) == 0).all()


def test_resampling_equals_the_rounded_area_average():
    image = np.random.default_rng(3).integers(0, 256, (1, 28, 28), dtype=np.uint8)
    doubled = np.kron(image[0, 2:26, 2:26], np.ones((2, 2)))
    means = doubled.reshape(SIDE, 3, SIDE, 3).mean(axis=(1, 3))
    assert np.array_equal(resample(image).reshape(SIDE, SIDE), np.floor(means + 0.5))


def test_a_picture_reads_back_as_it_was_written(tmp_path):
    pixels = np.random.default_rng(4).integers(0, 256, (1, 256), dtype=np.uint8)
    write_picture(pixels, tmp_path / "digit.pgm")
    assert np.array_equal(read_picture(tmp_path / "digit.pgm"), pixels)


def test_a_picture_of_another_size_is_refused(tmp_path):
    (tmp_path / "wide.pgm").write_text("P2\n3 1\n255\n0 1 2\n")
    with pytest.raises(ValueError, match="wide.pgm is not a plain grey map"):
        read_picture(tmp_path / "wide.pgm")


@pytest.mark.skipif(not EXAMPLES.exists(), reason="examples/digits is absent")
def test_the_committed_picture_and_array_are_the_drawn_digit():
    assert np.array_equal(read_picture(EXAMPLES / "digit.pgm"), draw())
    assert np.array_equal(np.load(EXAMPLES / "digit.npy"), draw())


@pytest.mark.skipif(not EXAMPLES.exists(), reason="examples/digits is absent")
@pytest.mark.parametrize("name", ["digits_pot", "digits_ternary"])
def test_the_committed_networks_read_the_drawn_digit_with_margin(name):
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("qonnx")
    from qonnx.core.modelwrapper import ModelWrapper
    from qonnx.core.onnx_exec import execute_onnx
    from qonnx.transformation.infer_shapes import InferShapes

    model = ModelWrapper(onnx.load(EXAMPLES / f"{name}.onnx")).transform(InferShapes())
    image = draw().astype(np.float32) / np.float32(255)
    logits = execute_onnx(model, {"image": image})["logits"][0]
    second, first = np.sort(logits)[-2:]
    assert logits.argmax() == DIGIT
    assert first - second > logits.std()


@pytest.mark.skipif(not EXAMPLES.exists(), reason="examples/digits is absent")
@pytest.mark.parametrize("name", ["digits_pot", "digits_ternary"])
def test_the_card_belongs_to_the_committed_file(name):
    card = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert card["sha256"] == digest(EXAMPLES / card["file"])
    assert card["sizes"]["packed_weight_bytes"] <= 13_500
