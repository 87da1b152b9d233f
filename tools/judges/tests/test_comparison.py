"""Comparing integers and classes; reading the program's messages."""

import numpy as np
from stapes_judges.command import parse_diagnostics
from stapes_judges.comparison import compare, compare_classes
from stapes_judges.names import file_name
from stapes_judges.report import FAILED, PASSED, SKIPPED, Verdict, closing_line, finish


def test_one_different_element_is_found_and_named():
    expected = np.arange(12).reshape(2, 6)
    found = expected.copy()
    found[1, 4] = 0
    result = compare("t", "quantized", expected, found)
    assert (result.differing, result.first) == (1, (1, 4, 10, 0))
    assert not result.passed


def test_axes_of_length_one_do_not_matter():
    assert compare("t", "quantized", np.zeros((2, 1, 3), int), np.zeros((2, 3), int)).passed


def test_a_transposed_tensor_does_not_pass():
    assert not compare("t", "quantized", np.zeros((2, 4, 3), int), np.zeros((2, 3, 4), int)).passed


def test_a_missing_tensor_and_floats_do_not_pass():
    assert compare("t", "quantized", np.zeros((2, 3), int), None).problem == "not written"
    assert not compare("t", "quantized", np.zeros((2, 3), int), np.zeros((2, 3))).passed


def test_class_differences_are_excused_only_at_ties():
    accumulators = np.asarray([[5, 5, 1], [5, 4, 1]])
    expected = np.asarray([[1.0, 1.1, 0], [1.0, 0.8, 0]])
    found = np.asarray([[1.0, 1.0, 0], [0.8, 1.0, 0]])
    classes = compare_classes(expected, found, accumulators)
    assert (classes.differing, classes.tied, classes.passed) == (2, 1, False)
    assert compare_classes(expected[:1], found[:1], accumulators[:1]).passed


def test_file_names_keep_plain_characters_and_encode_the_rest():
    assert file_name("a.B-9_") == "a.B-9_.npy"
    assert file_name("/net/x:0 é%") == "%2Fnet%2Fx%3A0%20%C3%A9%25.npy"


def test_diagnostics_are_read_and_other_lines_ignored():
    text = 'reading\nerror[E0301]: node "n" (Foo): not known; replace it\nnote[N0001]: Softmax dropped\n'
    first, second = parse_diagnostics(text)
    assert (first.severity, first.code, second.severity) == ("error", "E0301", "note")
    assert first.text.startswith('node "n"')


def test_a_failed_verdict_sets_the_exit_code(capsys):
    verdicts = [Verdict("a", PASSED), Verdict("b", FAILED, "wrong"), Verdict("c", SKIPPED, "absent")]
    assert finish(verdicts, None) == 1
    assert capsys.readouterr().out == "failed b: wrong\nskipped c: absent\n1 passed, 1 failed, 1 skipped\n"
    assert finish(verdicts[:1], None) == 0
    assert closing_line([]) == "0 passed, 0 failed, 0 skipped"
