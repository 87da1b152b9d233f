"""Float networks against what `stapes discretize` makes of them: accuracy and agreement, paired over the seeds.

The float network runs in onnxruntime; the discretised one in `stapes evaluate` and `stapes run`.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from statistics import mean, stdev

import numpy as np
import onnxruntime

from . import report
from .command import MATCHED, Stapes
from .discretization import ORDERS, ROOT, Order, Task
from .report import FAILED, PASSED, SKIPPED, Verdict

ROW_SEED = 1


@dataclass(frozen=True)
class Inputs:
    """Files of `export-float-data`, and the chosen test rows."""

    calibration: pathlib.Path
    rows: pathlib.Path
    labels: pathlib.Path

    @property
    def x(self) -> np.ndarray:
        return np.load(self.rows)

    @property
    def y(self) -> np.ndarray:
        return np.load(self.labels)


@dataclass(frozen=True)
class Outcome:
    """One seed: rows right in float and discretised, rows of the same class, what it took."""

    seed: str
    rows: int
    right_in_float: int
    right: int
    agreeing: int
    seconds: float
    megabytes: float

    @property
    def loss(self) -> float:
        return 100 * (self.right_in_float - self.right) / self.rows

    @property
    def agreement(self) -> float:
        return 100 * self.agreeing / self.rows


class Refused(Exception):
    """A command that did not exit with 0."""


def export(task: Task, folder: pathlib.Path, rows: int | None) -> Inputs:
    """The task's calibration and test inputs; `rows` of the test, drawn by a seed, or all."""
    place = folder / task.name
    if not (place / "y.npy").exists():
        command = [sys.executable, "-m", "stapes_training", "export-float-data", task.name,
                   "--data", str(task.data), "--output", str(place)]
        path = os.pathsep.join([str(ROOT / "tools/training"), os.environ.get("PYTHONPATH", "")])
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": path})
    x, y = np.load(place / "x.npy"), np.load(place / "y.npy")
    count = len(y) if rows is None else min(rows, len(y))
    chosen = np.sort(np.random.default_rng(ROW_SEED).choice(len(y), count, replace=False))
    np.save(place / "rows.npy", x[chosen])
    np.save(place / "labels.npy", y[chosen])
    return Inputs(place / "calibration.npy", place / "rows.npy", place / "labels.npy")


def float_classes(model: pathlib.Path, rows: np.ndarray, block: int = 500) -> np.ndarray:
    """onnxruntime's classes; the lowest where two logits are equal."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    parts = [session.run(None, {name: rows[start : start + block]})[0] for start in range(0, len(rows), block)]
    return np.concatenate(parts).argmax(1)


def _call(stapes: Stapes, arguments: list[str]) -> subprocess.CompletedProcess:
    done = stapes.call(arguments, time_limit=3_600)
    if done.returncode != MATCHED:
        raise Refused(f"stapes {arguments[0]}: exit {done.returncode}: {done.stderr.strip()[-600:]}")
    return done


def discretize(stapes: Stapes, model: pathlib.Path, order: Order, calibration: pathlib.Path, output: pathlib.Path) -> tuple[float, float]:
    """Writes the integer network; wall seconds and megabytes of the process at its largest."""
    arguments = [stapes.path, "discretize", str(model), "--calibration", str(calibration), "--weights", order.weights,
                 "--activations", str(order.activations), "--quiet", "--output", str(output)]
    arguments += [part for layer in order.layers(model) for part in ("--layer", layer)]
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, text=True)
        megabytes = 0.0
        while process.poll() is None:
            megabytes = max(megabytes, resident(process.pid))
            time.sleep(0.02)
        errors.seek(0)
        if process.returncode != MATCHED:
            raise Refused(f"stapes discretize: exit {process.returncode}: {errors.read().strip()[-600:]}")
    return time.monotonic() - start, megabytes


def resident(process: int) -> float:
    """The most that a running process has had in memory, in megabytes; wait4's figure would count the judge itself."""
    try:
        lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def classes_of(stapes: Stapes, model: pathlib.Path, rows: pathlib.Path, folder: pathlib.Path) -> np.ndarray:
    """What `stapes run` makes of the rows: the class with the largest output, the lowest where two are equal."""
    _call(stapes, ["run", str(model), "--input", str(rows), "--output", str(folder / "out.npy"), "--real", "--quiet"])
    return np.load(folder / "out.npy").reshape(len(np.load(rows)), -1).argmax(1)


def judge_seed(stapes: Stapes, model: pathlib.Path, order: Order, inputs: Inputs) -> Outcome:
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        output = folder / "network.stapes"
        seconds, megabytes = discretize(stapes, model, order, inputs.calibration, output)
        evaluated = json.loads(_call(stapes, [
            "evaluate", str(output), "--input", str(inputs.rows), "--labels", str(inputs.labels), "--json", "--quiet",
        ]).stdout)
        found = classes_of(stapes, output, inputs.rows, folder)
    expected, labels = float_classes(model, inputs.x), inputs.y
    if evaluated["correct"] != int(np.sum(found == labels)):
        raise Refused(f"evaluate counts {evaluated['correct']} right, run {np.sum(found == labels)}")
    return Outcome(model.stem.rpartition("_")[2], len(labels), int(np.sum(expected == labels)), evaluated["correct"],
                   int(np.sum(expected == found)), seconds, megabytes)


def verdict(name: str, order: Order, outcomes: list[Outcome]) -> Verdict:
    loss, agreement = (mean(getattr(each, key) for each in outcomes) for key in ("loss", "agreement"))
    problems = []
    if order.points is not None and loss > order.points:
        problems.append(f"loses {loss:.2f} points, {order.points} allowed")
    if order.agreement is not None and agreement < order.agreement:
        problems.append(f"agrees in {agreement:.2f} %, {order.agreement} asked for")
    details = {"loss": loss, "agreement": agreement, "outcomes": [vars(each) for each in outcomes]}
    return Verdict(name, FAILED if problems else PASSED, "; ".join(problems), details)


