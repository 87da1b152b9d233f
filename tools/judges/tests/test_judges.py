"""The judges against a program that answers right, wrong, or not at all."""

import pathlib
import sys

import numpy as np
import pytest
from stapes_judges import qonnx_executor
from stapes_judges.command import Stapes
from stapes_judges.report import FAILED, PASSED, SKIPPED

STUB = pathlib.Path(__file__).resolve().parent / "stub_stapes.py"


@pytest.fixture
def stapes(tmp_path):
    program = tmp_path / "stapes"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore "{STUB}" "$@"\n')
    program.chmod(0o755)
    return Stapes(str(program))


def judge(stapes, optional=False):
    return qonnx_executor.judge_fixture(stapes, {"name": "conv_1d", "optional": optional})


def test_right_answers_pass(stapes):
    verdict = judge(stapes)
    assert verdict.outcome == PASSED, verdict.reason
    assert verdict.details["tensors"] == 3


@pytest.mark.parametrize("tensor", ["input_quantized", "hidden_quantized", "scores"])
def test_one_wrong_integer_in_any_tensor_fails(stapes, monkeypatch, tensor):
    monkeypatch.setenv("STUB_SPOIL", tensor)
    verdict = judge(stapes)
    assert verdict.outcome == FAILED
    assert tensor in verdict.reason and "1 of" in verdict.reason


def test_a_tensor_not_written_fails(stapes, monkeypatch):
    monkeypatch.setenv("STUB_OMIT", "hidden_quantized")
    assert "hidden_quantized: not written" in judge(stapes).reason


def test_a_refused_fixture_fails_with_its_diagnostic(stapes, monkeypatch):
    monkeypatch.setenv("STUB_REFUSE", "1")
    assert judge(stapes).outcome == FAILED
    assert "E0301" in judge(stapes).reason
    assert judge(stapes, optional=True).outcome == SKIPPED


def test_a_refusal_needs_the_right_exit_code_and_codes(stapes, monkeypatch):
    monkeypatch.setenv("STUB_REFUSE", "1")
    expected = {"name": "if_node", "codes": ["E0301"]}
    assert qonnx_executor.judge_refusal(stapes, expected).outcome == PASSED
    assert qonnx_executor.judge_refusal(stapes, expected | {"codes": ["E0302"]}).outcome == FAILED


def test_integers_changed_in_the_repository_are_noticed(tmp_path):
    fixtures = qonnx_executor.FIXTURES
    rows = np.load(fixtures / "conv_1d.input.npy")
    run = qonnx_executor.reference_run(fixtures / "conv_1d.onnx", rows)
    assert qonnx_executor.judge_committed(run, fixtures / "conv_1d.expected") == []
    for path in (fixtures / "conv_1d.expected").glob("*.npy"):
        values = np.load(path)
        values.flat[0] += path.stem == "scores"
        np.save(tmp_path / path.name, values)
    problems = qonnx_executor.judge_committed(run, tmp_path)
    assert len(problems) == 1 and problems[0].startswith("scores.npy")
