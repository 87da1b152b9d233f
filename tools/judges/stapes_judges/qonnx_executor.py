"""Judge: the qonnx executor.

    python -m stapes_judges.qonnx_executor --stapes .build/release/stapes [MODEL --input ROWS.npy] [--json FILE]

Without a model: the fixtures of Tests/Fixtures, the files that must be refused, and the public networks of
../shared/data where they are present.
"""

import argparse
import json
import pathlib
import tempfile
import time
from dataclasses import dataclass

import numpy as np

from . import integers, make_fixtures, reference
from .command import MATCHED, UNSUPPORTED, Stapes
from .comparison import compare, compare_classes
from .fixtures import Fixture, fixtures
from .names import file_name
from .report import FAILED, PASSED, SKIPPED, Verdict, finish, print_table

ROOT = pathlib.Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "Tests" / "Fixtures"
SHARED = ROOT.parent / "shared" / "data"
ROW_COUNT, SEED = 1000, 20260101
OUTPUT_ROWS = 16
TOLERANCE = 1e-3


@dataclass(frozen=True)
class ReferenceRun:
    """What the executor says: integers per tensor [rows, ...] and its float output."""

    tensors: list[integers.Expectation]
    values: dict[str, np.ndarray]
    output_name: str
    output: np.ndarray
    has_softmax: bool

    @property
    def accumulators(self) -> np.ndarray | None:
        names = [tensor.name for tensor in self.tensors if tensor.kind == "accumulator"]
        return self.values[names[-1]] if names else None


def reference_run(model: pathlib.Path, rows: np.ndarray) -> ReferenceRun:
    wrapper = reference.load(str(model))
    contexts = [dict(context) for context in reference.run_rows(wrapper, rows)]
    tensors = integers.expectations(wrapper, contexts[0], reference.data_input(wrapper))
    values = {tensor.name: np.stack([tensor.integers(c[tensor.name]) for c in contexts]) for tensor in tensors}
    name = wrapper.graph.output[0].name
    output = np.stack([context[name] for context in contexts])
    return ReferenceRun(tensors, values, name, output, wrapper.graph.node[-1].op_type == "Softmax")


def judge(stapes: Stapes, name: str, model: pathlib.Path, rows: np.ndarray, committed=None) -> Verdict:
    """All quantised tensors, the last accumulators, the meaning of the output and the classes of one model.

    `committed` is a folder of integers that must be those of the executor, too.
    """
    start = time.monotonic()
    found = stapes.run(model, rows, tensors=True, real=True)
    if found.code != MATCHED:
        reason = "; ".join(map(str, found.errors)) or found.stderr.strip()[-300:]
        return Verdict(name, FAILED, f"exit code {found.code}: {reason}", {"refused": is_refusal(found)})
    expected, details = reference_run(model, rows), {"rows": len(rows)}
    problems = [] if expected.tensors else ["no tensor to compare"]
    problems += judge_tensors(expected, found, details)
    problems += judge_committed(expected, committed) if committed else []
    problems += judge_output(stapes, model, rows[:OUTPUT_ROWS], found)
    problems += judge_meaning(expected, found) or judge_classes(expected, found, details)
    details["seconds"] = round(time.monotonic() - start, 1)
    return Verdict(name, FAILED if problems else PASSED, "; ".join(problems), details)


def is_refusal(found) -> bool:
    """Exit code 3 and at least one error that says why."""
    return found.code == UNSUPPORTED and bool(found.errors)


def judge_tensors(expected: ReferenceRun, found, details: dict) -> list[str]:
    differences = [
        compare(tensor.name, tensor.kind, expected.values[tensor.name], found.tensor(tensor.name))
        for tensor in expected.tensors
    ]
    details |= {"tensors": len(differences), "elements": sum(d.elements for d in differences)}
    return [str(difference) for difference in differences if not difference.passed]


def judge_output(stapes: Stapes, model: pathlib.Path, rows: np.ndarray, found) -> list[str]:
    """Without --real, every output is integers, those of one of the tensors."""
    outputs = stapes.run(model, rows).outputs
    written = [values[: len(rows)].ravel() for values in found.tensors.values()]
    return [
        f"{name} holds the integers of no tensor" for name, values in outputs.items()
        if values.dtype.kind not in "iub" or not any(np.array_equal(values.ravel(), each) for each in written)
    ] or ([] if outputs else ["no output without --real"])


def judge_committed(expected: ReferenceRun, folder: pathlib.Path) -> list[str]:
    """The files that Swift's tests read must hold what the executor says."""
    loaded = {tensor.name: folder / file_name(tensor.name) for tensor in expected.tensors}
    return [
        f"{path.name} is not what the executor gives: run make_fixtures" for name, path in loaded.items()
        if not path.exists() or not compare(name, "committed", expected.values[name], np.load(path)).passed
    ]


def judge_meaning(expected: ReferenceRun, found) -> list[str]:
    """The float output within a tolerance: the executor rounds at every step. A Softmax is dropped by Stapes."""
    output = found.output(expected.output_name)
    if output is None or output.size != expected.output.size:
        return [f"--real: {'no output' if output is None else list(output.shape)} instead of {list(expected.output.shape)}"]
    if expected.has_softmax:
        return []
    left = np.asarray(expected.output, np.float64).ravel()
    difference = np.abs(left - np.asarray(output, np.float64).ravel()).max()
    limit = TOLERANCE * max(1e-6, np.abs(left).max())
    return [f"--real differs by {difference:g}, more than {limit:g}"] if difference > limit else []


