"""A float convolutional network, larger than the shipped ones, whose soft answers they learn."""

import torch
import torch.nn.functional as functional
from torch import nn

from .augmentation import distort
from .images import SIDE

BATCH = 256
PEAK_RATE = 4e-3
LABEL_SMOOTHING = 0.02


class Teacher(nn.Module):
    """Three convolutions and two dense layers: about 100,000 float weights."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 24, 3, padding=1, bias=False), nn.BatchNorm2d(24), nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(24, 48, 3, padding=1, bias=False), nn.BatchNorm2d(48), nn.ReLU(),
            nn.Conv2d(48, 48, 3, padding=1, bias=False), nn.BatchNorm2d(48), nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(), nn.Dropout(0.2),
            nn.Linear(48 * (SIDE // 4) ** 2, 96), nn.ReLU(),
            nn.Linear(96, 10),
        )

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Logits [count, 10] of uint8 images [count, 256]."""
        return self.features((images.float() / 255).reshape(-1, 1, SIDE, SIDE))


def logits_of(teacher: Teacher, images: torch.Tensor) -> torch.Tensor:
    """Logits of any number of images, in slices that fit the processor's cache."""
    teacher.eval()
    with torch.inference_mode():
        return torch.cat([teacher(part) for part in images.split(500)])


def train_teacher(
    images: torch.Tensor, labels: torch.Tensor, epochs: int, generator: torch.Generator
) -> Teacher:
    """Fits a teacher to freshly distorted images [count, 28, 28] in every epoch."""
    teacher = Teacher()
    steps = epochs * (len(images) // BATCH)
    optimizer = torch.optim.AdamW(teacher.parameters(), weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_RATE, total_steps=steps)
    for epoch in range(epochs):
        teacher.train()
        order = torch.randperm(len(images), generator=generator)
        for chosen in order[: len(images) // BATCH * BATCH].split(BATCH):
            answers = teacher(distort(images[chosen], generator))
            loss = functional.cross_entropy(
                answers, labels[chosen], label_smoothing=LABEL_SMOOTHING
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"teacher epoch {epoch + 1}/{epochs}: loss {loss.item():.4f}", flush=True)
    return teacher
