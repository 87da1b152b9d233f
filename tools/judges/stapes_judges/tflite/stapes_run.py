"""`stapes run` on a .tflite file, and its tensors against the reference's."""

import json
import pathlib
import tempfile
from dataclasses import dataclass, field

import numpy as np

from ..command import MATCHED, Diagnostic, Stapes, parse_diagnostics
from .references import Answer, Inputs, computed_tensors, read


@dataclass(frozen=True)
class Found:
    """Every tensor that stapes wrote, by name; or its exit code and what it said."""

    code: int
    values: dict[str, np.ndarray] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stderr: str = ""

    @property
    def reason(self) -> str:
        errors = [diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error"]
        return "; ".join(map(str, errors)) or f"exit code {self.code}: {self.stderr.strip()[-300:]}"


@dataclass(frozen=True)
class Comparison:
    """How many integers of how many tensors were compared, and how many differ."""

    tensors: int
    integers: int
    differing: int
    problems: list[str]


def input_names(model: bytes) -> list[str]:
    graph = read(model).subgraphs[0]
    by_index = {tensor.index: tensor.name for tensor in computed_tensors(read(model))}
    return [by_index[int(index)] for index in graph.inputs]


def run(stapes: Stapes, contract: str, model: bytes, inputs: Inputs, name: str = "model") -> Found:
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / f"{name}.tflite").write_bytes(model)
        names, arguments = input_names(model), []
        for number, (input_name, array) in enumerate(zip(names, inputs.arrays, strict=True)):
            np.save(place / f"rows{number}.npy", array)
            prefix = f"{input_name}=" if len(names) > 1 else ""
            arguments += ["--input", f"{prefix}{place}/rows{number}.npy"]
        arguments += ["--contract", contract, "--tensors", str(place / "tensors"), "--output", str(place / "out.npy")]
        arguments += ["--stream"] if inputs.stream else []
        done = stapes.call(["run", str(place / f"{name}.tflite"), *arguments])
        values = load(place / "tensors") if done.returncode == MATCHED else {}
        return Found(done.returncode, values, parse_diagnostics(done.stderr), done.stderr)


def load(folder: pathlib.Path) -> dict[str, np.ndarray]:
    """By the tensor's own name; states are their contents before the step and are left out."""
    index = json.loads((folder / "index.json").read_text())
    return {entry["name"]: np.load(folder / entry["file"]) for entry in index if entry["kind"] != "state"}


def compare(model: bytes, expected: Answer, found: Found) -> Comparison:
    """Every tensor of integers that both have; the graph's outputs must be among them, unless they are floats."""
    integers, differing, tensors, problems = 0, 0, 0, []
    for name, values in expected.values.items():
        if values.dtype.kind == "f":
            continue
        if name not in found.values:
            problems += [f"tensor {name} is an output and was not written"] if is_output(model, name) else []
            continue
        left, right = values.reshape(-1).astype(np.int64), found.values[name].reshape(-1).astype(np.int64)
        if left.shape != right.shape:
            problems.append(f"tensor {name}: {right.size} integers instead of {left.size}")
            continue
        wrong = np.flatnonzero(left != right)
        tensors, integers, differing = tensors + 1, integers + left.size, differing + len(wrong)
        if len(wrong):
            problems.append(describe(name, left, right, wrong, len(values)))
    if not tensors:
        problems.append("no tensor in common")
    return Comparison(tensors, integers, differing, problems)


def describe(name: str, left: np.ndarray, right: np.ndarray, wrong: np.ndarray, rows: int) -> str:
    row, place = divmod(int(wrong[0]), left.size // rows)
    largest = int(np.max(np.abs(left - right)))
    return (f"tensor {name}: {len(wrong)} of {left.size} differ, by up to {largest}; row {row}, element {place}: "
            f"expected {left[wrong[0]]}, found {right[wrong[0]]}")


def is_output(model: bytes, name: str) -> bool:
    graph = read(model).subgraphs[0]
    names = {tensor.index: tensor.name for tensor in computed_tensors(read(model))}
    return name in [names.get(int(index)) for index in graph.outputs]
