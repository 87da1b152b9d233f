"""Tests of float operators: put between quantisers, expected values from ONNX's reference evaluator."""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from qonnx.custom_op.general.intquant import int_quant

from ..command import MATCHED, UNSUPPORTED, Stapes
from ..graph_builder import QONNX
from ..report import FAILED, PASSED, SKIPPED, Verdict
from .cases import LINEAR, Case, Inapplicable, bake, in_supported_opset

BITS, LIMIT = 8, 127
EXTRA_ROWS = 3
# Operators that join two tensors of data: the second operand, where it has the data's shape, becomes the same data
# behind a quantiser of its own, whose step is so many times the first one's.
JOINING = {"Concat": 1, "Add": 2, "Sub": 2}
# In steps: nearer than this to a tie, the evaluator's float32 may fall on either side.
DOUBT = 1e-4


def judge(stapes: Stapes, case: Case, folder: pathlib.Path) -> Verdict:
    """Passed, failed, or skipped with the compiler's own reason or ours."""
    try:
        check_types(case)
        wrapped = Wrapped(case)
    except Inapplicable as reason:
        return Verdict(case.name, SKIPPED, str(reason))
    except Exception as error:  # noqa: BLE001 (the evaluator raises what it likes)
        return Verdict(case.name, SKIPPED, f"the reference evaluator fails: {type(error).__name__}: {error}"[:200])
    path = folder / f"{case.name}.onnx"
    onnx.save(wrapped.model, path)
    found = stapes.run(path, wrapped.rows, real=True)
    if found.code == UNSUPPORTED and found.errors:
        return Verdict(case.name, SKIPPED, "refused: " + "; ".join(map(str, found.errors)))
    output = found.output(case.model.graph.output[0].name)
    if found.code != MATCHED or output is None:
        return Verdict(case.name, FAILED, f"exit code {found.code}: {found.stderr.strip()[-300:]}")
    problem = wrapped.difference(output)
    return Verdict(case.name, FAILED if problem else PASSED, problem)


def check_types(case: Case) -> None:
    if not case.model.graph.input:
        raise Inapplicable("no input: the output is constant")
    for value, what in [(case.model.graph.input[0], "input"), (case.model.graph.output[0], "output")]:
        kind = value.type.tensor_type.elem_type
        if value.type.WhichOneof("value") != "tensor_type":
            raise Inapplicable(f"the {what} is no tensor")
        if what == "input" and kind != TensorProto.FLOAT:
            raise Inapplicable(f"data of type {TensorProto.DataType.Name(kind)} cannot stand between quantisers")
        if what == "output" and kind not in (TensorProto.FLOAT, TensorProto.INT64):
            raise Inapplicable(f"output of type {TensorProto.DataType.Name(kind)} cannot stand between quantisers")
    if case.inputs[0].size == 0 or case.outputs[0].size == 0:
        raise Inapplicable("no elements")


def power_of_two_step(values: np.ndarray) -> np.float32:
    """The smallest power of two whose 8-bit range covers the values."""
    peak = float(np.max(np.abs(values), initial=0.0))
    return np.float32(2.0 ** np.ceil(np.log2(peak / LIMIT)) if peak > 0 else 1.0)


def quantized(values: np.ndarray, step: np.float32) -> np.ndarray:
    zero, bits = np.float32(0), np.float32(BITS)
    return np.asarray(int_quant(values, step, zero, bits, True, False, "ROUND"), np.float32)


