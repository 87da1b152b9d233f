"""Writes Tests/Fixtures/recurrent: small float networks with a recurrent operator, laid out as PyTorch exports them.

    python -m stapes_judges.make_recurrent_networks [FOLDER]

The same bytes every time.
"""

import pathlib
import sys

import numpy as np
import onnx

from .float_networks import FloatNetwork

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "Tests" / "Fixtures" / "recurrent"
STEPS, INPUTS, UNITS, CLASSES = 7, 3, 6, 4
KINDS = {"rnn": ("RNN", 1, {}), "gru": ("GRU", 3, {"linear_before_reset": 1}), "gru_reset_first": ("GRU", 3, {}), "lstm": ("LSTM", 4, {})}


def network(kind: str, *, last: bool) -> FloatNetwork:
    """Input [1, steps, inputs]; classes from the last hidden state, as such or as the last row of all."""
    operator, gates, attributes = KINDS[kind]
    generator = np.random.default_rng(sum(kind.encode()))
    built = FloatNetwork((1, STEPS, INPUTS), opset=14)
    x = built.node("Transpose", "x", perm=[1, 0, 2])
    sizes = built.node("Concat", *(built.constant([size], np.int64) for size in (1, 1, UNITS)), axis=0)
    states = [built.node("Expand", built.constant(np.zeros((1, 1, UNITS))), sizes) for _ in range(2 if operator == "LSTM" else 1)]
    operands = [built.constant(generator.uniform(-0.8, 0.8, (1, gates * UNITS, size))) for size in (INPUTS, UNITS)]
    operands.append(built.constant(generator.uniform(-0.4, 0.4, (1, 2 * gates * UNITS))))
    y = built.node(operator, x, *operands, "", *states, outputs=1 + last, used=int(last), hidden_size=UNITS, **attributes)
    if last:
        y = built.node("Gather", y, built.constant(0, np.int64), axis=0)
    else:
        y = built.node("Squeeze", y, built.constant([1], np.int64))
        y = built.node("Gather", built.node("Transpose", y, perm=[1, 0, 2]), built.constant(-1, np.int64), axis=1)
    weights = built.constant(generator.uniform(-0.8, 0.8, (CLASSES, UNITS)))
    built.node("Gemm", y, weights, built.constant(generator.uniform(-0.4, 0.4, CLASSES)), transB=1)
    return built


def main() -> None:
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        for name, last in ((f"{kind}_state", True), (f"{kind}_rows", False)):
            onnx.save(network(kind, last=last).model(name), folder / f"{name}.onnx")


if __name__ == "__main__":
    main()
