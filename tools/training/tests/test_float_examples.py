"""The float networks: their files mean what was fitted, and the committed ones are those of their cards."""

import json
from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
torch = pytest.importorskip("torch")

from stapes_training import __main__, card, float_examples, spoken  # noqa: E402
from stapes_training.float_augmentation import distort_images, distort_speech  # noqa: E402
from stapes_training.float_export import OPSET, image_model, logits_of, spoken_model  # noqa: E402
from stapes_training.float_networks import ImageNetwork, SpokenNetwork  # noqa: E402
from stapes_training.float_tasks import FLOAT_DIGITS, SPOKEN_DIGITS, TASKS  # noqa: E402
from stapes_training.images import Split  # noqa: E402

FOLDER = Path(__file__).parents[3] / "examples/float"
MODELS = sorted(FOLDER.glob("*.onnx"))
SEED = 3
torch.set_num_threads(1)


def network_with_statistics(kind):
    """Not as it was born: the norms have means, variances, factors and shifts of their own."""
    torch.manual_seed(SEED)
    network = kind()
    for module in network.modules():
        if hasattr(module, "running_var"):
            for values in (module.running_var, module.weight.data):
                values.uniform_(0.5, 2.0)
            for values in (module.running_mean, module.bias.data):
                values.uniform_(-0.5, 0.5)
    return network.eval()


def stored(task, count: int) -> np.ndarray:
    return np.random.default_rng(SEED).integers(0, 128, (count, *task.element_shape), dtype=np.uint8)


@pytest.mark.parametrize("folded", [True, False])
@pytest.mark.parametrize("task", TASKS.values(), ids=lambda task: task.name)
def test_the_file_means_what_the_network_means(task, folded, tmp_path):
    network, values = network_with_statistics(task.network), stored(task, 7)
    model = (image_model(network, folded) if task is FLOAT_DIGITS
             else spoken_model(network, folded, "spoken", task.element_shape))
    assert ("BatchNormalization" in {node.op_type for node in model.graph.node}) == (not folded)
    (tmp_path / "model.onnx").write_bytes(model.SerializeToString())
    with torch.inference_mode():
        expected = network(task.inputs(values)).numpy()
    assert expected.std() > 0.01
    assert np.abs(logits_of(tmp_path / "model.onnx", task.real(values)) - expected).max() < 1e-4


def test_calibration_is_of_training_inputs_and_the_same_every_time():
    split = Split(stored(SPOKEN_DIGITS, 40), np.zeros(40, np.int64))
    found = float_examples.calibration(SPOKEN_DIGITS, split, count=20)
    assert found.shape == (20, 24, 64) and found.dtype == np.float32
    rows = {values.tobytes() for values in SPOKEN_DIGITS.real(split.images)}
    assert {values.tobytes() for values in found} <= rows
    assert np.array_equal(found, float_examples.calibration(SPOKEN_DIGITS, split, count=20))


@pytest.mark.parametrize(("distort", "shape"), [(distort_images, (5, 1, 28, 28)), (distort_speech, (5, 24, 64))])
def test_distortions_keep_shape_and_range_and_change_each_row(distort, shape):
    values = torch.rand(shape, generator=torch.Generator().manual_seed(SEED))
    found = distort(values, torch.Generator().manual_seed(SEED))
    assert found.shape == values.shape
    assert found.min() >= 0 and found.max() <= 1
    assert torch.all((found - values).abs().flatten(1).max(1).values > 0.01)


def test_takes_divide_the_recordings(tmp_path):
    takes = np.arange(12, dtype=np.uint8)
    offsets = np.arange(13, dtype=np.uint32) * 800
    samples = np.random.default_rng(SEED).integers(-900, 900, 12 * 800).astype(np.int16)
    np.savez(tmp_path / "fsdd.npz", x=samples, offset=offsets, digit=takes % 10, index=takes)
    data = spoken.load(tmp_path / "fsdd.npz")
    assert data.test.labels.tolist() == [0, 1, 2, 3, 4]
    assert data.validation.labels.tolist() == [5, 6, 7]
    assert data.training.labels.tolist() == [8, 9, 0, 1]


def test_the_command_line_knows_every_network():
    assert set(__main__.FLOAT_NAMES) == set(TASKS)


def test_networks_are_small_enough_to_deploy():
    assert sum(values.numel() for values in SpokenNetwork().parameters()) <= 40_000
    assert sum(values.numel() for values in ImageNetwork().parameters()) <= 10_000


def test_three_seeds_of_speech_and_digits_are_committed():
    assert {path.stem for path in MODELS} >= {"float_digits_1", *(f"spoken_digits_{seed}" for seed in (1, 2, 3))}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_the_committed_file_is_the_one_of_its_card(path):
    facts, model = json.loads(path.with_suffix(".json").read_text()), onnx.load(path)
    assert card.digest(path) == facts["sha256"]
    assert model.opset_import[0].version == facts["opset"] == OPSET
    found = facts["right"]
    least = {"float_digits": 0.99, "spoken_digits": 0.95}
    assert found["test"] / found["test_inputs"] >= least[path.stem.rpartition("_")[0]]
    assert facts["data"]["licence"]
    assert path.with_suffix(".md").exists()
