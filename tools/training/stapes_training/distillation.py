"""The training set that both variants share: distorted images with the teacher's answers.

Made once per seed and cached, since the teacher costs far more than the network it teaches.
"""

from dataclasses import dataclass
from pathlib import Path

import torch

from .augmentation import distort
from .images import DigitImages, resample
from .teacher import logits_of, train_teacher

SLICE = 5_000


@dataclass(frozen=True)
class TaughtImages:
    """`images` uint8 [count, 256], `labels` int64 [count], teacher's `logits` float [count, 10]."""

    images: torch.Tensor
    labels: torch.Tensor
    logits: torch.Tensor
    undistorted_count: int
    """The first so many images are the training images as they are."""
    teacher_validation_accuracy: float


def _accuracy(logits: torch.Tensor, labels: torch.Tensor) -> float:
    return (logits.argmax(1) == labels).float().mean().item()


def _make(data: DigitImages, seed: int, epochs: int, copies: int) -> TaughtImages:
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    images = torch.from_numpy(data.training.images)
    labels = torch.from_numpy(data.training.labels)
    teacher = train_teacher(images, labels, epochs, generator)
    held_out = torch.from_numpy(resample(data.validation.images))
    accuracy = _accuracy(
        logits_of(teacher, held_out), torch.from_numpy(data.validation.labels)
    )
    print(f"teacher: validation accuracy {accuracy:.4f}", flush=True)
    parts = [torch.from_numpy(resample(data.training.images))]
    for _ in range(copies):
        parts += [distort(part, generator) for part in images.split(SLICE)]
    distorted = torch.cat(parts)
    return TaughtImages(
        distorted, labels.repeat(copies + 1), logits_of(teacher, distorted), len(images), accuracy
    )


def taught_images(
    data: DigitImages, cache: Path, seed: int, epochs: int, copies: int
) -> TaughtImages:
    """The resampled training images, `copies` distorted versions of each, and their logits."""
    path = cache / f"taught-seed{seed}-epochs{epochs}-copies{copies}.pt"
    if path.exists():
        return TaughtImages(**torch.load(path, mmap=True))
    made = _make(data, seed, epochs, copies)
    cache.mkdir(parents=True, exist_ok=True)
    torch.save(vars(made), path)
    return made
