"""Judge: onnxruntime, on the fixtures that use ONNX's own integer operators alone.

    python -m stapes_judges.onnxruntime_judge --stapes .build/release/stapes [--json FILE]

Every integer tensor of the file is compared, the graph run as a whole, without graph optimisations.
"""

import argparse
import json
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, shape_inference

from .command import MATCHED, Stapes
from .comparison import compare
from .report import FAILED, PASSED, Verdict, finish

ROOT = pathlib.Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "Tests" / "Fixtures"
INTEGERS = {TensorProto.INT8, TensorProto.UINT8, TensorProto.INT16, TensorProto.UINT16, TensorProto.INT32}


def is_standard(model: onnx.ModelProto) -> bool:
    return all(node.domain in ("", "ai.onnx") for node in model.graph.node)


def integer_tensors(model: onnx.ModelProto) -> dict[str, int]:
    """Names and element types of the integer tensors that nodes produce."""
    graph = shape_inference.infer_shapes(model).graph
    types = {value.name: value.type.tensor_type.elem_type for value in [*graph.value_info, *graph.output]}
    produced = [name for node in graph.node for name in node.output]
    return {name: types[name] for name in produced if types.get(name) in INTEGERS}


def runtime_integers(model: onnx.ModelProto, rows: np.ndarray) -> dict[str, np.ndarray]:
    """[rows, ...] per tensor."""
    types = integer_tensors(model)
    present = {value.name for value in model.graph.output}
    model.graph.output.extend(
        helper.make_tensor_value_info(name, kind, None) for name, kind in types.items() if name not in present)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    source = session.get_inputs()[0]
    runs = [session.run(list(types), {source.name: row.reshape(source.shape)}) for row in rows]
    return {name: np.stack([run[index] for run in runs]) for index, name in enumerate(types)}


def judge(stapes: Stapes, name: str) -> Verdict | None:
    model = onnx.load(FIXTURES / f"{name}.onnx")
    if not is_standard(model):
        return None
    rows = np.load(FIXTURES / f"{name}.input.npy")
    expected = runtime_integers(model, rows)
    found = stapes.run(FIXTURES / f"{name}.onnx", rows, tensors=True)
    if found.code != MATCHED:
        return Verdict(name, FAILED, f"exit code {found.code}: " + "; ".join(map(str, found.errors)))
    differences = [compare(name, "integer", values, found.tensor(name)) for name, values in expected.items()]
    problems = [str(difference) for difference in differences if not difference.passed]
    return Verdict(name, FAILED if problems else PASSED, "; ".join(problems), {"tensors": len(differences)})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stapes", default=str(ROOT / ".build" / "release" / "stapes"))
    parser.add_argument("--json", type=pathlib.Path, help="write the verdicts there")
    arguments = parser.parse_args()
    index = json.loads((FIXTURES / "index.json").read_text())
    judged = [judge(Stapes(arguments.stapes), entry["name"]) for entry in index["fixtures"]]
    return finish([verdict for verdict in judged if verdict is not None], arguments.json)


if __name__ == "__main__":
    raise SystemExit(main())
