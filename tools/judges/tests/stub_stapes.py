#!/usr/bin/env python3
"""Stands in for `stapes run`: the qonnx executor's own integers, one of them spoilt if STUB_SPOIL is set."""

import argparse
import os
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from stapes_judges import qonnx_executor  # noqa: E402
from stapes_judges.names import file_name  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["run"])
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--input", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path)
    parser.add_argument("--tensors", type=pathlib.Path)
    parser.add_argument("--real", action="store_true")
    arguments = parser.parse_args()
    if os.environ.get("STUB_REFUSE"):
        print('error[E0301]: node "x" (Foo): not known; replace it', file=sys.stderr)
        return 3
    run = qonnx_executor.reference_run(arguments.model, np.load(arguments.input))
    np.save(arguments.output, run.output if arguments.real else run.accumulators)
    if arguments.tensors:
        arguments.tensors.mkdir()
        for name, values in run.values.items():
            if name == os.environ.get("STUB_SPOIL"):
                values.flat[-1] += 1
            if name != os.environ.get("STUB_OMIT"):
                np.save(arguments.tensors / file_name(name), values)
    return 0


if __name__ == "__main__":
    sys.exit(main())
