"""Writes a seeded network of dense layers as a container (docs/format.md).

    python3 make_network.py FILE KIND SIZE...

KIND is ternary-ZEROS (percent), power-of-two or int8. Without sizes: 784 800 400 130 10, which
has 1,000,500 weights.
"""

import json
import struct
import sys
from pathlib import Path

import numpy

SIZES = [784, 800, 400, 130, 10]
TYPES = {"int8": "I8", "int16": "I16", "int32": "I32", "int64": "I64"}


def weights(kind: str, shape: tuple[int, int], random: numpy.random.Generator) -> numpy.ndarray:
    if kind == "int8":
        return random.integers(-128, 128, shape)
    signs = random.choice([-1, 1], shape)
    if kind == "power-of-two":
        return signs << random.integers(0, 8, shape)
    zeros = int(kind.removeprefix("ternary-"))
    return signs * (random.integers(0, 100, shape) >= zeros)


def narrowest(lower: int, upper: int) -> str:
    kinds = [("int", -1, 7), ("uint", 0, 8), ("int", -1, 15), ("uint", 0, 16), ("int", -1, 31)]
    for kind, sign, bits in kinds:
        if sign * (1 << bits) <= lower and upper < 1 << bits:
            return f"{kind}{bits if kind == 'uint' else bits + 1}"
    raise ValueError(f"[{lower}, {upper}] is no range of 32 bits")


class Graph:
    """Collects what the container holds."""

    def __init__(self, inputs: int, upper: int) -> None:
        self.tensors: list[dict] = []
        self.operators: list[dict] = []
        self.arrays: dict[str, numpy.ndarray] = {}
        self.range = self.tensor("x", inputs, 0, upper)

    def tensor(self, name: str, count: int, lower: int, upper: int) -> tuple[int, int]:
        shape, kind = [1, count], narrowest(lower, upper)
        self.tensors.append(
            {"name": name, "shape": shape, "type": kind, "range": [lower, upper]}
            | {"scale": ["1"], "offset": ["0"]}
        )
        return lower, upper

    def operator(self, name: str, kind: str, **fields: object) -> None:
        """An operator from the last tensor but one to the last."""
        last = len(self.tensors) - 1
        self.operators.append(
            {"name": name, "kind": kind, "inputs": [last - 1], "outputs": [last]} | fields
        )

    def dense(self, name: str, matrix: numpy.ndarray, bias: numpy.ndarray) -> None:
        products = [numpy.minimum(matrix * b, matrix * a) for a, b in [self.range]]
        lower = int((products[0].sum(axis=1) + bias).min())
        products = [numpy.maximum(matrix * b, matrix * a) for a, b in [self.range]]
        upper = int((products[0].sum(axis=1) + bias).max())
        self.arrays |= {name + ".weights": matrix, name + ".bias": bias}
        self.range = self.tensor(name + "_sum", len(matrix), lower, upper)
        self.operator(name, "dense", weights=name + ".weights", bias=name + ".bias")

    def shift(self, name: str, outputs: int, clamp: tuple[int, int]) -> None:
        bits = max(0, self.range[1].bit_length() - 9)
        limits = [min(max(bound >> bits, clamp[0]), clamp[1]) for bound in self.range]
        self.range = self.tensor(name + "_y", outputs, *limits)
        function = {"kind": "shift", "bits": bits, "rounding": "floor", "clamp": list(clamp)}
        self.operator(name + "_shift", "requantize", functions=[function])

    def bytes(self, name: str) -> bytes:
        graph = {
            "name": name,
            "tensors": self.tensors,
            "inputs": [{"tensor": 0, "encoding": "integers"}],
            "operators": self.operators,
            "outputs": [len(self.tensors) - 1],
        }
        metadata = {"format": "stapes", "version": "1", "graph": json.dumps(graph)}
        return container(metadata, self.arrays)


def container(metadata: dict[str, str], arrays: dict[str, numpy.ndarray]) -> bytes:
    """Wide elements first, then by name, without gaps."""
    stored = {}
    for name, array in arrays.items():
        bits = next(b for b in (8, 16, 32) if abs(array * 2 + 1).max() <= 1 << b)
        stored[name] = array.astype(f"<i{bits // 8}")
    header: dict[str, object] = {"__metadata__": metadata}
    data = b""
    for name in sorted(stored, key=lambda name: (-stored[name].itemsize, name)):
        array = stored[name]
        end = len(data) + array.nbytes
        header[name] = {
            "dtype": TYPES[str(array.dtype)],
            "shape": list(array.shape),
            "data_offsets": [len(data), end],
        }
        data += array.tobytes()
    text = json.dumps(header, sort_keys=True).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def main() -> None:
    path, kind = Path(sys.argv[1]), sys.argv[2]
    sizes = [int(size) for size in sys.argv[3:]] or SIZES
    random = numpy.random.default_rng(1)
    graph = Graph(sizes[0], 127)
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:], strict=False)):
        bias = random.integers(-100, 101, outputs)
        graph.dense(f"dense_{layer}", weights(kind, (outputs, inputs), random), bias)
        graph.shift(f"dense_{layer}", outputs, (0, 127))
    path.write_bytes(graph.bytes(path.stem))


if __name__ == "__main__":
    main()
