"""Tests of the integer operators: run as they are, expected outputs from the test itself."""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto

from ..command import MATCHED, UNSUPPORTED, Stapes
from ..comparison import compare
from ..report import FAILED, PASSED, SKIPPED, Verdict
from .cases import Case, Inapplicable, bake, in_supported_opset

# Element types that are no part of the promise: floats of 4, 8 and 16 bits, integers of 2.
OUTSIDE = {TensorProto.FLOAT16, TensorProto.BFLOAT16, TensorProto.FLOAT8E4M3FN, TensorProto.FLOAT8E4M3FNUZ,
           TensorProto.FLOAT8E5M2, TensorProto.FLOAT8E5M2FNUZ, TensorProto.FLOAT4E2M1, TensorProto.INT2,
           TensorProto.UINT2}


# Attributes that are no part of the promise: a scale per block of elements (opset 21).
OUTSIDE_ATTRIBUTES = {"block_size"}


def outside(case: Case) -> list[str]:
    """What in a test is no part of the promise: element types and attributes, by name."""
    attributes = {attribute.name for node in case.model.graph.node for attribute in node.attribute}
    values = [*case.model.graph.input, *case.model.graph.output]
    types = {value.type.tensor_type.elem_type for value in values} & OUTSIDE
    return sorted([TensorProto.DataType.Name(each) for each in types] + list(attributes & OUTSIDE_ATTRIBUTES))


def judge(stapes: Stapes, case: Case, folder: pathlib.Path) -> Verdict:
    """These must pass, unless something is outside the promise: then a reason must be given."""
    unpromised = outside(case)
    path = folder / f"{case.name}.onnx"
    try:
        model = in_supported_opset(case.model)
        bake(model, case.inputs)
    except Inapplicable as reason:
        return Verdict(case.name, SKIPPED, str(reason))
    onnx.save(model, path)
    expected = plain(case.outputs[0])
    found = stapes.run(path, plain(case.inputs[0])[None], real=expected.dtype.kind == "f")
    if found.code == UNSUPPORTED and unpromised and found.errors:
        return Verdict(case.name, SKIPPED, f"refused ({', '.join(unpromised)}): {found.errors[0]}")
    output = found.output(case.model.graph.output[0].name)
    if found.code != MATCHED or output is None:
        reason = "; ".join(map(str, found.errors)) or found.stderr.strip()[-300:]
        return Verdict(case.name, FAILED, f"exit code {found.code}: {reason}")
    problem = difference(case.name, expected[None], output)
    return Verdict(case.name, FAILED if problem else PASSED, problem)


def plain(array: np.ndarray) -> np.ndarray:
    """4-bit integers as 8-bit ones, so that .npy can hold them."""
    if array.dtype.kind in "iufb":
        return array
    name = array.dtype.name
    return array.astype(np.uint8 if name.startswith("uint") else np.int8 if name.startswith("int") else np.float32)


def difference(name: str, expected: np.ndarray, found: np.ndarray) -> str:
    if expected.dtype.kind != "f":
        result = compare(name, "output", expected, found)
        return "" if result.passed else str(result)
    if expected.size != found.size or not np.allclose(expected.ravel(), found.ravel(), rtol=1e-6, atol=0):
        return f"expected {expected.ravel()[:8]}, found {found.ravel()[:8]}"
    return ""
