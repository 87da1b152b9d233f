"""The judge of discretisation against a program that changes nothing, some classes, or refuses."""

import pathlib
import sys

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from stapes_judges import discretize_judge
from stapes_judges.command import Stapes
from stapes_judges.discretization import ORDERS, Order, Task, sensitive_layers
from stapes_judges.discretize_judge import Inputs, Outcome
from stapes_judges.report import FAILED, PASSED, SKIPPED

STUB = pathlib.Path(__file__).resolve().parent / "stub_discretize.py"
ROWS = 100
SEED = 4


@pytest.fixture
def stapes(tmp_path):
    program = tmp_path / "stapes"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore "{STUB}" "$@"\n')
    program.chmod(0o755)
    return Stapes(str(program))


def write_model(path: pathlib.Path, groups: int = 4) -> pathlib.Path:
    """A convolution, a grouped one, a pointwise one, and a dense layer of ten outputs: [batch, 4, 6]."""
    generator, constants, nodes, value = np.random.default_rng(SEED), [], [], "input"
    for name, shape, group in (("first", (4, 4, 3), 1), ("depthwise", (4, 4 // groups, 3), groups), ("pointwise", (4, 4, 1), 1)):
        constants.append(numpy_helper.from_array(generator.normal(size=shape).astype(np.float32), f"{name}.weight"))
        nodes.append(helper.make_node("Conv", [value, f"{name}.weight"], [name], name=name, group=group, pads=[shape[2] // 2] * 2))
        value = name
    constants.append(numpy_helper.from_array(generator.normal(size=(10, 24)).astype(np.float32), "dense.weight"))
    nodes += [helper.make_node("Flatten", [value], ["flat"]),
              helper.make_node("Gemm", ["flat", "dense.weight"], ["logits"], name="dense", transB=1)]
    first, last = (helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
                   for name, shape in (("input", ["batch", 4, 6]), ("logits", ["batch", 10])))
    graph = helper.make_graph(nodes, "model", [first], [last], constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


@pytest.fixture
def inputs(tmp_path):
    model = write_model(tmp_path / "tiny_1.onnx")
    rows = np.random.default_rng(SEED).normal(size=(ROWS, 4, 6)).astype(np.float32)
    labels = discretize_judge.float_classes(model, rows)
    for name, values in (("calibration", rows), ("rows", rows), ("labels", labels)):
        np.save(tmp_path / f"{name}.npy", values)
    return Inputs(*(tmp_path / f"{name}.npy" for name in ("calibration", "rows", "labels")))


@pytest.fixture
def task(tmp_path, monkeypatch):
    monkeypatch.setattr(Task, "models", property(lambda self: [tmp_path / "tiny_1.onnx"]))
    return Task("tiny", "tiny.npz")


LIMITED = Order("limited", "pot", points=2.0, agreement=97.0)


def test_a_network_that_changes_nothing_passes(stapes, task, inputs):
    found = discretize_judge.judge(stapes, task, LIMITED, inputs)
    assert found.outcome == PASSED, found.reason
    assert found.details["loss"] == 0 and found.details["agreement"] == 100
    assert found.details["outcomes"][0]["megabytes"] > 0.1


@pytest.mark.parametrize(("wrong", "outcome"), [(2, PASSED), (4, FAILED)])
def test_lost_points_and_agreement_are_held_to_the_limits(stapes, task, inputs, monkeypatch, wrong, outcome):
    monkeypatch.setenv("STUB_WRONG", str(wrong))
    found = discretize_judge.judge(stapes, task, LIMITED, inputs)
    assert found.outcome == outcome
    assert found.details["loss"] == wrong and found.details["agreement"] == 100 - wrong
    assert ("loses 4.00 points" in found.reason and "agrees in 96.00 %" in found.reason) == (outcome == FAILED)


def test_a_refusal_fails_what_has_a_limit_and_skips_what_has_none(stapes, task, inputs, monkeypatch):
    monkeypatch.setenv("STUB_REFUSE", "1")
    found = discretize_judge.judge(stapes, task, LIMITED, inputs)
    assert found.outcome == FAILED and "E0302" in found.reason
    assert discretize_judge.judge(stapes, task, Order("reported", "pot"), inputs).outcome == SKIPPED
    assert "E0302" in " ".join(discretize_judge.table_row(LIMITED, found))


def test_evaluate_and_run_must_count_the_same(stapes, task, inputs, monkeypatch):
    monkeypatch.setenv("STUB_MISCOUNT", "1")
    assert "evaluate counts" in discretize_judge.judge(stapes, task, LIMITED, inputs).reason


def test_the_loss_is_of_pairs():
    outcomes = [Outcome(str(seed), 100, 90 + seed, 88 + 2 * seed, 95, 1.0, 1.0) for seed in (0, 1, 2)]
    found = discretize_judge.verdict("", Order("", "pot", points=1.0), outcomes)
    assert found.details["loss"] == pytest.approx(1.0)
    assert found.outcome == PASSED
    assert "1.00 ± 1.00" in discretize_judge.table_row(Order("", "pot"), found)


def test_first_last_and_depthwise_layers_keep_four_bits(tmp_path):
    model = write_model(tmp_path / "m.onnx")
    assert sensitive_layers(model) == ["first", "depthwise", "dense"]
    assert Order("", "ternary", keeps_four_bits=True).layers(model) == ["first=pot", "depthwise=pot", "dense=pot"]
    assert Order("", "ternary").layers(model) == []


def test_the_limits_are_those_asked_for():
    limits = {(task.name, order.weights, order.activations): (order.points, order.agreement)
              for task, orders in ORDERS.items() for order in orders if order.points is not None}
    assert limits == {
        ("float_digits", "pot", 8): (0.3, None), ("float_digits", "ternary", 8): (1.5, None),
        ("float_digits", "int4", 4): (1.0, None),
        ("spoken_digits", "pot", 8): (0.5, 97.0), ("spoken_digits", "ternary", 8): (3.0, None),
    }
