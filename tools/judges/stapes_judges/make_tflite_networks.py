"""Writes Tests/TFLiteFixtures: python -m stapes_judges.make_tflite_networks [DIRECTORY]. The same bytes every time.

For the network NAME: NAME.tflite, NAME.input.npy, and every tensor that TensorFlow Lite Micro computes, NAME.expected/
TENSOR.npy (first axis: the rows). Rows of a stateful network are the steps of one stream; NAME.reset has the tensors
of the same rows each from reset state.
"""

import argparse
import json
import pathlib
import shutil

import numpy as np

from .names import file_name
from .tflite import references
from .tflite.draw import generator, rows
from .tflite.networks import NETWORKS, SPREAD, Network

ROOT = pathlib.Path(__file__).resolve().parents[3]
FOLDER = ROOT / "Tests" / "TFLiteFixtures"
ROW_COUNT = 12


def input_rows(network: Network) -> np.ndarray:
    """Extremes first, then normally distributed rows; a stream has its extremes at the end."""
    random = generator("tflite rows", network.name)
    extremes = rows(random, network.shape, network.kind, 4)
    low, high = np.iinfo(extremes.dtype).min, np.iinfo(extremes.dtype).max
    drawn = random.normal(scale=SPREAD[network.kind], size=(ROW_COUNT - 4, *network.shape))
    usual = np.clip(np.round(drawn), low, high).astype(extremes.dtype)
    return np.concatenate([usual, extremes] if network.stateful else [extremes, usual])


def answer(network: Network, model: bytes, array: np.ndarray, stream: bool) -> dict[str, np.ndarray]:
    inputs = references.Inputs([array], stream=stream, stateful=network.stateful)
    found = references.answer("tflm", model, inputs)
    if found.refusal:
        raise ValueError(f"{network.name}: {found.refusal}")
    return found.values


def save(folder: pathlib.Path, values: dict[str, np.ndarray]) -> None:
    folder.mkdir()
    for name, array in values.items():
        np.save(folder / file_name(name), array)


def write(network: Network, folder: pathlib.Path) -> dict:
    model, array = network.build(), input_rows(network)
    (folder / f"{network.name}.tflite").write_bytes(model)
    np.save(folder / f"{network.name}.input.npy", array)
    values = answer(network, model, array, stream=network.stateful)
    save(folder / f"{network.name}.expected", values)
    if network.stateful:
        save(folder / f"{network.name}.reset", answer(network, model, array, stream=False))
    return {"name": network.name, "summary": network.summary, "stateful": network.stateful,
            "tensors": [{"name": name, "file": file_name(name)} for name in values if name != "input"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", nargs="?", type=pathlib.Path, default=FOLDER)
    folder = parser.parse_args().directory
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = {"fixtures": [write(network, folder) for network in NETWORKS]}
    (folder / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(NETWORKS)} networks in {folder}")


if __name__ == "__main__":
    main()
