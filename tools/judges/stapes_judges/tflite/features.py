"""Speech Commands clips and what the keyword models hear of them."""

import functools
import pathlib
import zipfile

import numpy as np

from .references import MicroRunner

RATE, FRAME, STEP, FRAMES = 16000, 480, 320, 49
# The order of the outputs of MLPerf Tiny's keyword model and of micro_speech.
KWS_CLASSES = ["down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "_silence_", "_unknown_"]
MICRO_CLASSES = ["_silence_", "_unknown_", "yes", "no"]


@functools.cache
def clips(path: pathlib.Path, count: int | None = None) -> tuple[np.ndarray, list[str]]:
    """[clips, 16000] int16 and the word of each; the first `count` are much sooner there than all, sorted by word."""
    archive = np.load(path)
    words = [str(archive["classes"][int(label)]) for label in archive["y"]][:count]
    low, high = (plane(path, name, len(words) * RATE).astype(np.int32) for name in ("lo", "hi"))
    zigzag = low | high << 8
    samples = np.cumsum((zigzag >> 1) ^ -(zigzag & 1), dtype=np.int64).astype(np.int16)
    return samples.reshape(-1, RATE), words


def plane(path: pathlib.Path, name: str, count: int) -> np.ndarray:
    """The first bytes of an array of bytes, without unpacking the others."""
    with zipfile.ZipFile(path) as archive, archive.open(f"{name}.npy") as stream:
        np.lib.format.read_magic(stream)
        np.lib.format.read_array_header_1_0(stream)
        return np.frombuffer(stream.read(count), np.uint8)


def frames(clip: np.ndarray) -> np.ndarray:
    return np.stack([clip[start:start + FRAME] for start in range(0, FRAMES * STEP, STEP)])


def mel_weights(bins: int = 40, low: float = 20.0, high: float = 4000.0, size: int = 257) -> np.ndarray:
    """[frequencies, bins]: triangles of equal width on the mel scale, none for the constant part."""
    def mel(frequency):
        return 1127.0 * np.log1p(frequency / 700.0)
    places = mel(np.linspace(0.0, RATE / 2, size))[:, None]
    edges = np.linspace(mel(low), mel(high), bins + 2)
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    rising, falling = (places - left) / (centre - left), (right - places) / (right - centre)
    weights = np.maximum(0.0, np.minimum(rising, falling))
    weights[0] = 0.0
    return weights


def cepstrum(clip: np.ndarray, count: int = 10) -> np.ndarray:
    """[49, count]: MFCCs of MLPerf Tiny's keyword model; the clip is first divided by its largest sample."""
    samples = clip.astype(np.float64) / max(1, int(clip.max()))
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)
    energies = np.abs(np.fft.rfft(frames(samples) * window, 512)) @ mel_weights()
    bins = energies.shape[1]
    angles = np.pi / bins * (np.arange(bins)[:, None] + 0.5) * np.arange(count)
    return np.log(energies + 1e-6) @ np.cos(angles) * np.sqrt(2.0 / bins)


def keyword_rows(chosen: np.ndarray, scale: float, zero_point: int) -> np.ndarray:
    """[clips, 1, 49, 10, 1] int8."""
    values = np.stack([cepstrum(clip) for clip in chosen])
    integers = np.clip(np.round(values / scale + zero_point), -128, 127)
    return integers.astype(np.int8).reshape(-1, 1, FRAMES, 10, 1)


def micro_rows(chosen: np.ndarray, preprocessor: bytes) -> np.ndarray:
    """[clips, 1, 1960] int8, by the audio preprocessor model itself, reset for every clip."""
    runner, features = MicroRunner(preprocessor), []
    for clip in chosen:
        runner.interpreter.reset()
        for frame in frames(clip):
            runner.interpreter.set_input(frame.reshape(1, FRAME), 0)
            runner.interpreter.invoke()
            features.append(np.array(runner.interpreter.get_output(0)).reshape(-1))
    return np.concatenate(features).reshape(len(chosen), 1, -1)
