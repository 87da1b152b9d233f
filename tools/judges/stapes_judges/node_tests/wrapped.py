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
# Operators whose further inputs are data too: their constants are quantised like the data.
JOINING = {"Concat"}
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
    if found.code != MATCHED or found.output is None:
        return Verdict(case.name, FAILED, f"exit code {found.code}: {found.stderr.strip()[-300:]}")
    problem = wrapped.difference(found.output)
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
        constants = [self.quantized_constant(case, index) for index in range(len(case.inputs))]
        bake(self.inner, constants)
        self.rows = make_rows(case.inputs[0])
        step = power_of_two_step(self.rows)
        evaluator = ReferenceEvaluator(self.inner)
        name = self.inner.graph.input[0].name
        self.values = np.stack([evaluator.run(None, {name: quantized(row, step)})[0] for row in self.rows])
        if not np.all(np.isfinite(self.values)):
            raise Inapplicable("the reference gives infinities or NaN")
        self.is_index = self.values.dtype.kind in "iu"
        self.is_softmax = case.operators == {"Softmax"}
        self.step = power_of_two_step(self.values)
        self.model = self.build(step)

    @staticmethod
    def quantized_constant(case: Case, index: int) -> np.ndarray | None:
        """Weights on a grid; other constants as they are."""
        array = case.inputs[index]
        is_weight = index == 1 and case.operators & LINEAR
        if index > 0 and array is not None and array.dtype == np.float32 and (is_weight or case.operators & JOINING):
            return quantized(array, power_of_two_step(case.inputs[0] if case.operators & JOINING else array))
        return array

    def build(self, step: np.float32) -> onnx.ModelProto:
        """The graph between quantisers; indices and Softmax stand at the output as they are."""
        model = onnx.ModelProto()
        model.CopyFrom(self.inner)
        graph = model.graph
        names = [graph.input[0].name, graph.output[0].name]
        rename(graph, {name: f"inner_{name}" for name in names})
        nodes = [quantizer(graph, names[0], f"inner_{names[0]}", step, "first"), *self.weight_quantizers(graph)]
        nodes += graph.node
        if not self.is_index and not self.is_softmax:
            nodes.append(quantizer(graph, f"inner_{names[1]}", names[1], self.step, "last"))
        else:
            nodes[-1].output[0] = names[1]
        del graph.node[:]
        graph.node.extend(nodes)
        del graph.value_info[:]
        del graph.output[1:]
        graph.output[0].name = names[1]
        graph.input[0].name = names[0]
        model.opset_import.append(helper.make_opsetid(QONNX, 1))
        return model

    def weight_quantizers(self, graph) -> list[onnx.NodeProto]:
        """Quantisers for the weights of linear operators, and for the constants that join the data."""
        made, joins = [], {node.op_type for node in graph.node} & JOINING
        for node in graph.node:
            places = range(1, len(node.input)) if joins else range(1, 2) if node.op_type in LINEAR else ()
            for place in places:
                name = node.input[place]
                tensor = next((tensor for tensor in graph.initializer if tensor.name == name), None)
                if tensor is not None:
                    values = self.rows if joins else numpy_helper.to_array(tensor)
                    step = power_of_two_step(values)
                    made.append(quantizer(graph, name, f"quantized_{name}", step, f"weights_{place}"))
                    node.input[place] = f"quantized_{name}"
        return made

    def difference(self, found: np.ndarray) -> str:
        """Empty where all agree; elements in doubt are not judged."""
        if found.size != self.values.size:
            return f"shape {list(found.shape)} instead of {list(self.values.shape)}"
        found = found.reshape(self.values.shape)
        if self.is_softmax:
            return compare_softmax(self.values, found, self.inner)
        if self.is_index:
            return describe(self.values.astype(np.int64) != found, self.values, found)
        expected = quantized(self.values, self.step)
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


def rename(graph: onnx.GraphProto, names: dict[str, str]) -> None:
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]


def quantizer(graph, source: str, target: str, step, label: str) -> onnx.NodeProto:
    parameters = {f"{label}_scale": step, f"{label}_zero_point": np.float32(0), f"{label}_bits": np.float32(BITS)}
    graph.initializer.extend(numpy_helper.from_array(np.asarray(v), k) for k, v in parameters.items())
    return helper.make_node("Quant", [source, *parameters], [target], name=f"{label}_quantizer", domain=QONNX,
                            signed=1, narrow=0, rounding_mode="ROUND")
