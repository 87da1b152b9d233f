"""The .tflite writer, the references and the operator judge."""

import pathlib
import sys

import numpy as np
import pytest
from stapes_judges.tflite import operator_judge, references, suite
from stapes_judges.tflite.writer import ModelWriter, packed

STUB = pathlib.Path(__file__).resolve().parent / "stub_tflite.py"


@pytest.fixture
def stapes(tmp_path):
    program = tmp_path / "stapes"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore "{STUB}" "$@"\n')
    program.chmod(0o755)
    return str(program)


def doubled() -> bytes:
    model = ModelWriter()
    graph = model.subgraph()
    x = graph.input("x", [1, 3], "int8", scale=0.5, zero_point=3)
    y = graph.tensor("y", [1, 3], "int8", scale=0.5)
    graph.operator("ADD", [x, x], [y], fused_activation_function="RELU")
    graph.outputs(y)
    return model.bytes()


def task(stapes: str, operator: str, contract: str = "tflm", index: int = 0) -> operator_judge.Task:
    place = next(place for place, entry in enumerate(suite.OPERATORS) if entry.operator == operator)
    return operator_judge.Task(stapes, contract, place, index, suite.SEED)


def test_both_references_read_what_the_writer_wrote():
    rows = references.Inputs([np.array([[[3, 13, -128]], [[5, 127, 4]]], np.int8)])
    for contract in references.CONTRACTS:
        found = references.answer(contract, doubled(), rows)
        assert found.refusal is None
        assert found.values["y"].reshape(2, 3).tolist() == [[0, 20, 0], [4, 127, 2]]


def test_two_int4_values_share_a_byte():
    assert packed(np.array([1, -1, 7]), "int4").tolist() == [0xF1, 0x07]


def test_a_crash_of_the_reference_is_a_refusal():
    found = references.in_process(lambda: references.os.abort())
    assert "status" in found.refusal


def test_a_model_that_the_reference_does_not_take_is_refused():
    model = ModelWriter()
    graph = model.subgraph()
    x = graph.input("x", [1, 2], "int16", scale=1.0)
    graph.outputs(graph.tensor("y", [1, 2], "int16", scale=1.0))
    graph.operator("HARD_SWISH", [x], [1])
    rows = references.Inputs([np.zeros((1, 1, 2), np.int16)])
    assert references.answer("tflm", model.bytes(), rows).refusal


@pytest.mark.parametrize("entry", suite.OPERATORS, ids=lambda entry: f"{entry.operator}.{entry.kind}")
def test_cases_are_the_same_every_time(entry):
    assert suite.make(entry, 7, 3).model == suite.make(entry, 7, 3).model


def test_every_option_value_is_drawn():
    entry = next(entry for entry in suite.OPERATORS if entry.operator == "CONV_2D")
    drawn = {suite.make(entry, 1, index).options["fused activation"] for index in range(4)}
    assert drawn == {"NONE", "RELU", "RELU6", "RELU_N1_TO_1"}


@pytest.mark.parametrize("operator", ["CONV_2D", "UNIDIRECTIONAL_SEQUENCE_LSTM", "VAR_HANDLE"])
def test_right_answers_pass(stapes, operator):
    outcome = operator_judge.judge(task(stapes, operator))
    assert outcome.passed and outcome.integers > 0, outcome.problems


def test_one_wrong_integer_fails(stapes, monkeypatch):
    monkeypatch.setenv("STUB_SPOIL", "output0")
    outcome = operator_judge.judge(task(stapes, "CONV_2D"))
    assert outcome.differing == 1 and not outcome.passed


def test_an_output_not_written_fails(stapes, monkeypatch):
    monkeypatch.setenv("STUB_OMIT", "output0")
    assert "was not written" in operator_judge.judge(task(stapes, "CONV_2D")).problems[0]


def test_a_refusal_fails_with_its_diagnostic(stapes, monkeypatch):
    monkeypatch.setenv("STUB_REFUSE", "1")
    outcome = operator_judge.judge(task(stapes, "CONV_2D"))
    assert not outcome.passed and "E0301" in outcome.refusal
