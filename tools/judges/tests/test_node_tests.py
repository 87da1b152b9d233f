"""Making node tests fit for a compiler."""

import numpy as np
import pytest
from stapes_judges.node_tests import direct, wrapped
from stapes_judges.node_tests.cases import Inapplicable, bake, cases, in_supported_opset, load, FOLDER


def case(name):
    return load(FOLDER / name)


def test_the_named_integer_tests_are_all_there():
    names = {each.name for each in cases()}
    assert {"test_qlinearconv", "test_matmulinteger", "test_convinteger_with_padding",
            "test_qlinearmatmul_2D_int8_float32", "test_quantizelinear_int4",
            "test_dequantizelinear_uint16"} <= names
    assert len(names) > 400


def test_tests_of_other_operators_are_left_out():
    assert case("test_lstm_defaults") is None


def test_baking_keeps_the_data_alone():
    each = case("test_qlinearconv")
    model = in_supported_opset(each.model)
    bake(model, each.inputs)
    assert [value.name for value in model.graph.input] == [each.model.graph.input[0].name]
    assert len(model.graph.initializer) == 7


def test_newer_opsets_are_relabelled_and_unknown_types_refused():
    model = in_supported_opset(case("test_quantizelinear").model)
    assert model.opset_import[0].version == 21
    with pytest.raises(Inapplicable, match="cannot stand between quantisers"):
        wrapped.check_types(case("test_add_int8"))


def test_a_step_covers_the_values_in_8_bits():
    for peak in (1e-3, 0.99, 1.0, 127.0, 128.0, 5000.0):
        step = wrapped.power_of_two_step(np.asarray([-peak]))
        assert step * 127 >= peak > step * 127 / 2
    assert wrapped.power_of_two_step(np.zeros(3)) == 1


def test_a_wrapped_test_accepts_the_executor_and_rejects_one_step_off():
    each = wrapped.Wrapped(case("test_relu"))
    right = wrapped.quantized(each.values, each.step)
    assert each.difference(right) == ""
    wrong = right.copy()
    wrong.flat[3] += each.step
    assert each.difference(wrong).startswith("1 of")


def test_four_bit_integers_become_eight_bit_ones():
    assert direct.plain(case("test_quantizelinear_int4").outputs[0]).dtype == np.int8
    assert direct.plain(case("test_quantizelinear_uint4").outputs[0]).dtype == np.uint8


def test_only_named_types_and_attributes_may_be_refused():
    assert direct.outside(case("test_qlinearmatmul_3D_int8_float32")) == []
    assert direct.outside(case("test_qlinearmatmul_2D_int8_float16")) == ["FLOAT16"]
    assert direct.outside(case("test_quantizelinear_blocked_asymmetric")) == ["block_size"]
