"""Runs the small checks and prints a table beside the known figures."""

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from . import checks_calibration, checks_levels, digits

CHECKS = {
    "exactness": checks_levels.exactness,
    "levels": checks_levels.few_levels,
    "weights": checks_levels.few_weights,
    "rounding": checks_calibration.rounding,
    "kernels": checks_calibration.kernel_codebooks,
}

INTRODUCTION = """# Small checks of the methods

Written by `PYTHONPATH=tools/methods python -m stapes_methods --output benchmarks/methods/README.md`, {seeds} seeds, one thread.
The 1,797 digits of scikit-learn (UCI, 8 x 8 pixels), split 70 to 30 within each class. These are Python models of the methods
behind `stapes discretize`, not the command: they say what a method gives where it is done right.

*Known* are figures measured before this project, of 1 to 4 seeds. *Within noise*: the means differ by no more than {noise}
points (shares of differing levels {levels}, figures at once 5, the correlation 0.03), or twice the standard error of the
difference of two such means where that is more. Under each table stands what it must bear out whatever the network.
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="stapes_methods", description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", choices=CHECKS, nargs="+", default=list(CHECKS))
    parser.add_argument("--output", type=Path, help="file of the table; without it, it is only printed")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    data, start = digits.load(), time.monotonic()
    heading = INTRODUCTION.format(seeds=arguments.seeds, noise=0.7, levels=checks_levels.MISMATCH_SLACK)
    sections = []
    for name in arguments.only:
        sections.append(CHECKS[name](data, range(1, arguments.seeds + 1)))
        print(sections[-1].markdown(), f"({time.monotonic() - start:.0f} s)\n", flush=True)
    text = "\n".join([heading, *(section.markdown() for section in sections),
                      f"torch {torch.__version__}, numpy {np.__version__}.", ""])
    if arguments.output:
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        arguments.output.write_text(text, encoding="utf-8")
    if not all(claim.holds for section in sections for claim in section.claims):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
