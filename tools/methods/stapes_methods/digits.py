"""The digits of scikit-learn, 8 x 8 pixels of 17 levels, split 70 to 30 within each class."""

from dataclasses import dataclass

import numpy as np
import torch

TEST_SHARE = 0.3
LARGEST = 16


@dataclass(frozen=True)
class Digits:
    """Pixels in 0...1, float32 [count, 64], and labels, int64 [count]."""

    x: torch.Tensor
    y: torch.Tensor
    test_x: torch.Tensor
    test_y: torch.Tensor


def load() -> Digits:
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    pixels, labels = load_digits(return_X_y=True)
    parts = train_test_split(pixels / LARGEST, labels, test_size=TEST_SHARE, random_state=0, stratify=labels)
    x, test_x, y, test_y = (torch.from_numpy(np.ascontiguousarray(part)) for part in parts)
    return Digits(x.float(), y, test_x.float(), test_y)


def percent_right(answers: torch.Tensor, labels: torch.Tensor) -> float:
    return 100 * (answers.argmax(1) == labels).float().mean().item()
