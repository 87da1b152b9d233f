#!/usr/bin/env python3
"""Stands in for `stapes run --float`: onnxruntime's own numbers, the last one off by STUB_SPOIL."""

import argparse
import os
import pathlib
import sys

import numpy as np
import onnx

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from stapes_judges.float_judge import runtime_outputs  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["run"])
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--float", action="store_true", required=True)
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--input", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path)
    arguments = parser.parse_args()
    if os.environ.get("STUB_REFUSE"):
        print('error[E0301]: node "x" (Foo): not known; replace it', file=sys.stderr)
        return 3
    outputs = runtime_outputs(onnx.load(arguments.model), np.load(arguments.input))
    outputs.flat[-1] += float(os.environ.get("STUB_SPOIL", 0))
    np.save(arguments.output, outputs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
