"""The judges of whole .tflite models, on a small one, and the clips that they hear."""

import json

import numpy as np
import pytest
from stapes_judges.command import Stapes
from stapes_judges.report import FAILED, PASSED
from stapes_judges.tflite import device_judge, features, model_judge
from stapes_judges.tflite.model_judge import Material
from test_tflite import doubled, stapes  # noqa: F401


@pytest.fixture
def given() -> Material:
    rows = np.arange(-60, 60, dtype=np.int8).reshape(40, 1, 3)
    return Material("doubled", doubled(), rows)


def verifying(tmp_path, code: int = 0, **changes) -> Stapes:
    """A program that says what `stapes verify` says."""
    report = {"places": [{"place": "host gcc", "vectors": 40, "mismatches": 0}], "findings": [],
              "forbidden_instructions": 0, **changes}
    program = tmp_path / "verify"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(report)}\nEND\nexit {code}\n")
    program.chmod(0o755)
    return Stapes(str(program))


def test_every_row_of_every_part_is_compared(stapes, given, monkeypatch):  # noqa: F811
    monkeypatch.setattr(model_judge, "BATCH", 16)
    verdict = model_judge.judge(Stapes(stapes), given)
    assert verdict.outcome == PASSED, verdict.reason
    assert (verdict.details["rows"], verdict.details["integers"], verdict.details["differing"]) == (40, 240, 0)


def test_a_wrong_integer_in_each_part_is_counted(stapes, given, monkeypatch):  # noqa: F811
    monkeypatch.setattr(model_judge, "BATCH", 16)
    monkeypatch.setenv("STUB_SPOIL", "y")
    verdict = model_judge.judge(Stapes(stapes), given)
    assert verdict.outcome == FAILED and verdict.details["differing"] == 3


def test_a_refusal_fails(stapes, given, monkeypatch):  # noqa: F811
    monkeypatch.setenv("STUB_REFUSE", "1")
    verdict = model_judge.judge(Stapes(stapes), given)
    assert verdict.outcome == FAILED and "E0301" in verdict.reason


def test_a_verified_target_passes(tmp_path, given):
    verdict, = device_judge.judge(verifying(tmp_path), given, ["host"], 3)
    assert verdict.outcome == PASSED and verdict.details["rows"] == 40


def test_a_place_that_ran_fewer_rows_fails(tmp_path, given):
    places = [{"place": "host gcc", "vectors": 39, "mismatches": 0}]
    verdict, = device_judge.judge(verifying(tmp_path, places=places), given, ["host"], 3)
    assert verdict.outcome == FAILED and "39 vectors instead of 40" in verdict.reason


def test_a_finding_fails(tmp_path, given):
    spoilt = verifying(tmp_path, code=1, findings=["host gcc: 1 of 40 vectors differ"])
    verdict, = device_judge.judge(spoilt, given, ["host"], 3)
    assert verdict.outcome == FAILED and "1 of 40" in verdict.reason


def test_no_report_fails(tmp_path, given):
    program = tmp_path / "broken"
    program.write_text("#!/bin/sh\necho 'error[E0702]: gcc: not installed; install it' >&2\nexit 5\n")
    program.chmod(0o755)
    verdict, = device_judge.judge(Stapes(str(program)), given, ["rv32ic"], 3)
    assert verdict.outcome == FAILED and "E0702" in verdict.reason


def test_the_first_clips_are_those_of_the_whole_archive(tmp_path):
    random = np.random.default_rng(1)
    samples = random.integers(-2**15, 2**15, 3 * features.RATE, dtype=np.int64)
    steps = np.diff(samples, prepend=0) & 0xFFFF
    steps = np.where(steps >= 1 << 15, steps - (1 << 16), steps)
    zigzag = (steps << 1 ^ steps >> 63) & 0xFFFF
    path = tmp_path / "clips.npz"
    np.savez_compressed(path, lo=(zigzag & 255).astype(np.uint8), hi=(zigzag >> 8).astype(np.uint8),
                        y=np.array([1, 0, 1], np.uint8), classes=np.array(["no", "yes"]))
    every, words = features.clips(path)
    assert np.array_equal(every.reshape(-1), samples) and words == ["yes", "no", "yes"]
    first, words = features.clips(path, 2)
    assert np.array_equal(first, every[:2]) and words == ["yes", "no"]
