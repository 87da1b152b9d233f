"""The committed digit networks are the ones that their cards describe."""

import json
from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")

from stapes_training import card  # noqa: E402

FOLDER = Path(__file__).parents[3] / "examples/digits"
CARDS = sorted(FOLDER.glob("digits_*.json"))


def weights_of(path: Path) -> list[np.ndarray]:
    """The real weights of each dense layer, [inputs, outputs]."""
    constants = (onnx.numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer)
    return [values for values in constants if values.ndim == 2]


def test_every_network_has_a_card():
    assert {path.stem for path in CARDS} == {path.stem for path in FOLDER.glob("*.onnx")}


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_the_file_is_the_one_of_the_card(path):
    facts = json.loads(path.read_text())
    assert card.digest(path.with_suffix(".onnx")) == facts["sha256"]


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_layers_and_nonzero_weights_are_those_of_the_card(path):
    facts, weights = json.loads(path.read_text()), weights_of(path.with_suffix(".onnx"))
    sizes = [(layer["inputs"], layer["outputs"]) for layer in facts["layers"]]
    assert [layer.shape for layer in weights] == sizes
    found = sum(np.count_nonzero(layer) for layer in weights)
    assert found == facts["sizes"]["nonzero_weights"]
