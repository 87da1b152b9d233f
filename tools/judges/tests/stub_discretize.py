#!/usr/bin/env python3
"""Stands in for `stapes discretize`, `evaluate` and `run`: the float network itself, the first STUB_WRONG classes changed."""

import argparse
import json
import os
import pathlib
import shutil
import sys

import numpy as np
import onnxruntime


def logits(arguments: argparse.Namespace) -> np.ndarray:
    session = onnxruntime.InferenceSession(arguments.model.read_bytes(), providers=["CPUExecutionProvider"])
    found = session.run(None, {session.get_inputs()[0].name: np.load(arguments.input)})[0]
    for row in range(int(os.environ.get("STUB_WRONG", "0"))):
        found[row] = np.roll(found[row], 1)
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["discretize", "evaluate", "run"])
    parser.add_argument("model", type=pathlib.Path)
    for option in ("--calibration", "--weights", "--activations", "--input", "--labels", "--output"):
        parser.add_argument(option, type=pathlib.Path)
    parser.add_argument("--layer", action="append", default=[])
    for option in ("--quiet", "--json", "--real"):
        parser.add_argument(option, action="store_true")
    arguments = parser.parse_args()
    if arguments.command == "discretize":
        if os.environ.get("STUB_REFUSE"):
            print("error[E0302]: an operator", file=sys.stderr)
            return 3
        shutil.copy(arguments.model, arguments.output)
    elif arguments.command == "evaluate":
        right = int(np.sum(logits(arguments).argmax(1) == np.load(arguments.labels)))
        print(json.dumps({"correct": right + int(os.environ.get("STUB_MISCOUNT", "0"))}))
    else:
        np.save(arguments.output, logits(arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main())
