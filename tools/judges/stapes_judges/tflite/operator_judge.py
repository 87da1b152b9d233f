"""Judge: every operator of .tflite files, case by case, against both reference interpreters.

    python -m stapes_judges.tflite.operator_judge --stapes PATH [--quick | --full] [--seed N] [--only CONV_2D]

Prints per operator and kind: the cases, those that the reference itself refuses, the integers compared, and what
differs or is refused by stapes. `--keep FOLDER` leaves the file and rows of every case that fails there.
"""

import argparse
import collections
import multiprocessing
import pathlib
from dataclasses import dataclass, field

import numpy as np

from ..command import MATCHED, Stapes
from ..report import FAILED, PASSED, SKIPPED, Verdict, finish, print_table
from . import references, stapes_run, suite
from .exemptions import Exemption, exemption

QUICK = 4
PROCESSES = 2


@dataclass(frozen=True)
class Task:
    stapes: str
    contract: str
    entry: int
    index: int
    seed: int
    keep: pathlib.Path | None = None


@dataclass
class Outcome:
    """Of one case under one contract."""

    task: Task
    name: str
    options: dict[str, str]
    reference_refusal: str | None = None
    refusal: str | None = None
    integers: int = 0
    differing: int = 0
    distinct: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def exemption(self) -> Exemption | None:
        entry = suite.OPERATORS[self.task.entry]
        return exemption(entry.operator, entry.kind, self.task.contract, self.options)

    @property
    def may_be_refused(self) -> bool:
        return self.exemption is not None and self.refusal is not None

    @property
    def passed(self) -> bool:
        return self.may_be_refused or not (self.refusal or self.problems or self.differing)


def judge(task: Task) -> Outcome:
    case = suite.make(suite.OPERATORS[task.entry], task.seed, task.index)
    outcome = Outcome(task, f"{case.name} ({task.contract})", case.options)
    expected = references.answer(task.contract, case.model, case.inputs)
    exempted = outcome.exemption
    if expected.refusal or (exempted and exempted.is_undefined):
        outcome.reference_refusal = expected.refusal or exempted.reason
        return outcome
    computed = [values for name, values in expected.values.items() if not name.startswith("input")]
    outcome.distinct = max(map(suite.distinct, computed), default=0)
    found = stapes_run.run(Stapes(task.stapes), task.contract, case.model, case.inputs, case.name)
    if found.code != MATCHED:
        outcome.refusal = found.reason
    else:
        compared = stapes_run.compare(case.model, expected, found)
        outcome.integers, outcome.differing = compared.integers, compared.differing
        outcome.problems = compared.problems
    if task.keep and not outcome.passed:
        keep(task.keep, case, task.contract, expected)
    return outcome


def keep(folder: pathlib.Path, case: suite.Case, contract: str, expected: references.Answer) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{case.name}.tflite").write_bytes(case.model)
    for name, array in zip(stapes_run.input_names(case.model), case.inputs.arrays, strict=True):
        np.save(folder / f"{case.name}.{name}.npy", array)
    np.savez(folder / f"{case.name}.{contract}.npz", **expected.values)


def tasks(arguments: argparse.Namespace) -> list[Task]:
    entries = [place for place, entry in enumerate(suite.OPERATORS) if arguments.only in (None, entry.operator)]
    contracts = [arguments.contract] if arguments.contract else references.CONTRACTS
    return [Task(arguments.stapes, contract, entry, index, arguments.seed, arguments.keep)
            for entry in entries for contract in contracts for index in range(case_count(arguments, entry))]


def case_count(arguments: argparse.Namespace, entry: int) -> int:
    return arguments.cases or (suite.OPERATORS[entry].full if arguments.full else QUICK)


def coverage(outcomes: list[Outcome]) -> list[list]:
    """A line per operator, kind and contract."""
    groups: dict[tuple, list[Outcome]] = collections.defaultdict(list)
    for outcome in outcomes:
        groups[outcome.task.entry, outcome.task.contract].append(outcome)
    lines = []
    for (place, contract), group in groups.items():
        entry = suite.OPERATORS[place]
        judged = [outcome for outcome in group if not outcome.reference_refusal]
        values = {item for outcome in judged for item in outcome.options.items()}
        lines.append([entry.operator, entry.label, contract, len(group), len(group) - len(judged), len(values),
                      sum(outcome.distinct <= 2 for outcome in judged),
                      sum(outcome.integers for outcome in judged), sum(outcome.differing for outcome in judged),
                      sum(outcome.refusal is not None for outcome in judged),
                      sum(not outcome.passed for outcome in judged)])
    return lines


HEADER = ["operator", "kind", "contract", "cases", "not judged", "option values", "flat", "integers", "differing",
          "refused", "failed"]


def verdict(outcome: Outcome) -> Verdict:
    if outcome.reference_refusal:
        return Verdict(outcome.name, PASSED, "")
    reason = outcome.refusal or "; ".join(outcome.problems)
    return Verdict(outcome.name, PASSED if outcome.passed else FAILED, f"{reason} {outcome.options}")


def without_cases(outcomes: list[Outcome]) -> list[Verdict]:
    """Operators and kinds that no reference takes: said once each."""
    taken = {outcome.task.entry for outcome in outcomes if not outcome.reference_refusal}
    missing = {outcome.task.entry: outcome for outcome in outcomes if outcome.task.entry not in taken}
    return [Verdict(f"{suite.OPERATORS[place].operator}.{suite.OPERATORS[place].label}", SKIPPED,
                    f"no reference takes it: {outcome.reference_refusal}") for place, outcome in missing.items()]


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stapes", required=True)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} cases each (the default)")
    parser.add_argument("--full", action="store_true", help="48 cases each, more or less of some")
    parser.add_argument("--cases", type=int, help="that many cases each")
    parser.add_argument("--seed", type=int, default=suite.SEED)
    parser.add_argument("--only", metavar="OPERATOR")
    parser.add_argument("--contract", choices=references.CONTRACTS)
    parser.add_argument("--keep", type=pathlib.Path, metavar="FOLDER", help="leave the cases that fail there")
    parser.add_argument("--json", type=pathlib.Path, help="write the verdicts there")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    references.preload()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        outcomes = pool.map(judge, tasks(arguments), chunksize=4)
    print_table(HEADER, coverage(outcomes))
    print(f"seed {arguments.seed}")
    return finish([verdict(outcome) for outcome in outcomes] + without_cases(outcomes), arguments.json)


if __name__ == "__main__":
    raise SystemExit(main())
