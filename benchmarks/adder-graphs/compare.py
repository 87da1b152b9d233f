"""Counts the additions of adder graphs, ours and da4ml's, on the seeded matrices.

    swift build -c release --product adder-graphs
    python3 -m venv .venv && .venv/bin/pip install da4ml==0.6.0
    .venv/bin/python benchmarks/adder-graphs/compare.py .build/release/adder-graphs

prints the table of README.md. Times are processor time, so that other load does not count.
"""

import math
import subprocess
import sys
import time

import numpy
from da4ml.cmvm import solve
from matrices import matrices


def peer(matrix: list[list[int]]) -> tuple[int, float]:
    """Additions and seconds of da4ml, whose result is checked."""
    kernel = numpy.array(matrix, dtype=numpy.float32).T.copy()
    start = time.process_time()
    solution = solve(kernel)
    seconds = time.process_time() - start
    assert (numpy.array(solution.kernel) == kernel).all()
    steps = [operation for stage in solution.solutions for operation in stage.ops]
    return sum(1 for operation in steps if operation.opcode in (0, 1)), seconds


def ours(command: str, matrix: list[list[int]]) -> tuple[int, float]:
    """Additions and seconds of this repository, whose command checks the result."""
    text = "".join(" ".join(map(str, row)) + "\n" for row in matrix)
    answer = subprocess.run(
        [command], input=text, capture_output=True, text=True, check=True
    ).stdout.split()
    return int(answer[0]), float(answer[1])


def plain(matrix: list[list[int]]) -> int:
    """Additions without sharing: the canonical signed digits of each row less one."""
    digits = [[((w * 3) ^ w).bit_count() for w in map(abs, row)] for row in matrix]
    return sum(max(0, sum(row) - 1) for row in digits)


def main() -> None:
    print("| matrix | plain | da4ml 0.6.0 | ours | ratio | s da4ml | s ours |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    ratios = []
    for name, matrix in matrices().items():
        (theirs, their_time), (own, own_time) = peer(matrix), ours(sys.argv[1], matrix)
        ratios.append(math.log(own / theirs))
        print(
            f"| {name} | {plain(matrix)} | {theirs} | {own} | {own / theirs:.3f} "
            f"| {their_time:.2f} | {own_time:.2f} |",
            flush=True,
        )
    mean = math.exp(sum(ratios) / len(ratios))
    print(f"| geometric mean | | | | {mean:.3f} | | |")


if __name__ == "__main__":
    main()
