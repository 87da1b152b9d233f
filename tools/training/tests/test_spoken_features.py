"""The features of speech: integers that fit 32 bits, the meaning of a mel spectrogram, independent of the level."""

import numpy as np
import pytest

from stapes_training import spoken_features
from stapes_training.spoken_features import BANDS, FRAMES, LARGEST, RATE, SAMPLES

SEED = 7


def tone(hertz: float, amplitude: float = 8_000) -> np.ndarray:
    return np.rint(amplitude * np.sin(2 * np.pi * hertz * np.arange(SAMPLES) / RATE)).astype(np.int16)


def noise(seed: int = SEED, amplitude: int = 2_000) -> np.ndarray:
    return np.random.default_rng(seed).integers(-amplitude, amplitude + 1, SAMPLES).astype(np.int16)


def test_logarithms_are_near_and_rise():
    values = np.concatenate([np.arange(1, 5_000), 2 ** np.arange(13, 31) - 1, 2 ** np.arange(13, 31)])
    found = spoken_features.logarithm(values)
    assert np.abs(found - 16 * np.log2(values)).max() < 2.5
    assert np.all(np.diff(found[np.argsort(values)]) >= 0)
    assert spoken_features.logarithm(2 ** np.arange(31)).tolist() == [16 * place for place in range(31)]
    assert spoken_features.logarithm(np.array([0])).tolist() == [0]


def test_magnitudes_are_near_those_of_the_real_transform():
    samples = noise().astype(np.int64)[None]
    emphasised = samples - (np.pad(samples, ((0, 0), (1, 0)))[:, :-1] * 31 + 31) // 32
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(256) / 256)
    expected = 128 * np.abs(np.fft.rfft(emphasised[0, :256] * window))
    found = spoken_features.magnitudes(samples)[0, 0]
    loud = expected > np.median(expected)
    assert np.abs(found[loud] / expected[loud] - 1).max() < 0.1


def test_the_largest_sums_fit_32_bits():
    cosines, sines = spoken_features.transform()
    assert max(np.abs(part).max() for part in (cosines, sines)) <= 128
    largest = 65_535 * max(np.abs(part).sum(0).max() for part in (cosines, sines))
    magnitude = largest + (largest >> 2) + (largest >> 3)
    assert magnitude < 2**31
    assert (magnitude >> 8) * spoken_features.band_weights().sum(0).max() < 2**31


def test_every_band_has_a_bin_and_every_bin_in_range_a_band():
    weights = spoken_features.band_weights()
    assert weights.shape == (129, BANDS)
    assert np.all(weights.max(0) >= 8)
    inside = (np.arange(129) * RATE / 256 > 130) & (np.arange(129) * RATE / 256 < 3_700)
    assert np.all(weights[inside].sum(1) > 0)


@pytest.mark.parametrize(("lower", "higher"), [(300, 600), (600, 1_500), (1_500, 3_200)])
def test_a_higher_tone_is_in_a_higher_band(lower, higher):
    found = spoken_features.features([tone(lower), tone(higher)])
    loudest = found.mean(2).argmax(1)
    assert loudest[0] < loudest[1]
    assert found.max(axis=(1, 2)).tolist() == [LARGEST, LARGEST]


def test_twice_as_loud_is_the_same_but_for_rounding():
    quiet, loud = spoken_features.features([noise(), 2 * noise()]).astype(int)
    assert np.abs(quiet - loud).max() <= 1


def test_a_short_recording_stands_in_the_middle_of_silence():
    found = spoken_features.features([noise()[:2_000]])
    assert found.shape == (1, BANDS, FRAMES) and found.dtype == np.uint8
    assert not found[:, :, :20].any() and not found[:, :, -20:].any() and found[:, :, 32].all()


def test_a_long_recording_is_cut_to_its_middle():
    padded = np.concatenate([np.zeros(500, np.int16), noise(), np.zeros(501, np.int16)])
    assert np.array_equal(spoken_features.centred(padded), noise())
    assert spoken_features.features([np.zeros(0, np.int16)]).max() <= LARGEST
