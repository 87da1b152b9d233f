"""Integers expected against integers found."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Difference:
    """One tensor's comparison; `first` is (row, index within the row, expected, found)."""

    tensor: str
    kind: str
    elements: int
    differing: int
    first: tuple[int, int, int, int] | None = None
    problem: str | None = None

    @property
    def passed(self) -> bool:
        return self.differing == 0 and self.problem is None

    def __str__(self) -> str:
        if self.problem:
            return f"{self.kind} tensor {self.tensor}: {self.problem}"
        if self.first is None:
            return f"{self.kind} tensor {self.tensor}: {self.elements} equal"
        row, index, expected, found = self.first
        return (f"{self.kind} tensor {self.tensor}: {self.differing} of {self.elements} differ; "
                f"row {row}, element {index}: expected {expected}, found {found}")


def compare(tensor: str, kind: str, expected: np.ndarray, found: np.ndarray | None) -> Difference:
    """Element by element; shapes may differ in axes of length 1, and the first axis is the rows."""
    if found is None:
        return Difference(tensor, kind, expected.size, 0, problem="not written")
    if found.dtype.kind not in "iub":
        return Difference(tensor, kind, expected.size, 0, problem=f"written as {found.dtype}, not as integers")
    if without_ones(expected.shape) != without_ones(found.shape):
        problem = f"shape {list(found.shape)} instead of {list(expected.shape)}"
        return Difference(tensor, kind, expected.size, 0, problem=problem)
    rows = expected.shape[0]
    left, right = (np.asarray(array, np.int64).reshape(rows, -1) for array in (expected, found))
    places = np.argwhere(left != right)
    if not len(places):
        return Difference(tensor, kind, expected.size, 0)
    row, index = (int(value) for value in places[0])
    return Difference(tensor, kind, expected.size, len(places), (row, index, int(left[row, index]), int(right[row, index])))


def without_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    return (shape[0], *(length for length in shape[1:] if length != 1)) if shape else shape


@dataclass(frozen=True)
class ClassDifferences:
    """Rows whose class differs, and how many of those have tied accumulators."""

    rows: int
    differing: int
    tied: int

    @property
    def passed(self) -> bool:
        return self.differing == self.tied


def compare_classes(expected: np.ndarray, found: np.ndarray, accumulators: np.ndarray) -> ClassDifferences:
    """Classes as indices of the largest value; a difference is excused where the accumulators of both are equal."""
    rows = len(expected)
    left, right = (np.argmax(values.reshape(rows, -1), axis=1) for values in (expected, found))
    differing = np.flatnonzero(left != right)
    flat = accumulators.reshape(rows, -1)
    tied = sum(int(flat[row, left[row]] == flat[row, right[row]]) for row in differing)
    return ClassDifferences(rows, len(differing), tied)
