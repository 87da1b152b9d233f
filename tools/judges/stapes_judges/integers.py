"""From the executor's floats back to integers: which tensors are on a grid, and on which."""

from dataclasses import dataclass

import numpy as np
from qonnx.core.modelwrapper import ModelWrapper

QUANTIZERS = {"Quant", "IntQuant", "BipolarQuant", "Trunc"}
LINEAR = {"MatMul", "Conv", "Gemm"}
# Operators that move values and change none, so that the grid of the input is that of the output.
MOVEMENT = {"Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "MaxPool", "Transpose"}
INTEGER_KINDS = "iu"


@dataclass(frozen=True)
class Grid:
    """value = scale * (integer - zero); both broadcast against the tensor."""

    scale: np.ndarray
    zero: np.ndarray


@dataclass(frozen=True)
class Expectation:
    """A tensor whose integers are compared."""

    name: str
    kind: str  # "quantized", "integer" or "accumulator"
    grid: Grid | None

    def integers(self, values: np.ndarray) -> np.ndarray:
        if self.grid is None:
            return values.astype(np.int64)
        return to_integers(values, self.grid)


def to_integers(values: np.ndarray, grid: Grid) -> np.ndarray:
    """round(value / scale) + zero, in float64: the float32 error of value is far below half a step."""
    quotient = np.asarray(values, np.float64) / np.asarray(grid.scale, np.float64)
    rounded = np.rint(quotient)
    if quotient.size and np.max(np.abs(quotient - rounded)) > 0.05:
        raise ValueError(f"values are not on the grid of scale {grid.scale}")
    return (rounded + np.rint(np.asarray(grid.zero, np.float64))).astype(np.int64)


def expectations(model: ModelWrapper, context: dict[str, np.ndarray], data: str) -> list[Expectation]:
    """Every tensor to compare, in the file's order. `context` is one row's execution context."""
    dependent, grids, accumulator, found = {data}, {}, None, []
    for node in model.graph.node:
        depends = any(name in dependent for name in node.input)
        grid = grid_of(node, grids, context)
        for name in node.output:
            if grid is not None:
                grids[name] = grid
            if not depends:
                continue
            dependent.add(name)
            if node.op_type in QUANTIZERS:
                found.append(Expectation(name, "quantized", grid))
            elif is_network_integer(node, context[name]):
                found.append(Expectation(name, "integer", None))
        if depends and node.op_type in LINEAR:
            accumulator = Expectation(node.output[0], "accumulator", grid)
    if accumulator is not None and accumulator.grid is not None:
        found.append(accumulator)
    return found


def is_network_integer(node, value: np.ndarray) -> bool:
    """Integers that are data: not the int64 of shape computations, but those of classes."""
    is_index = node.op_type in ("ArgMax", "TopK")
    return value.dtype.kind in INTEGER_KINDS and (value.dtype != np.int64 or is_index)


def grid_of(node, grids: dict[str, Grid], context: dict[str, np.ndarray]) -> Grid | None:
    """The grid of a node's output, where it has one that can be told from the graph alone."""
    if node.op_type in QUANTIZERS:
        return quantizer_grid(node, context)
    if node.op_type in LINEAR:
        return linear_grid(node, grids, context)
    source = grids.get(node.input[0]) if node.input else None
    if node.op_type in MOVEMENT and source is not None:
        return moved_grid(node, source, context)
    if node.op_type == "Concat":
        return common_grid([grids.get(name) for name in node.input])
    return None


def common_grid(sources: list[Grid | None]) -> Grid | None:
    """The grid that all parts share, if they do."""
    if None in sources or any(grid.scale.size != 1 or grid.zero.size != 1 for grid in sources):
        return None
    pairs = {(float(grid.scale.item()), float(grid.zero.item())) for grid in sources}
    return sources[0] if len(pairs) == 1 else None


def quantizer_grid(node, context) -> Grid:
    zero = context[node.input[2]] if node.op_type != "BipolarQuant" else np.float32(0)
    if node.op_type == "Trunc":
        return truncation_grid(node, context)
    return Grid(np.asarray(context[node.input[1]]), np.asarray(zero))


def truncation_grid(node, context) -> Grid:
    """Version 1 (five inputs) keeps the input's scale; version 2 has an output scale and a rescaled zero."""
    scale, zero = (np.asarray(context[node.input[index]], np.float64) for index in (1, 2))
    if len(node.input) == 5:
        return Grid(scale, zero)
    output_scale = np.asarray(context[node.input[4]], np.float64)
    return Grid(output_scale, zero / 2.0 ** np.rint(np.log2(output_scale / scale)))


def moved_grid(node, source: Grid, context) -> Grid | None:
    if source.scale.size == 1 and source.zero.size == 1:
        return Grid(source.scale.reshape(()), source.zero.reshape(()))
    rank = context[node.input[0]].ndim
    if node.op_type == "Transpose" and source.scale.ndim == rank and source.zero.size == 1:
        order = [attribute.ints for attribute in node.attribute if attribute.name == "perm"]
        return Grid(np.transpose(source.scale, order[0] if order else None), source.zero.reshape(()))
    return None


def linear_grid(node, grids, context) -> Grid | None:
    """Accumulators are in units of input scale times weight scale; a bias must lie on that grid."""
    pair = [grids.get(name) for name in node.input[:2]]
    if None in pair or any(grid.scale.size != 1 for grid in pair[:1]):
        return None
    weight_scale = output_channel_scale(node, pair[1].scale, context)
    if weight_scale is None:
        return None
    grid = Grid(pair[0].scale.astype(np.float64).reshape(()) * weight_scale.astype(np.float64), np.float64(0))
    return grid if bias_on_grid(node, grid, context) else None


def output_channel_scale(node, scale: np.ndarray, context) -> np.ndarray | None:
    """The weight scale, shaped so that it broadcasts against the output."""
    if scale.size == 1:
        return scale.reshape(())
    output_rank = context[node.output[0]].ndim
    if node.op_type == "Conv" and scale.size == scale.shape[0]:
        return scale.reshape([1, -1] + [1] * (output_rank - 2))
    transposed = node.op_type == "Gemm" and any(a.name == "transB" and a.i for a in node.attribute)
    axis = 0 if transposed else scale.ndim - 1
    return scale.reshape(-1) if node.op_type != "Conv" and scale.size == scale.shape[axis] else None


def bias_on_grid(node, grid: Grid, context) -> bool:
    if node.op_type == "Gemm" and any(a.name in ("alpha", "beta") and a.f != 1 for a in node.attribute):
        return False
    if len(node.input) < 3 or not node.input[2]:
        return True
    shape = [1, -1, *[1] * (context[node.output[0]].ndim - 2)] if node.op_type == "Conv" else [-1]
    bias = context[node.input[2]].astype(np.float64).reshape(shape) / grid.scale
    return bool(np.all(np.abs(bias - np.rint(bias)) < 1e-4))
