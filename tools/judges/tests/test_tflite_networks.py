"""The committed .tflite networks are those of the generator, small, and exercise what they claim."""

import filecmp
import json
import subprocess
import sys

import numpy as np
from stapes_judges.make_tflite_networks import FOLDER, ROOT

INDEX = json.loads((FOLDER / "index.json").read_text())["fixtures"]


def test_the_generator_writes_the_committed_bytes(tmp_path):
    command = [sys.executable, "-W", "ignore", "-m", "stapes_judges.make_tflite_networks", str(tmp_path / "made")]
    subprocess.run(command, cwd=ROOT / "tools" / "judges", check=True, capture_output=True)
    committed = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    made = {str(path.relative_to(tmp_path / "made")) for path in (tmp_path / "made").rglob("*") if path.is_file()}
    assert made == committed
    _, different, unreadable = filecmp.cmpfiles(FOLDER, tmp_path / "made", sorted(made), shallow=False)
    assert (different, unreadable) == ([], [])


def test_every_network_is_small():
    assert len(INDEX) == 6
    assert all((FOLDER / f"{entry['name']}.tflite").stat().st_size < 10_000 for entry in INDEX)


def test_no_tensor_is_constant_or_saturated():
    for entry in INDEX:
        for tensor in entry["tensors"]:
            values = np.load(FOLDER / f"{entry['name']}.expected" / tensor["file"])
            assert len(np.unique(values)) > 10, f"{entry['name']}: {tensor['name']}"
            assert np.mean(values == np.iinfo(values.dtype).max) < 0.2, f"{entry['name']}: {tensor['name']}"


def test_states_matter():
    for entry in INDEX:
        if entry["stateful"]:
            stream, reset = (np.load(FOLDER / f"{entry['name']}.{kind}" / entry["tensors"][-1]["file"])
                             for kind in ("expected", "reset"))
            assert np.array_equal(stream[0], reset[0]) and not np.array_equal(stream, reset), entry["name"]
