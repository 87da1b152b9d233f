"""What is asked of `stapes discretize`: networks, weights and activations, and how much each may lose."""

import pathlib
from dataclasses import dataclass

import onnx

ROOT = pathlib.Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples/float"
DATA = ROOT.parent / "shared/data"
FOUR_BITS = "pot"
"""Sign and three exponent bits: what layers that must not be ternary are given."""


@dataclass(frozen=True)
class Task:
    """A data set and the networks of several seeds that were fitted to it."""

    name: str
    data_file: str

    @property
    def data(self) -> pathlib.Path:
        return DATA / self.data_file

    @property
    def models(self) -> list[pathlib.Path]:
        return sorted(EXAMPLES.glob(f"{self.name}_[0-9]*.onnx"))


@dataclass(frozen=True)
class Order:
    """One way to discretise; a limit of `None` is only reported. `points` is the mean loss allowed over the seeds."""

    title: str
    weights: str
    activations: int = 8
    keeps_four_bits: bool = False
    points: float | None = None
    agreement: float | None = None

    def layers(self, model: pathlib.Path) -> list[str]:
        """The --layer arguments: first, last and depthwise layers at four bits, where that is asked for."""
        return [f"{name}={FOUR_BITS}" for name in sensitive_layers(model)] if self.keeps_four_bits else []


def sensitive_layers(model: pathlib.Path) -> list[str]:
    """Names, of the first and the last linear layer and of grouped convolutions, in file order."""
    nodes = [node for node in onnx.load(model).graph.node if node.op_type in ("Conv", "Gemm", "MatMul")]
    grouped = {node.name for node in nodes for attribute in node.attribute if attribute.name == "group" and attribute.i > 1}
    return [node.name for place, node in enumerate(nodes) if place in (0, len(nodes) - 1) or node.name in grouped]


IMAGES = Task("float_digits", "images/mnist.npz")
SPEECH = Task("spoken_digits", "audio/fsdd_8k.npz")

ORDERS = {
    IMAGES: [
        Order("4-bit powers of two", "pot", points=0.3),
        Order("ternary", "ternary", points=1.5),
        Order("4-bit weights and activations", "int4", 4, points=1.0),
        Order("8 bits", "int8"),
        Order("sums of two powers", "apot"),
        Order("codebook of 16", "codebook16"),
    ],
    SPEECH: [
        Order("4-bit powers of two", "pot", points=0.5, agreement=97.0),
        Order("pointwise ternary, the rest 4-bit powers of two", "ternary", keeps_four_bits=True, points=3.0),
        Order("ternary", "ternary"),
        Order("4-bit weights and activations", "int4", 4),
        Order("8 bits", "int8"),
        Order("sums of two powers", "apot"),
        Order("codebook of 16", "codebook16"),
    ],
}
