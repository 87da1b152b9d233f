"""Judge: onnxruntime, on random float networks: what `stapes discretize` takes as its goal.

    python -m stapes_judges.float_judge --stapes .build/release/stapes [--seeds N] [--only NAME] [--json FILE]

Every float operator that discretisation reads stands in small networks of random shapes and attributes; `stapes run --float`
must give onnxruntime's float32 outputs.
"""

import argparse
import pathlib
import tempfile
from collections.abc import Callable

import numpy as np
import onnx
import onnxruntime

from .command import MATCHED, Stapes, parse_diagnostics
from .float_networks import NETWORKS, FloatNetwork
from .report import FAILED, PASSED, Verdict, finish

ROOT = pathlib.Path(__file__).resolve().parents[3]
ROWS = 3
SEEDS = 2
TOLERANCE = 2e-5
"""Of the largest output, or of one where that is less: sums in another order."""


def runtime_outputs(model: onnx.ModelProto, rows: np.ndarray) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    source = session.get_inputs()[0]
    return np.stack([session.run(None, {source.name: row.reshape(source.shape)})[0] for row in rows])


def judge(stapes: Stapes, name: str, make: Callable[[np.random.Generator], FloatNetwork], seed: int) -> Verdict:
    generator = np.random.default_rng([seed, *name.encode()])
    network = make(generator)
    label = f"{name}_{seed}"
    model = network.model(label)
    rows = network.rows(generator, ROWS)
    expected = runtime_outputs(model, rows)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        onnx.save(model, folder / "model.onnx")
        np.save(folder / "rows.npy", rows)
        done = stapes.call(["run", str(folder / "model.onnx"), "--float", "--quiet", "--input", str(folder / "rows.npy"),
                            "--output", str(folder / "out.npy")])
        if done.returncode != MATCHED:
            reasons = "; ".join(map(str, parse_diagnostics(done.stderr))) or done.stderr.strip()[-300:]
            return Verdict(label, FAILED, f"exit code {done.returncode}: {reasons}")
        found = np.load(folder / "out.npy")
    return compared(label, expected, found)


def compared(label: str, expected: np.ndarray, found: np.ndarray) -> Verdict:
    if found.size != expected.size:
        return Verdict(label, FAILED, f"{found.shape} instead of {expected.shape}")
    difference = float(np.abs(found.reshape(expected.shape).astype(float) - expected).max())
    allowed = TOLERANCE * max(1.0, float(np.abs(expected).max()))
    outcome = PASSED if difference <= allowed else FAILED
    return Verdict(label, outcome, f"off by {difference:.2e}, {allowed:.2e} allowed", {"difference": difference})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stapes", default=str(ROOT / ".build" / "release" / "stapes"))
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--only", choices=sorted(NETWORKS), help="one kind of network")
    parser.add_argument("--json", type=pathlib.Path, help="write the verdicts there")
    arguments = parser.parse_args()
    stapes = Stapes(arguments.stapes)
    chosen = {name: make for name, make in NETWORKS.items() if arguments.only in (None, name)}
    verdicts = [judge(stapes, name, make, seed) for name, make in chosen.items() for seed in range(arguments.seeds)]
    return finish(verdicts, arguments.json)


if __name__ == "__main__":
    raise SystemExit(main())
