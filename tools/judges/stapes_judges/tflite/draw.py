"""Seeded choices for one case: option values that cycle so that none is missed, scales, zero points, shapes, rows."""

import hashlib
from dataclasses import dataclass, field

import numpy as np

from .writer import DTYPES, RANGES, GraphWriter, ModelWriter


def generator(*parts) -> np.random.Generator:
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


@dataclass
class Draw:
    """The choices of case number `index` of one operator and kind; `chosen` remembers the options for the coverage."""

    seed: int
    operator: str
    kind: str
    index: int
    chosen: dict[str, str] = field(default_factory=dict)
    random: np.random.Generator = field(init=False)

    def __post_init__(self):
        self.random = generator(self.seed, self.operator, self.kind, self.index)

    def pick(self, option: str, values):
        """One of the values: each comes once in every block of len(values) cases, in an order of the block's own.

        Of a dictionary the keys are remembered, for values that differ from case to case.
        """
        if isinstance(values, dict):
            return values[self.pick(option, list(values))]
        values = list(values)
        block, place = divmod(self.index, len(values))
        order = generator(self.seed, self.operator, self.kind, option, block).permutation(len(values))
        value = values[order[place]]
        self.chosen[option] = str(value)
        return value

    def integer(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return int(self.random.integers(low, high + 1))

    def one_of(self, values):
        return values[self.integer(0, len(values) - 1)]

    def shape(self, rank: int, longest: int = 6, batch: int = 1) -> list[int]:
        return [batch] + [self.integer(1, longest) for _ in range(rank - 1)]

    def scale(self, option: str = "scale") -> float:
        """Usual scales, powers of two (ties), and very small and very large ones."""
        kind = self.pick(option, ["usual", "usual", "power of two", "usual", "small", "large"])
        if kind == "power of two":
            return float(2.0 ** -self.integer(2, 8))
        low, high = {"usual": (-7, -3), "small": (-22, -12), "large": (0, 9)}[kind]
        return float(np.float32(2.0 ** self.random.uniform(low, high)))

    def bounded(self, scale: float, activation: str, kind: str) -> float:
        """Mostly a scale at which the bounds of RELU6 and RELU_N1_TO_1 lie within the range."""
        if activation in ("NONE", "RELU") or self.integer(0, 4) == 0:
            return scale
        exponent = self.random.uniform(-6, -4.5) - (8 if kind == "int16" else 0)
        return float(np.float32(2.0 ** exponent))

    def near(self, scale: float, option: str = "output scale") -> float:
        """A scale beside another one: the same, a power of two away, a bit off, far off."""
        factor = self.pick(option, ["usual", "equal", "usual", "power of two", "usual", "much larger", "usual",
                                    "much smaller"])
        exponent = {"usual": self.random.uniform(-0.7, 1.5), "equal": 0, "power of two": self.integer(-1, 3),
                    "much larger": self.random.uniform(5, 12), "much smaller": -self.random.uniform(2, 6)}[factor]
        return float(np.float32(scale * 2.0 ** exponent))

    def zero_point(self, kind: str, option: str = "zero point") -> int:
        low, high = RANGES[kind]
        if kind == "int16" and self.kind.endswith("zero points"):
            return self.pick(option, [self.integer(-400, 400), 0, self.integer(-8, 8)])
        if kind != "int8":
            return 0
        middle = self.integer(-40, 40)
        return self.pick(option, {"middle": middle, "0": 0, "low": low, "middle 2": middle, "high": high,
                                  "any": self.integer(low, high), "middle 3": middle})

    def values(self, shape, kind: str, limit: int | None = None) -> np.ndarray:
        """Random integers of the whole range, or within ± limit."""
        low, high = RANGES[kind]
        if limit is not None:
            low, high = max(low, -limit), min(high, limit)
        return self.random.integers(low, high + 1, shape).astype(DTYPES[kind])


def rows(random: np.random.Generator, shape, kind: str, count: int, scale: float = 1.0) -> np.ndarray:
    """[count, *shape]: all lowest, all highest, alternating extremes, then random ones, some of them small."""
    shape = tuple(shape)
    if kind == "float":
        return float_rows(random, shape, count, scale)
    low, high = RANGES[kind]
    size = int(np.prod(shape))
    special = [np.full(size, low), np.full(size, high), np.resize([low, high], size)][:max(0, count - 2)]
    drawn = random.integers(low, high + 1, (count - len(special), size))
    drawn[1::2] = drawn[1::2] // 16
    return np.concatenate([np.reshape(special, (-1, size)), drawn]).astype(DTYPES[kind]).reshape(count, *shape)


def float_rows(random: np.random.Generator, shape, count: int, scale: float) -> np.ndarray:
    """Ties of the quantiser, values beyond its range, and random ones."""
    size = int(np.prod(shape))
    ties = (random.integers(-140, 140, (2, size)) + 0.5) * scale
    far = random.choice([-1e6, 1e6], (1, size)) * scale
    drawn = random.normal(scale=60 * scale, size=(count - 3, size))
    return np.concatenate([ties, far, drawn]).astype(np.float32).reshape(count, *shape)


@dataclass
class Builder:
    """A model of one graph with its draw, and the rows for its inputs."""

    draw: Draw
    model: ModelWriter = field(default_factory=ModelWriter)
    graph: GraphWriter = field(init=False)
    inputs: list[tuple[tuple[int, ...], str, float]] = field(default_factory=list)
    stateful: bool = False
    stream: bool = False
    # One number per input that all its elements are in every row, instead of drawn rows.
    fixed: list[int] | None = None

    def __post_init__(self):
        self.graph = self.model.subgraph()

    def input(self, shape, kind: str, scale: float = 1.0, zero_point: int = 0, name: str | None = None) -> int:
        name = name or f"input{len(self.inputs)}"
        self.inputs.append((tuple(shape), kind, scale))
        return self.graph.input(name, shape, kind, scale=scale, zero_point=zero_point)

    def output(self, shape, kind: str, scale: float | None = 1.0, zero_point: int = 0,
               name: str | None = None) -> int:
        index = self.graph.tensor(name or f"output{len(self.graph.output_indices)}", shape, kind, scale=scale,
                                  zero_point=zero_point)
        self.graph.outputs(index)
        return index

    def constant(self, data, kind: str, name: str | None = None, **options) -> int:
        return self.graph.constant(name or f"constant{len(self.graph.tensors)}", np.asarray(data), kind, **options)

    def operator(self, inputs, outputs, **options) -> None:
        self.graph.operator(self.draw.operator, inputs, outputs, **options)

    def rows(self, count: int) -> list[np.ndarray]:
        if self.fixed is not None:
            return [np.full((2, *shape), value, DTYPES[kind])
                    for (shape, kind, _), value in zip(self.inputs, self.fixed, strict=True)]
        random = generator(self.draw.seed, self.draw.operator, self.draw.kind, self.draw.index, "rows")
        return [rows(random, shape, kind, count, scale) for shape, kind, scale in self.inputs]
