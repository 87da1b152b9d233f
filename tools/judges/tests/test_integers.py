"""From floats to integers."""

import numpy as np
import pytest
from onnx import helper
from stapes_judges.integers import Expectation, Grid, common_grid, moved_grid, to_integers


def grid(scale, zero=0.0) -> Grid:
    return Grid(np.asarray(scale, np.float32), np.asarray(zero, np.float32))


def test_every_8_bit_integer_survives_a_float32_scale():
    integers = np.arange(-128, 128)
    for scale in np.random.default_rng(1).uniform(1e-6, 1e3, 200).astype(np.float32):
        values = integers.astype(np.float32) * scale
        assert np.array_equal(to_integers(values, grid(scale)), integers), f"scale {scale}"


def test_the_zero_point_is_added_back():
    values = (np.arange(256) - 117).astype(np.float32) * np.float32(0.0371)
    assert np.array_equal(to_integers(values, grid(0.0371, 117)), np.arange(256))


def test_scales_per_channel_broadcast():
    scale = np.asarray([[0.5], [0.25]])
    assert to_integers(np.asarray([[1.0, -0.5], [1.0, -0.5]]), grid(scale)).tolist() == [[2, -1], [4, -2]]


def test_values_off_the_grid_are_an_error():
    with pytest.raises(ValueError, match="not on the grid"):
        to_integers(np.asarray([0.3]), grid(0.25))


def test_an_expectation_without_a_grid_keeps_the_integers():
    values = np.asarray([3, 255], np.uint8)
    assert Expectation("x", "integer", None).integers(values).tolist() == [3, 255]


def test_a_transpose_moves_the_channel_of_a_scale():
    node = helper.make_node("Transpose", ["w"], ["t"], perm=[1, 0])
    moved = moved_grid(node, grid(np.ones((4, 1))), {"w": np.zeros((4, 3))})
    assert moved.scale.shape == (1, 4)


def test_a_reshape_of_a_per_channel_grid_is_unknown():
    node = helper.make_node("Reshape", ["w", "s"], ["r"])
    assert moved_grid(node, grid(np.ones((4, 1))), {"w": np.zeros((4, 3))}) is None


def test_parts_share_a_grid_only_if_scale_and_zero_agree():
    assert common_grid([grid(0.5), grid(0.5)]) is not None
    assert common_grid([grid(0.5), grid(0.25)]) is None
    assert common_grid([grid(0.5), grid(0.5, 1)]) is None
    assert common_grid([grid(0.5), None]) is None