def judge_classes(expected: ReferenceRun, found, details: dict) -> list[str]:
    """Where the last accumulators are the output's, one to one: the classes, ties excused."""
    if expected.accumulators is None or expected.accumulators.size != expected.output.size:
        return []
    output = np.asarray(found.output(expected.output_name), np.float64)
    classes = compare_classes(expected.output, output, expected.accumulators)
    details |= {"classDifferences": classes.differing, "tiedClassDifferences": classes.tied}
    return [] if classes.passed else [f"{classes.differing} classes differ, only {classes.tied} at ties"]


def judge_fixture(stapes: Stapes, entry: dict, folder: pathlib.Path = FIXTURES) -> Verdict:
    name = entry["name"]
    rows = np.load(folder / f"{name}.input.npy")
    verdict = judge(stapes, name, folder / f"{name}.onnx", rows, folder / f"{name}.expected")
    if entry["optional"] and verdict.details.get("refused"):
        verdict.outcome = SKIPPED
    return verdict


def judge_variants(stapes: Stapes, rounds: int) -> list[Verdict]:
    """Every fixture with other weights and inputs, so many times over."""
    verdicts = []
    for variant in (f"/{index}" for index in range(1, rounds + 1)):
        with tempfile.TemporaryDirectory() as folder:
            verdicts += [judge_variant(stapes, fixture, pathlib.Path(folder), variant) for fixture in fixtures()]
    return verdicts


def judge_variant(stapes: Stapes, fixture: Fixture, folder: pathlib.Path, variant: str) -> Verdict:
    try:
        entry = make_fixtures.write(fixture, folder, variant)
    except ValueError as error:  # no rows clear of ties
        return Verdict(fixture.name + variant, SKIPPED, str(error))
    verdict = judge_fixture(stapes, entry, folder)
    verdict.name += variant
    return verdict


def judge_refusal(stapes: Stapes, entry: dict) -> Verdict:
    """Exit code 3 and the expected codes, no more and no fewer."""
    model = FIXTURES / "refused" / f"{entry['name']}.onnx"
    found = stapes.run(model, np.zeros((1, 8), np.float32))
    codes = sorted(error.code for error in found.errors)
    problems = []
    if found.code != UNSUPPORTED:
        problems.append(f"exit code {found.code} instead of {UNSUPPORTED}: {found.stderr.strip()[-200:]}")
    if codes != sorted(entry["codes"]):
        problems.append(f"expected {entry['codes']}, found " + ("; ".join(map(str, found.errors)) or "none"))
    return Verdict(f"refused/{entry['name']}", FAILED if problems else PASSED, "; ".join(problems), {"codes": codes})


def public_networks() -> list[tuple[str, np.ndarray]]:
    """Names of the public networks and their rows: test images, or seeded floats of the speech network's range."""
    images = np.load(SHARED / "images" / "mnist.npz")["x_test"]
    random = np.random.default_rng(SEED)
    digits = images[random.permutation(len(images))[:ROW_COUNT], None].astype(np.float32) / np.float32(255)
    speech = random.normal(scale=2, size=(ROW_COUNT, 1, 10, 49)).astype(np.float32)
    return [("TFC_1W1A", digits), ("TFC_2W2A", digits), ("kwsmlp_w3a3", speech)]


def judge_public(stapes: Stapes) -> list[Verdict]:
    if not (SHARED / "models" / "qonnx").is_dir():
        return [Verdict("public networks", SKIPPED, "../shared/data is absent")]
    folder = SHARED / "models" / "qonnx"
    return [judge(stapes, name, folder / f"{name}.onnx", rows) for name, rows in public_networks()]


def print_verdicts(verdicts: list[Verdict]) -> None:
    shown = ["rows", "tensors", "elements", "classDifferences", "tiedClassDifferences", "seconds"]
    header = ["model", "outcome", "rows", "tensors", "elements", "class differences", "of them tied", "seconds"]
    print_table(header, [[v.name, v.outcome, *(v.details.get(key, "") for key in shown)] for v in verdicts])


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", type=pathlib.Path)
    parser.add_argument("--input", type=pathlib.Path, help="rows for the model, first axis the batch")
    parser.add_argument("--stapes", default=str(ROOT / ".build" / "release" / "stapes"))
    parser.add_argument("--only", choices=["fixtures", "refused", "public"], help="one part of the default run")
    parser.add_argument("--variants", type=int, default=0, metavar="N",
                        help="judge N variants of each fixture, with other weights and inputs")
    parser.add_argument("--json", type=pathlib.Path, help="write the verdicts there")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    stapes = Stapes(arguments.stapes)
    if arguments.model:
        verdicts = [judge(stapes, arguments.model.stem, arguments.model, np.load(arguments.input))]
    elif arguments.variants:
        verdicts = judge_variants(stapes, arguments.variants)
    else:
        index, verdicts = json.loads((FIXTURES / "index.json").read_text()), []
        if arguments.only in (None, "fixtures"):
            verdicts += [judge_fixture(stapes, entry) for entry in index["fixtures"]]
        if arguments.only in (None, "refused"):
            verdicts += [judge_refusal(stapes, entry) for entry in index["refused"]]
        if arguments.only in (None, "public"):
            verdicts += judge_public(stapes)
    print_verdicts(verdicts)
    return finish(verdicts, arguments.json)


if __name__ == "__main__":
    raise SystemExit(main())
