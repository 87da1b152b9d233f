"""The model card: what was trained, on what, how, and what came of it."""

import hashlib
import importlib.metadata
import json
import platform
from pathlib import Path
from typing import Any

import numpy as np

from .integer_network import IntegerNetwork

PACKAGES = ("torch", "numpy", "onnx", "qonnx", "onnxruntime")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def versions(packages: tuple[str, ...] = PACKAGES) -> dict[str, str]:
    """Versions of Python and of the packages that decide the result."""
    found = {name: importlib.metadata.version(name) for name in packages}
    return {"python": platform.python_version(), **found}


def layer_sizes(network: IntegerNetwork) -> list[dict[str, Any]]:
    """Shape, weights by magnitude, bias range and shift of each layer."""
    sizes = []
    for layer in network.layers:
        magnitudes, counts = np.unique(np.abs(layer.weights), return_counts=True)
        sizes.append({
            "outputs": int(layer.weights.shape[0]),
            "inputs": int(layer.weights.shape[1]),
            "weights_by_magnitude": {
                str(int(magnitude)): int(count) for magnitude, count in zip(magnitudes, counts)
            },
            "bias_range": [int(layer.biases.min()), int(layer.biases.max())],
            "shift": layer.shift,
        })
    return sizes


def write_json(card: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _layer_table(card: dict[str, Any]) -> list[str]:
    lines = [
        "| layer | outputs x inputs | nonzero weights | biases | shift |", "|---|---|---|---|---|"
    ]
    last = len(card["layers"])
    for number, layer in enumerate(card["layers"], start=1):
        count = layer["outputs"] * layer["inputs"]
        zeros = layer["weights_by_magnitude"].get("0", 0)
        low, high = layer["bias_range"]
        shift = "none" if number == last else layer["shift"]
        lines.append(
            f"| {number} | {layer['outputs']} x {layer['inputs']} | {count - zeros} of {count} "
            f"| {low} to {high} | {shift} |"
        )
    return lines


def table(title: str, entries: dict[str, Any]) -> list[str]:
    rows = (f"| {key} | {value} |" for key, value in entries.items())
    return [f"| {title} | |", "|---|---|", *rows]


def write_markdown(card: dict[str, Any], path: Path) -> None:
    """The same facts as the JSON card, for people."""
    accuracy = card["accuracy"]
    lines = [
        f"# {card['name']}", "",
        f"Handwritten digits on 16 x 16 grey pixels. {card['summary']}", "",
        f"**{accuracy['test']:.2%} of the {accuracy['test_images']:,} test images right.** "
        f"Held-out part of the training images: {accuracy['validation']:.2%} of "
        f"{accuracy['validation_images']:,}.", "",
        "Recipes were compared on the held-out images; the test images give the figure above and "
        "nothing else. The exported file was run in the "
        f"qonnx executor on {accuracy['compared_with_qonnx']:,} test images: every quantised "
        "tensor and every sum equals the integer simulation.", "",
        "## Command", "", "```sh", card["command"], "```", "",
        "## Data", "", *table("data", card["data"]), "",
        "## Training", "", *table("setting", card["training"]), "",
        "## Sizes", "", *table("size", card["sizes"]), "", *_layer_table(card), "",
        "A hidden value is `clamp(sum >> shift, 0, largest)`; a sum is the weights times the "
        "inputs plus the bias, all integers.", "",
        "## Versions", "", *table("package", card["versions"]), "",
        f"SHA-256 of `{card['file']}`: `{card['sha256']}`", "",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
