"""The fixtures: the committed bytes are those of the generator, small, and exercise what they claim."""

import filecmp
import json
import subprocess
import sys

import numpy as np
import onnx
from stapes_judges import inputs, margins
from stapes_judges.fixtures.catalogue import Rows
from stapes_judges.qonnx_executor import FIXTURES, ROOT


def test_the_generators_write_the_committed_bytes(tmp_path):
    for maker, folder in [("make_fixtures", tmp_path / "made"), ("make_recurrent_networks", tmp_path / "made/recurrent")]:
        command = [sys.executable, "-W", "ignore", "-m", f"stapes_judges.{maker}", str(folder)]
        subprocess.run(command, cwd=ROOT / "tools" / "judges", check=True, capture_output=True)
    committed = {str(path.relative_to(FIXTURES)) for path in FIXTURES.rglob("*") if path.is_file()}
    made = {str(path.relative_to(tmp_path / "made")) for path in (tmp_path / "made").rglob("*") if path.is_file()}
    assert made == committed
    _, different, unreadable = filecmp.cmpfiles(FIXTURES, tmp_path / "made", sorted(made), shallow=False)
    assert (different, unreadable) == ([], [])


def test_every_model_is_small_and_valid():
    for entry in json.loads((FIXTURES / "index.json").read_text())["fixtures"]:
        path = FIXTURES / f"{entry['name']}.onnx"
        assert path.stat().st_size < 20_000, entry["name"]
        assert entry["tensors"] and len(np.load(FIXTURES / f"{entry['name']}.input.npy")) == 16
        onnx.load(path)


def test_no_fixture_has_a_constant_tensor_of_integers_alone():
    for entry in json.loads((FIXTURES / "index.json").read_text())["fixtures"]:
        for tensor in entry["tensors"]:
            values = np.load(FIXTURES / f"{entry['name']}.expected" / tensor["file"])
            assert values.min() < values.max(), f"{entry['name']}: {tensor['name']}"


def test_rows_begin_with_boundary_values():
    rows = inputs.candidate_rows(Rows((1, 4), 0.25, -8, 7), np.random.default_rng(1), 20)
    assert rows.shape == (20, 1, 4) and rows.dtype == np.float32
    assert not rows[0].any() and np.all(rows[1] == 1.75) and np.all(rows[2] == -2)
    assert np.all(np.abs(rows[4] / 0.25 % 1) == 0.5)
    assert np.all(rows[5] > rows[4]) and np.all(rows[6] < rows[4])


def test_quotients_near_a_tie_are_not_clear():
    assert not margins.quotient_is_clear(np.asarray([1.0, 2.4995]))
    assert margins.quotient_is_clear(np.asarray([1.0, 2.498, -0.4, 3.51]))
