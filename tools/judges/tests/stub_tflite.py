#!/usr/bin/env python3
"""Stands in for `stapes run` on .tflite files: the reference's own integers, one of them spoilt if STUB_SPOIL is set."""

import argparse
import json
import os
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from stapes_judges.tflite import references  # noqa: E402


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["run"])
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--input", action="append")
    parser.add_argument("--contract")
    parser.add_argument("--tensors", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--stream", action="store_true")
    return parser.parse_args()


def main() -> int:
    arguments = parse()
    if os.environ.get("STUB_REFUSE"):
        print('error[E0301]: operator 0 (CONV_2D): not known; replace it', file=sys.stderr)
        return 3
    rows = [np.load(text.split("=")[-1]) for text in arguments.input]
    inputs = references.Inputs(rows, stream=arguments.stream, stateful=True)
    found = references.answer(arguments.contract, arguments.model.read_bytes(), inputs)
    arguments.tensors.mkdir()
    index = []
    for number, (name, values) in enumerate(found.values.items()):
        if name == os.environ.get("STUB_SPOIL"):
            values.flat[-1] += 1
        if name != os.environ.get("STUB_OMIT"):
            np.save(arguments.tensors / f"{number}.npy", values)
            index.append({"name": name, "file": f"{number}.npy", "kind": "intermediate"})
    (arguments.tensors / "index.json").write_text(json.dumps(index))
    return 0


if __name__ == "__main__":
    sys.exit(main())
