"""Data to fitted network, int8 .tflite file and model card."""

from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import card
from .images import DigitImages, Split, as_int8, load, resample
from .int8_export import micro_scores, tflite_bytes
from .int8_network import BATCH, EPOCHS, LABEL_SMOOTHING, PEAK_RATE, UNDISTORTED_SHARE, SmallNetwork, fit

NAME = "digits_int8"
CALIBRATION_IMAGES = 5_000
PACKAGES = ("torch", "numpy", "flatbuffers", "ai-edge-litert", "tflite-micro")


def right(model: bytes, split: Split) -> int:
    """How many images TensorFlow Lite Micro classifies rightly; ties go to the lowest class."""
    return int(np.sum(micro_scores(model, as_int8(resample(split.images))).argmax(axis=1) == split.labels))


def float_right(network: SmallNetwork, split: Split) -> int:
    with torch.inference_mode():
        answers = network(torch.from_numpy(resample(split.images))).argmax(1).numpy()
    return int(np.sum(answers == split.labels))


def describe(network: SmallNetwork, model: bytes, data: DigitImages, path: Path, seed: int) -> dict[str, Any]:
    return {
        "name": NAME,
        "command": "PYTHONPATH=tools/training:tools/judges python -m stapes_training digits-int8 "
                   f"--data ../shared/data/images/mnist.npz --seed {seed} --output examples/digits_int8",
        "data": {"file": path.name, "sha256": card.digest(path), "origin": "MNIST (LeCun, Cortes, Burges)",
                 "training_images": len(data.training.images),
                 "input": "int8 [1, 16, 16, 1]: pixel - 128, area average of the centre 24 x 24 pixels"},
        "training": {"seed": seed, "threads": 1, "epochs": EPOCHS, "batch": BATCH, "peak_rate": PEAK_RATE,
                     "undistorted_share": UNDISTORTED_SHARE, "label_smoothing": LABEL_SMOOTHING,
                     "calibration_images": CALIBRATION_IMAGES},
        "right": {"test": right(model, data.test), "test_images": len(data.test.images),
                  "validation": right(model, data.validation), "validation_images": len(data.validation.images),
                  "test_in_float": float_right(network, data.test)},
        "weights": sum(layer.convolution.weight.numel() for layer in network.layers) + network.dense.weight.numel(),
        "versions": card.versions(PACKAGES),
    }


def write_markdown(facts: dict[str, Any], path: Path) -> None:
    found = facts["right"]
    lines = [
        f"# {facts['name']}", "",
        "Handwritten digits on 16 x 16 grey pixels: a convolution, two depthwise and pointwise pairs, a dense layer and a "
        f"softmax. {facts['weights']:,} int8 weights, quantised after training: weights per channel, activations per tensor.", "",
        f"**{found['test']:,} of {found['test_images']:,} test images right**, by TensorFlow Lite Micro's reference kernels "
        f"and by `stapes evaluate`. Held-out training images: {found['validation']:,} of {found['validation_images']:,}. "
        f"Before quantisation: {found['test_in_float']:,} of the test images.", "",
        "## Command", "", "```sh", facts["command"], "```", "",
        "## Data", "", *card.table("data", facts["data"]), "",
        "## Training", "", *card.table("setting", facts["training"]), "",
        "## Versions", "", *card.table("package", facts["versions"]), "",
        f"SHA-256 of `{facts['name']}.tflite`: `{facts['sha256']}`", "",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def train_int8_digits(data_path: Path, output: Path, seed: int) -> None:
    """Fits, quantises, and writes digits_int8.tflite, .json and .md into `output`."""
    torch.set_num_threads(1)
    data = load(data_path)
    plain = torch.from_numpy(resample(data.training.images))
    images, labels = torch.from_numpy(data.training.images), torch.from_numpy(data.training.labels)
    network = fit(images, plain, labels, seed)
    model = tflite_bytes(network, plain[:CALIBRATION_IMAGES])
    output.mkdir(parents=True, exist_ok=True)
    path = output / f"{NAME}.tflite"
    path.write_bytes(model)
    facts = {**describe(network, model, data, data_path, seed), "sha256": card.digest(path)}
    card.write_json(facts, output / f"{NAME}.json")
    write_markdown(facts, output / f"{NAME}.md")
    print(f"{facts['right']}: wrote {path}")