class Wrapped:
    """A test's graph between two quantisers, rows for it, and what it must give."""

    def __init__(self, case: Case):
        self.inner = in_supported_opset(case.model)
        self.second = second_operand(case)
        bake(self.inner, weights_on_grid(case), kept=(0, 1) if self.second else (0,))
        self.rows = make_rows(case.inputs[0])
        self.values = np.stack([self.evaluate(row) for row in self.rows])
        if not np.all(np.isfinite(self.values)):
            raise Inapplicable("the reference gives infinities or NaN")
        self.is_index = self.values.dtype.kind in "iu"
        self.is_softmax = case.operators == {"Softmax"}
        self.step = power_of_two_step(self.values)
        self.model = self.build()

    @property
    def input_steps(self) -> list[np.float32]:
        """One per data operand."""
        step = power_of_two_step(self.rows)
        return [step, np.float32(step * JOINING[self.second])] if self.second else [step]

    def evaluate(self, row: np.ndarray) -> np.ndarray:
        """In float64 where the evaluator can: float32 turns near ties into ties."""
        names = [value.name for value in self.inner.graph.input]
        operands = {name: quantized(row, step) for name, step in zip(names, self.input_steps, strict=True)}
        evaluator = ReferenceEvaluator(self.inner)
        try:
            return evaluator.run(None, {name: values.astype(np.float64) for name, values in operands.items()})[0]
        except (RuntimeError, TypeError, ValueError):
            return evaluator.run(None, operands)[0]

    def build(self) -> onnx.ModelProto:
        """The graph between quantisers; indices and Softmax stand at the output as they are."""
        model = onnx.ModelProto()
        model.CopyFrom(self.inner)
        graph = model.graph
        data, output = [value.name for value in graph.input], graph.output[0].name
        rename(graph, {name: f"inner_{name}" for name in [*data, output]})
        nodes = [quantizer(graph, data[0], f"inner_{name}", step, f"first_{index}")
                 for index, (name, step) in enumerate(zip(data, self.input_steps, strict=True))]
        nodes += [*weight_quantizers(graph), *graph.node]
        if self.is_index or self.is_softmax:
            nodes[-1].output[0] = output
        else:
            nodes.append(quantizer(graph, f"inner_{output}", output, self.step, "last"))
        del graph.node[:], graph.value_info[:], graph.output[1:], graph.input[1:]
        graph.node.extend(nodes)
        model.opset_import.append(helper.make_opsetid(QONNX, 1))
        return model

    def difference(self, found: np.ndarray) -> str:
        """Empty where all agree; elements in doubt are not judged."""
        if found.size != self.values.size:
            return f"shape {list(found.shape)} instead of {list(self.values.shape)}"
        found = found.reshape(self.values.shape)
        if self.is_softmax:
            return compare_softmax(self.values, found, self.inner)
        if self.is_index:
            return describe(self.values.astype(np.int64) != found, self.values, found)
        expected = quantized(self.values, self.step).astype(np.float64)
        quotient = self.values.astype(np.float64) / self.step
        exact = np.abs(np.abs(quotient - np.floor(quotient)) - 0.5) == 0
        doubtful = ~exact & (np.abs(np.abs(quotient - np.floor(quotient)) - 0.5) < DOUBT)
        return describe((expected != found) & ~doubtful, expected, found)


def describe(wrong: np.ndarray, expected: np.ndarray, found: np.ndarray) -> str:
    places = np.argwhere(wrong)
    if not len(places):
        return ""
    first = tuple(int(index) for index in places[0])
    return f"{len(places)} of {expected.size} differ; at {list(first)}: expected {expected[first]}, found {found[first]}"


def compare_softmax(expected: np.ndarray, found: np.ndarray, model: onnx.ModelProto) -> str:
    """Softmax is dropped: the classes along its axis must stay."""
    version = next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
    axes = [attribute.i for attribute in model.graph.node[0].attribute if attribute.name == "axis"]
    axis = axes[0] if axes else (-1 if version >= 13 else 1)
    axis = axis + 1 if axis >= 0 else axis
    left, right = np.argmax(expected, axis=axis), np.argmax(found, axis=axis)
    return describe(left != right, left, right)


def make_rows(values: np.ndarray) -> np.ndarray:
    """The test's own data, then permutations of it."""
    random = np.random.default_rng(values.size)
    shuffled = [random.permutation(values.ravel()).reshape(values.shape) for _ in range(EXTRA_ROWS)]
    return np.stack([values, *shuffled]).astype(np.float32)


def second_operand(case: Case) -> str | None:
    """The joining operator, where its second operand can be made from the data."""
    joins = sorted(case.operators & JOINING.keys())
    is_like = len(case.inputs) == 2 and case.inputs[1] is not None and case.inputs[1].shape == case.inputs[0].shape
    return joins[0] if joins and is_like and case.inputs[1].dtype == np.float32 else None


def weights_on_grid(case: Case) -> list[np.ndarray | None]:
    """The test's inputs, the weights of a linear operator rounded to a grid."""
    inputs = list(case.inputs)
    if case.operators & LINEAR and inputs[1].dtype == np.float32:
        inputs[1] = quantized(inputs[1], power_of_two_step(inputs[1]))
    return inputs


def weight_quantizers(graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    """A quantiser for the weights of each linear operator, whose node then reads its output."""
    tensors, made = {tensor.name: tensor for tensor in graph.initializer}, []
    for node in graph.node:
        if node.op_type in LINEAR and node.input[1] in tensors:
            name = node.input[1]
            step = power_of_two_step(numpy_helper.to_array(tensors[name]))
            made.append(quantizer(graph, name, f"quantized_{name}", step, "weights"))
            node.input[1] = f"quantized_{name}"
    return made


def rename(graph: onnx.GraphProto, names: dict[str, str]) -> None:
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]


def quantizer(graph, source: str, target: str, step, label: str) -> onnx.NodeProto:
    parameters = {f"{label}_scale": step, f"{label}_zero_point": np.float32(0), f"{label}_bits": np.float32(BITS)}
    graph.initializer.extend(numpy_helper.from_array(np.asarray(v), k) for k, v in parameters.items())
    return helper.make_node("Quant", [source, *parameters], [target], name=f"{label}_quantizer", domain=QONNX,
                            signed=1, narrow=0, rounding_mode="ROUND")
