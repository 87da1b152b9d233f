"""Judge: the backend node tests of the onnx package.

    python -m stapes_judges.onnx_node_tests --stapes .build/release/stapes [--only TEST] [--record] [--json FILE]

Tests of integer operators run as they are, with scales, zero points and weights as initialisers. Tests of float
operators run between 8-bit quantisers. Every refusal must name its reason. The number passed must not fall below
node_tests_baseline.json; --record writes it anew.
"""

import argparse
import json
import pathlib
import tempfile
from collections import Counter

from .command import Stapes
from .node_tests import direct, wrapped
from .node_tests.cases import QUANTIZED, cases
from .report import FAILED, PASSED, SKIPPED, Verdict, finish, print_table

ROOT = pathlib.Path(__file__).resolve().parents[3]
BASELINE = pathlib.Path(__file__).resolve().parents[1] / "node_tests_baseline.json"


def judge(stapes: Stapes, case, folder: pathlib.Path) -> Verdict:
    module = direct if case.operators & QUANTIZED else wrapped
    return module.judge(stapes, case, folder)


def compare_with_baseline(passed: list[str]) -> Verdict:
    if not BASELINE.exists():
        return Verdict("baseline", SKIPPED, "not recorded yet")
    baseline = json.loads(BASELINE.read_text())["passed"]
    if len(passed) >= len(baseline):
        return Verdict("baseline", PASSED, f"{len(baseline)} before")
    lost = ", ".join(sorted(set(baseline) - set(passed)))
    return Verdict("baseline", FAILED, f"{len(passed)} passed, {len(baseline)} before; lost: {lost}")


def print_counts(verdicts: list[Verdict]) -> None:
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    refused = sum(v.outcome == SKIPPED and v.reason.startswith("refused") for v in verdicts)
    print_table(["passed", "refused by Stapes, with a reason", "not applicable", "failed"],
                [[outcomes[PASSED], refused, outcomes[SKIPPED] - refused, outcomes[FAILED]]])


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stapes", default=str(ROOT / ".build" / "release" / "stapes"))
    parser.add_argument("--only", help="one test, by its name")
    parser.add_argument("--keep", type=pathlib.Path, help="leave the models there")
    parser.add_argument("--record", action="store_true", help="write the baseline")
    parser.add_argument("--json", type=pathlib.Path, help="write the verdicts there")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    stapes = Stapes(arguments.stapes)
    chosen = [case for case in cases() if arguments.only in (None, case.name)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        verdicts = [judge(stapes, case, folder) for case in chosen]
    print_counts(verdicts)
    passed = sorted(verdict.name for verdict in verdicts if verdict.outcome == PASSED)
    if arguments.record:
        BASELINE.write_text(json.dumps({"onnx": "1.22.0", "passed": passed}, indent=1) + "\n")
    elif arguments.only is None:
        verdicts.append(compare_with_baseline(passed))
    return finish(verdicts, arguments.json)


if __name__ == "__main__":
    raise SystemExit(main())