def judge(stapes: Stapes, task: Task, order: Order, inputs: Inputs) -> Verdict:
    name = f"{task.name}, {order.title}"
    try:
        return verdict(name, order, [judge_seed(stapes, model, order, inputs) for model in task.models])
    except Refused as refusal:
        asked = order.points is not None or order.agreement is not None
        return Verdict(name, FAILED if asked else SKIPPED, str(refusal))


def table_row(order: Order, found: Verdict) -> list[str]:
    """Means over the seeds; the loss is that of pairs, with the deviation among them."""
    outcomes = [Outcome(**each) for each in found.details.get("outcomes", [])]
    if not outcomes:
        return [order.title, str(order.activations), "", "", found.reason.replace("|", "/").replace("\n", " "), "", "", "", ""]
    losses = [each.loss for each in outcomes]
    spread = f" ± {stdev(losses):.2f}" if len(losses) > 1 else ""
    allowed = "reported" if order.points is None else f"{order.points:g}"
    return [order.title, str(order.activations),
            *(f"{mean(100 * getattr(each, key) / each.rows for each in outcomes):.2f} %" for key in ("right_in_float", "right")),
            f"{found.details['loss']:.2f}{spread}", allowed, f"{found.details['agreement']:.2f} %",
            f"{mean(each.seconds for each in outcomes):.0f}", f"{max(each.megabytes for each in outcomes):.0f}"]


HEADER = ["weights", "activation bits", "float", "discretised", "points lost", "allowed", "same class", "s", "MB"]

INTRODUCTION = """# Discretised networks

Written by `python -m stapes_judges.discretize_judge --output ../../benchmarks/discretization/README.md`, from `tools/judges`.
Float networks of `examples/float`, the float ones in onnxruntime, the discretised ones in `stapes evaluate`; 256 training
inputs without labels. Loss and agreement are those of the same test inputs with and without discretisation, mean over the
networks of all seeds, ± the deviation among them. Seconds and largest memory of the command
on two cores, on a machine that had other work.
"""


def markdown(tables: dict[Task, tuple[int, list[list[str]]]]) -> str:
    lines = [INTRODUCTION]
    for task, (rows, cells) in tables.items():
        lines += [f"## {task.name}: {len(task.models)} networks, {rows:,} test inputs", ""]
        lines += ["| " + " | ".join(line) + " |" for line in [HEADER, ["---"] * len(HEADER), *cells]] + [""]
    return "\n".join(lines)


CARDS_HEADER = ["network", "weights", "activation bits", "float", "discretised", "same class"]

CARDS_INTRODUCTION = """# The float networks, discretised

Written by `python -m stapes_judges.discretize_judge --cards ../../examples/float/discretized.md`, from `tools/judges`, which
discretises every network with 256 training inputs without labels and runs the float one in onnxruntime and the integers in
`stapes evaluate`. Right of all test inputs, and on how many both agree. The networks themselves are not committed; the
command is `stapes discretize NETWORK.onnx --calibration calibration.npy --weights WEIGHTS --activations BITS -o OUTPUT.stapes`,
with `--layer NAME=pot` for first, last and depthwise layers where the table says so.
"""


def cards(tables: dict[Task, list[tuple[Order, Verdict]]]) -> str:
    """One row for each network and order."""
    lines = [CARDS_INTRODUCTION, "| " + " | ".join(CARDS_HEADER) + " |", "|" + " --- |" * len(CARDS_HEADER)]
    for task, found in tables.items():
        for order, verdict_found in found:
            for each in (Outcome(**each) for each in verdict_found.details.get("outcomes", [])):
                cells = [f"{task.name}_{each.seed}", f"{order.title} (`{order.weights}`)", str(order.activations),
                         f"{each.right_in_float:,} of {each.rows:,}", f"{each.right:,}", f"{each.agreeing:,}"]
                lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stapes", default=str(ROOT / ".build/release/stapes"))
    parser.add_argument("--rows", type=int, help="so many test inputs, drawn by a seed; all without it")
    parser.add_argument("--only", nargs="+", choices=[task.name for task in ORDERS], default=None)
    parser.add_argument("--limits", action="store_true", help="only what has a limit")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path, help="file of the table")
    parser.add_argument("--cards", type=pathlib.Path, help="file of the figures of each network")
    arguments = parser.parse_args()
    stapes, verdicts, tables, each_network = Stapes(arguments.stapes), [], {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for task in (task for task in ORDERS if arguments.only is None or task.name in arguments.only):
            if not task.data.exists():
                verdicts.append(Verdict(task.name, SKIPPED, f"{task.data} is absent"))
                continue
            inputs = export(task, pathlib.Path(folder), arguments.rows)
            orders = [order for order in ORDERS[task] if order.points is not None or not arguments.limits]
            found = []
            for order in orders:
                found.append(judge(stapes, task, order, inputs))
                print(task.name, *table_row(order, found[-1]), sep=" | ", flush=True)
            verdicts += found
            each_network[task] = list(zip(orders, found))
            tables[task] = (len(inputs.y), list(map(table_row, orders, found)))
    if arguments.output:
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        arguments.output.write_text(markdown(tables), encoding="utf-8")
    if arguments.cards:
        arguments.cards.write_text(cards(each_network), encoding="utf-8")
    return report.finish(verdicts, arguments.json)


if __name__ == "__main__":
    sys.exit(main())
