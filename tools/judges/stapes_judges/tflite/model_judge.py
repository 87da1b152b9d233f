"""Judge: the public models of ../shared/data, every tensor of every row against TensorFlow Lite Micro.

    python -m stapes_judges.tflite.model_judge --stapes PATH [--quick | --full] [--only NAME]

Keyword models hear Speech Commands clips (with --full, all whose words they know); their accuracy through
`stapes evaluate` must be the reference's. Other models get extremes and seeded random rows.
"""

import argparse
import json
import multiprocessing
import pathlib
import tempfile
import time
from dataclasses import dataclass

import numpy as np

from ..command import MATCHED, UNSUPPORTED, Stapes, parse_diagnostics
from ..report import FAILED, PASSED, SKIPPED, Verdict, finish, print_table
from . import features, references, stapes_run
from .draw import generator, rows

SHARED = pathlib.Path(__file__).resolve().parents[5] / "shared" / "data"
QUICK, FULL, BATCH, PROCESSES = 20, 1000, 100, 2
# The first clips are unpacked much sooner than all; they say "yes" and "no".
FIRST_CLIPS = 480
SEED = 20261121
MODELS = ["mlperf_tiny/kws_ref_model", "mlperf_tiny/ad01_int8", "mlperf_tiny/pretrainedResnet_quant",
          "tflm/hello_world_int8", "tflm/micro_speech_quantized"]
PREPROCESSOR = "tflm/audio_preprocessor_int8"


@dataclass(frozen=True)
class Material:
    """A model, its rows, and the class of each row where it is known."""

    name: str
    model: bytes
    rows: np.ndarray
    labels: np.ndarray | None = None


def material(name: str, shared: pathlib.Path, count: int, all_clips: bool = False) -> Material:
    """`count` rows for the model; with `all_clips`, as many as there are clips for a keyword model."""
    model = (shared / "models" / f"{name}.tflite").read_bytes()
    graph = references.read(model).subgraphs[0]
    tensor = graph.tensors[graph.inputs[0]]
    speech = shared / "audio" / "speech_commands_test_16k.npz"
    heard = None if all_clips else count
    if name.endswith("kws_ref_model") and speech.exists():
        clips, labels = some_clips(speech, features.KWS_CLASSES, heard)
        quantization = tensor.quantization
        found = features.keyword_rows(clips, float(quantization.scale[0]), int(quantization.zeroPoint[0]))
        return Material(name, model, found, labels)
    if name.endswith("micro_speech_quantized") and speech.exists():
        clips, labels = some_clips(speech, features.MICRO_CLASSES, heard)
        preprocessor = (shared / "models" / f"{PREPROCESSOR}.tflite").read_bytes()
        return Material(name, model, features.micro_rows(clips, preprocessor), labels)
    return Material(name, model, rows(generator(SEED, name), references.dimensions(tensor), "int8", count))


