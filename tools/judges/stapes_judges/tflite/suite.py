"""One case: its file, its rows, what the references say."""

from dataclasses import dataclass

import numpy as np

from .cases import OPERATORS
from .cases.catalogue import Entry
from .draw import Builder, Draw
from .references import Inputs

SEED = 20261121
ROWS = 7


@dataclass(frozen=True)
class Case:
    name: str
    operator: str
    kind: str
    model: bytes
    inputs: Inputs
    options: dict[str, str]


def make(entry: Entry, seed: int, index: int, rows: int = ROWS) -> Case:
    build = Builder(Draw(seed, entry.operator, entry.label, index))
    entry.build(build, entry.kind)
    inputs = Inputs(build.rows(rows), stream=build.stream, stateful=build.stateful)
    name = f"{entry.operator}.{entry.label.replace(' ', '.')}.{index}"
    return Case(name, entry.operator, entry.kind, build.model.bytes(), inputs, build.draw.chosen)


def chosen(only: str | None) -> list[Entry]:
    return [entry for entry in OPERATORS if only in (None, entry.operator)]


def distinct(values: np.ndarray) -> int:
    """How many values a tensor takes over all rows: one alone would show that nothing is tested."""
    return len(np.unique(values))
