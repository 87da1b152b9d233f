"""Data to float network, ONNX file and model card; and the arrays that discretising and evaluating it need."""

from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import card
from .float_export import OPSET, logits_of
from .float_fitting import fit
from .float_tasks import TASKS, FloatTask
from .images import Split

CALIBRATION_INPUTS = 256
CALIBRATION_SEED = 1
LOGIT_TOLERANCE = 1e-3
PACKAGES = ("torch", "numpy", "onnx", "onnxruntime")


def right(path: Path, task: FloatTask, split: Split) -> int:
    """How many inputs onnxruntime classifies rightly; ties go to the lowest class."""
    return int(np.sum(logits_of(path, task.real(split.images)).argmax(axis=1) == split.labels))


def calibration(task: FloatTask, split: Split, count: int = CALIBRATION_INPUTS, seed: int = CALIBRATION_SEED) -> np.ndarray:
    """float32 [count, …element_shape]: inputs drawn from those that were fitted, without their labels."""
    chosen = np.random.default_rng(seed).choice(len(split.images), count, replace=False)
    return task.real(split.images[np.sort(chosen)])


def describe(task: FloatTask, network: torch.nn.Module, path: Path, data_path: Path, data: Any, seed: int) -> dict[str, Any]:
    recipe = task.recipe
    return {
        "name": path.stem, "summary": task.summary,
        "command": f"PYTHONPATH=tools/training python -m stapes_training float {task.name} "
                   f"--data ../shared/data/{task.data_file} --seed {seed} --output examples/float",
        "data": {"file": data_path.name, "sha256": card.digest(data_path), "origin": task.origin,
                 "licence": task.licence, "split": task.split, "training_inputs": len(data.training.images),
                 "input": task.input},
        "training": {"seed": seed, "threads": 1, "epochs": recipe.epochs, "batch": recipe.batch,
                     "peak_rate": recipe.peak_rate, "label_smoothing": recipe.label_smoothing,
                     "undistorted_share": recipe.undistorted_share, "weight_decay": recipe.weight_decay},
        "right": {"test": right(path, task, data.test), "test_inputs": len(data.test.images),
                  "validation": right(path, task, data.validation), "validation_inputs": len(data.validation.images)},
        "parameters": sum(values.numel() for values in network.parameters()),
        "opset": OPSET,
        "versions": card.versions(PACKAGES),
        "sha256": card.digest(path),
    }


def write_markdown(facts: dict[str, Any], path: Path) -> None:
    found = facts["right"]
    lines = [
        f"# {facts['name']}", "", facts["summary"], "",
        f"{facts['parameters']:,} parameters, float32, plain ONNX of opset {facts['opset']}.", "",
        f"**{found['test']:,} of {found['test_inputs']:,} test inputs right** ({found['test'] / found['test_inputs']:.2%}), "
        f"by onnxruntime. Held out: {found['validation']:,} of {found['validation_inputs']:,}. The test inputs give this "
        "figure and nothing else.", "",
        "## Command", "", "```sh", facts["command"], "```", "",
        "## Data", "", *card.table("data", facts["data"]), "",
        "## Training", "", *card.table("setting", facts["training"]), "",
        "## Versions", "", *card.table("package", facts["versions"]), "",
        f"SHA-256 of `{facts['name']}.onnx`: `{facts['sha256']}`", "",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def require_equal_meaning(task: FloatTask, network: torch.nn.Module, path: Path, split: Split) -> None:
    """Raises `ValueError` where onnxruntime's logits leave those of the network that was fitted."""
    with torch.inference_mode():
        expected = network(task.inputs(split.images)).numpy()
    difference = float(np.abs(logits_of(path, task.real(split.images)) - expected).max())
    if difference > LOGIT_TOLERANCE:
        raise ValueError(f"{path.name}: a logit is {difference} away from that of the network fitted")


def train_float(name: str, data_path: Path, output: Path, seed: int) -> None:
    """Fits and writes NAME_SEED.onnx, .json and .md into `output`."""
    torch.set_num_threads(1)
    task = TASKS[name]
    data = task.load(data_path)
    torch.manual_seed(seed)
    values, labels = task.inputs(data.training.images), torch.from_numpy(data.training.labels)
    network = fit(task.network(), values, labels, task.recipe, task.distort, seed)
    output.mkdir(parents=True, exist_ok=True)
    path = output / f"{name}_{seed}.onnx"
    path.write_bytes(task.model(network).SerializeToString(deterministic=True))
    require_equal_meaning(task, network, path, data.validation)
    facts = describe(task, network, path, data_path, data, seed)
    card.write_json(facts, path.with_suffix(".json"))
    write_markdown(facts, path.with_suffix(".md"))
    print(f"{facts['right']}: wrote {path}")


def export_float_data(name: str, data_path: Path, output: Path) -> None:
    """Writes calibration.npy, and x.npy and y.npy of the test, for the network `name`; inputs float32 as it takes them."""
    task = TASKS[name]
    data = task.load(data_path)
    output.mkdir(parents=True, exist_ok=True)
    np.save(output / "calibration.npy", calibration(task, data.training))
    np.save(output / "x.npy", task.real(data.test.images))
    np.save(output / "y.npy", data.test.labels)
