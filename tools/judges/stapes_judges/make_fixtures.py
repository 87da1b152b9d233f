"""Writes the fixtures: python -m stapes_judges.make_fixtures [DIRECTORY]. The same bytes every time."""

import argparse
import hashlib
import json
import pathlib
import shutil

import numpy as np
import onnx
from onnx import external_data_helper

from . import inputs, integers, margins, reference
from .fixtures import fixtures
from .fixtures.catalogue import Fixture
from .fixtures.refused import refusals
from .names import file_name

ROOT = pathlib.Path(__file__).resolve().parents[3]
ROW_COUNT, CANDIDATE_COUNT = 16, 400


def seeded(name: str) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big"))


def save_model(model: onnx.ModelProto, path: pathlib.Path, external: bool) -> None:
    if external:
        external_data_helper.convert_model_to_external_data(
            model, all_tensors_to_one_file=True, location=path.stem + ".weights", size_threshold=0)
        path.with_suffix(".weights").unlink(missing_ok=True)
    onnx.save(model, path)


def chosen_rows(fixture: Fixture, model, rows, random):
    """ROW_COUNT rows with their execution contexts, boundary rows first where they are clear of ties."""
    data, chosen = reference.data_input(model), []
    candidates = inputs.candidate_rows(rows, random, CANDIDATE_COUNT)
    for row, context in zip(candidates, reference.run_rows(model, candidates), strict=True):
        if fixture.exact or margins.clear_of_ties(model, context, data):
            chosen.append((row, dict(context)))
        if len(chosen) == ROW_COUNT:
            return data, chosen
    raise ValueError(f"{fixture.name}: only {len(chosen)} rows are clear of ties")


def smallest(array: np.ndarray) -> np.ndarray:
    for dtype in (np.int8, np.int16, np.int32):
        if array.min() >= np.iinfo(dtype).min and array.max() <= np.iinfo(dtype).max:
            return array.astype(dtype)
    raise ValueError("integers beyond 32 bits")


def stack(contexts, name: str) -> np.ndarray:
    """[rows, *shape]: a leading 1 of the file's shape becomes the rows."""
    values = np.stack([np.asarray(context[name]) for context in contexts])
    return values[:, 0] if values.ndim > 2 and values.shape[1] == 1 else values


def write(fixture: Fixture, folder: pathlib.Path, variant: str = "") -> dict:
    """Writes one fixture and gives its entry of the index; a variant has other weights and inputs."""
    random = seeded(fixture.name + variant)
    proto, rows = fixture.build(random)
    path = folder / f"{fixture.name}.onnx"
    save_model(proto, path, fixture.external)
    model = reference.load(str(path))
    data, chosen = chosen_rows(fixture, model, rows, random)
    contexts = [context for _, context in chosen]
    tensors = integers.expectations(model, contexts[0], data)
    expected = folder / f"{fixture.name}.expected"
    expected.mkdir()
    for tensor in tensors:
        values = np.stack([tensor.integers(context[tensor.name]) for context in contexts])
        values = values[:, 0] if values.ndim > 2 and values.shape[1] == 1 else values
        np.save(expected / file_name(tensor.name), smallest(values))
    np.save(folder / f"{fixture.name}.input.npy", np.stack([row for row, _ in chosen])[:, 0]
            if len(rows.shape) > 1 else np.stack([row for row, _ in chosen]))
    for index, output in enumerate(model.graph.output):
        suffix = "" if index == 0 else f".{index}"
        np.save(folder / f"{fixture.name}.real{suffix}.npy", stack(contexts, output.name))
    return {
        "name": fixture.name,
        "summary": fixture.summary,
        "exactTies": fixture.exact,
        "optional": fixture.optional,
        "outputs": [output.name for output in model.graph.output],
        "tensors": [{"name": t.name, "file": file_name(t.name), "kind": t.kind} for t in tensors],
    }


def write_refusals(folder: pathlib.Path) -> list[dict]:
    folder.mkdir()
    entries = []
    for refusal in refusals():
        (folder / f"{refusal.name}.onnx").write_bytes(refusal.build(seeded(refusal.name)))
        entries.append({"name": refusal.name, "summary": refusal.summary, "codes": refusal.codes})
    return entries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", nargs="?", type=pathlib.Path, default=ROOT / "Tests" / "Fixtures")
    folder = parser.parse_args().directory
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = {"fixtures": [write(fixture, folder) for fixture in fixtures()],
             "refused": write_refusals(folder / "refused")}
    (folder / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(index['fixtures'])} fixtures, {len(index['refused'])} refused files in {folder}")


if __name__ == "__main__":
    main()
