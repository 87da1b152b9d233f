"""The judge of float networks against a program that answers right, wrong, or not at all."""

import pathlib
import sys

import numpy as np
import onnx
import pytest
from stapes_judges import float_judge, make_recurrent_networks
from stapes_judges.command import Stapes
from stapes_judges.float_networks import NETWORKS
from stapes_judges.report import FAILED, PASSED

STUB = pathlib.Path(__file__).resolve().parent / "stub_float.py"


@pytest.fixture
def stapes(tmp_path):
    program = tmp_path / "stapes"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore "{STUB}" "$@"\n')
    program.chmod(0o755)
    return Stapes(str(program))


def judge(stapes, name):
    return float_judge.judge(stapes, name, NETWORKS[name], 0)


@pytest.mark.parametrize("name", ["dense", "lstm", "selection"])
def test_right_answers_pass(stapes, name):
    verdict = judge(stapes, name)
    assert verdict.outcome == PASSED, verdict.reason


def test_one_wrong_number_fails(stapes, monkeypatch):
    monkeypatch.setenv("STUB_SPOIL", "1e-3")
    verdict = judge(stapes, "dense")
    assert verdict.outcome == FAILED
    assert "off by 1.0" in verdict.reason


def test_a_refusal_fails_with_its_reason(stapes, monkeypatch):
    monkeypatch.setenv("STUB_REFUSE", "1")
    assert "E0301" in judge(stapes, "dense").reason


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_runs_and_its_outputs_differ_between_rows(name):
    generator = np.random.default_rng(3)
    network = NETWORKS[name](generator)
    rows = network.rows(generator, 3)
    outputs = float_judge.runtime_outputs(network.model(name), rows)
    assert np.isfinite(outputs).all()
    assert name == "largest" or not np.array_equal(outputs[0], outputs[1])


@pytest.mark.parametrize("path", sorted(make_recurrent_networks.FOLDER.glob("*.onnx")), ids=lambda path: path.stem)
def test_the_committed_networks_are_what_the_script_writes(path):
    kind, _, form = path.stem.rpartition("_")
    made = make_recurrent_networks.network(kind, last=form == "state").model(path.stem)
    assert onnx.load(path) == made
