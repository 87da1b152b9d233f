"""Judge: the C of the public .tflite models of ../shared/data against the interpreter, on the rows of model_judge.

    python -m stapes_judges.tflite.device_judge --stapes PATH [--quick | --full] [--only NAME] [--target NAME]

All rows run on the host twice: gcc's code, and clang's under AddressSanitizer and UndefinedBehaviorSanitizer with
every range asserted. The first rows run on each emulated core, and the code for that core on the host as well.
"""

import argparse
import json
import pathlib
import tempfile
import time
from dataclasses import dataclass

import numpy as np

from ..command import MATCHED, Stapes, parse_diagnostics
from ..report import FAILED, PASSED, SKIPPED, Verdict, finish, print_table
from . import model_judge
from .model_judge import Material

# Rows on the host and on each core.
QUICK, FULL = (20, 3), (1000, 10)
QUICK_MODELS = ["tflm/hello_world_int8", "tflm/micro_speech_quantized"]
CORES = ["rv32ic", "cortex-m0"]
# The sanitized code of the largest model takes minutes for a thousand rows.
TIME_LIMIT = 3000


@dataclass(frozen=True)
class Run:
    """`stapes verify` for one target: the rows and the mismatches of each place, or what went wrong."""

    vectors: dict[str, int]
    mismatches: int
    forbidden: int
    seconds: float
    problems: list[str]


def verify(stapes: Stapes, given: Material, target: str, rows: np.ndarray) -> Run:
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        model, array = pathlib.Path(folder) / "model.tflite", pathlib.Path(folder) / "rows.npy"
        model.write_bytes(given.model)
        np.save(array, rows)
        done = stapes.call(["verify", str(model), "--target", target, "--input", str(array), "--quick", "--json", "--quiet"],
                           time_limit=TIME_LIMIT)
    seconds = time.monotonic() - start
    if not done.stdout.lstrip().startswith("{"):
        said = "; ".join(map(str, parse_diagnostics(done.stderr))) or done.stderr.strip()[-300:]
        return Run({}, 0, 0, seconds, [f"{target}: exit code {done.returncode}: {said}"])
    found = json.loads(done.stdout)
    problems = [f"{target}: {finding}" for finding in found["findings"]]
    if done.returncode != MATCHED and not problems:
        problems = [f"{target}: exit code {done.returncode}"]
    return Run({place["place"]: place["vectors"] for place in found["places"]},
               sum(place["mismatches"] for place in found["places"]), found["forbidden_instructions"], seconds, problems)


def judge(stapes: Stapes, given: Material, targets: list[str], on_core: int) -> list[Verdict]:
    """A verdict per target; each place must have run every row."""
    verdicts = []
    for target in targets:
        rows = given.rows if target == "host" else given.rows[:on_core]
        run = verify(stapes, given, target, rows)
        problems = run.problems + [f"{place}: {count} vectors instead of {len(rows)}"
                                   for place, count in run.vectors.items() if count != len(rows)]
        details = {"target": target, "places": ", ".join(run.vectors), "rows": len(rows), "differing": run.mismatches,
                   "forbidden": run.forbidden, "seconds": round(run.seconds, 1)}
        verdicts.append(Verdict(f"{given.name} on {target}", FAILED if problems else PASSED, "; ".join(problems),
                                details))
    return verdicts


def print_verdicts(verdicts: list[Verdict]) -> None:
    shown = ["places", "rows", "differing", "forbidden", "seconds"]
    print_table(["model", "outcome", *shown],
                [[verdict.name, verdict.outcome, *(verdict.details.get(key, "") for key in shown)]
                 for verdict in verdicts])


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stapes", required=True)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_MODELS}, {QUICK} rows (the default)")
    parser.add_argument("--full", action="store_true", help=f"every model, {FULL} rows")
    parser.add_argument("--rows", type=int, help="that many rows on the host")
    parser.add_argument("--only", metavar="NAME", help="models whose name contains it")
    parser.add_argument("--target", action="append", help="these targets alone; repeatable")
    parser.add_argument("--shared", type=pathlib.Path, default=model_judge.SHARED)
    parser.add_argument("--json", type=pathlib.Path, help="write the verdicts there")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    if not (arguments.shared / "models" / "tflm").is_dir():
        return finish([Verdict("public .tflite models", SKIPPED, f"{arguments.shared} is absent")], arguments.json)
    on_host, on_core = FULL if arguments.full else QUICK
    names = model_judge.MODELS if arguments.full or arguments.only else QUICK_MODELS
    stapes, verdicts = Stapes(arguments.stapes), []
    for name in names:
        if (arguments.only or "") in name:
            given = model_judge.material(name, arguments.shared, arguments.rows or on_host)
            verdicts += judge(stapes, given, arguments.target or ["host", *CORES], on_core)
    print_verdicts(verdicts)
    return finish(verdicts, arguments.json)


if __name__ == "__main__":
    raise SystemExit(main())