def some_clips(path: pathlib.Path, classes: list[str], count: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Seeded clips whose words the model knows, or all such clips, and their places among its classes."""
    clips, words = features.clips(path, FIRST_CLIPS if count is not None and count <= QUICK else None)
    known = [place for place in generator(SEED, "clips").permutation(len(words)) if words[place] in classes][:count]
    return clips[known], np.array([classes.index(words[place]) for place in known], np.int64)


@dataclass(frozen=True)
class Part:
    """Consecutive rows of a material, judged in a process of their own."""

    stapes: str
    name: str
    model: bytes
    rows: np.ndarray


@dataclass(frozen=True)
class PartFound:
    """The reference's output and how every tensor compares with it; or a refusal."""

    outputs: np.ndarray | None = None
    compared: stapes_run.Comparison | None = None
    refusal: str = ""


def judge_part(part: Part) -> PartFound:
    inputs = references.Inputs([part.rows])
    expected = references.answer("tflm", part.model, inputs)
    if expected.refusal:
        return PartFound(refusal=f"the reference: {expected.refusal}")
    found = stapes_run.run(Stapes(part.stapes), "tflm", part.model, inputs, pathlib.Path(part.name).name)
    if found.code != MATCHED:
        return PartFound(refusal=found.reason)
    return PartFound(expected.values[output_name(part.model)], stapes_run.compare(part.model, expected, found))


def parts(stapes: Stapes, given: Material) -> list[Part]:
    return [Part(stapes.path, given.name, given.model, given.rows[start:start + BATCH])
            for start in range(0, len(given.rows), BATCH)]


def judge(stapes: Stapes, given: Material) -> Verdict:
    start = time.monotonic()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        found = pool.map(judge_part, parts(stapes, given), chunksize=1)
    refusals = [part.refusal for part in found if part.refusal]
    if refusals:
        return Verdict(given.name, FAILED, refusals[0])
    compared = [part.compared for part in found]
    details = {"rows": len(given.rows), "tensors": compared[0].tensors,
               "integers": sum(part.integers for part in compared),
               "differing": sum(part.differing for part in compared)}
    problems = [problem for part in compared for problem in part.problems]
    if given.labels is not None:
        problems += accuracy(stapes, given, np.concatenate([part.outputs for part in found]), details)
    details["seconds"] = round(time.monotonic() - start, 1)
    return Verdict(given.name, FAILED if problems else PASSED, "; ".join(problems[:5]), details)


def output_name(model: bytes) -> str:
    graph = references.read(model).subgraphs[0]
    return references.text(graph.tensors[graph.outputs[0]].name)


def accuracy(stapes: Stapes, given: Material, outputs: np.ndarray, details: dict) -> list[str]:
    """`stapes evaluate` must find as many rows right as the reference."""
    right = int(np.sum(outputs.reshape(len(outputs), -1).argmax(axis=1) == given.labels))
    details["right by the reference"] = right
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "model.tflite").write_bytes(given.model)
        np.save(place / "x.npy", given.rows)
        np.save(place / "y.npy", given.labels)
        done = stapes.call(["evaluate", str(place / "model.tflite"), "--input", str(place / "x.npy"), "--labels",
                            str(place / "y.npy"), "--json", "--quiet"])
    if done.returncode != MATCHED:
        return [f"evaluate: exit code {done.returncode}: {done.stderr.strip()[-300:]}"]
    found = json.loads(done.stdout)["correct"]
    details["right by stapes"] = found
    return [] if found == right else [f"accuracy: {found} rows right instead of {right}"]


def judge_preprocessor(stapes: Stapes, shared: pathlib.Path) -> Verdict:
    """It may be refused, but then every custom operator must be named."""
    path = shared / "models" / f"{PREPROCESSOR}.tflite"
    with tempfile.TemporaryDirectory() as folder:
        np.save(pathlib.Path(folder) / "x.npy", np.zeros((1, 1, 480), np.int16))
        done = stapes.call(["run", str(path), "--input", f"{folder}/x.npy", "--output", f"{folder}/y.npy"])
    if done.returncode == MATCHED:
        return Verdict(PREPROCESSOR, SKIPPED, "taken, though nothing here judges it")
    names = {references.text(code.customCode) for code in references.read(path.read_bytes()).operatorCodes}
    said = " ".join(map(str, parse_diagnostics(done.stderr)))
    missing = sorted(name for name in names if name and name not in said)
    if done.returncode != UNSUPPORTED or missing:
        return Verdict(PREPROCESSOR, FAILED, f"exit code {done.returncode}, operators not named: {missing}")
    return Verdict(PREPROCESSOR, PASSED, "", {"refused": "every operator named"})


def print_verdicts(verdicts: list[Verdict]) -> None:
    shown = ["rows", "tensors", "integers", "differing", "right by the reference", "right by stapes", "seconds"]
    print_table(["model", "outcome", *shown],
                [[verdict.name, verdict.outcome, *(verdict.details.get(key, "") for key in shown)]
                 for verdict in verdicts])


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stapes", required=True)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} rows each (the default)")
    parser.add_argument("--full", action="store_true", help=f"{FULL} rows each, of clips all")
    parser.add_argument("--rows", type=int, help="that many rows each")
    parser.add_argument("--only", metavar="NAME", help="models whose name contains it")
    parser.add_argument("--shared", type=pathlib.Path, default=SHARED)
    parser.add_argument("--json", type=pathlib.Path, help="write the verdicts there")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    if not (arguments.shared / "models" / "tflm").is_dir():
        return finish([Verdict("public .tflite models", SKIPPED, f"{arguments.shared} is absent")], arguments.json)
    references.preload()
    stapes, verdicts = Stapes(arguments.stapes), []
    count = arguments.rows or (FULL if arguments.full else QUICK)
    for name in MODELS:
        if (arguments.only or "") in name:
            every = arguments.full and not arguments.rows
            verdicts.append(judge(stapes, material(name, arguments.shared, count, every)))
    if (arguments.only or "") in PREPROCESSOR:
        verdicts.append(judge_preprocessor(stapes, arguments.shared))
    print_verdicts(verdicts)
    return finish(verdicts, arguments.json)


if __name__ == "__main__":
    raise SystemExit(main())
