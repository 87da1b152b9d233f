"""A float convolutional network small enough for a chip without a multiplier, to be quantised to int8 once it is fitted."""

import torch
import torch.nn.functional as functional
from torch import nn

from .augmentation import distort
from .images import SIDE

BATCH = 256
PEAK_RATE = 1e-2
EPOCHS = 12
UNDISTORTED_SHARE = 0.3
LABEL_SMOOTHING = 0.02


class FoldedConvolution(nn.Module):
    """Convolution, batch norm and ReLU, padded as TensorFlow's SAME; `folded` is what is exported."""

    def __init__(self, inputs: int, outputs: int, side: int, stride: int, groups: int = 1) -> None:
        super().__init__()
        self.stride = stride
        self.is_depthwise = groups > 1
        self.convolution = nn.Conv2d(inputs, outputs, side, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        total = side - stride
        self.padding = (total // 2, total - total // 2) * 2 if total > 0 else (0, 0, 0, 0)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.norm(self.convolution(functional.pad(values, self.padding))))

    @torch.no_grad()
    def folded(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Weights [outputs, inputs / groups, side, side] and biases [outputs] with the norm in them."""
        factor = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        bias = self.norm.bias - self.norm.running_mean * factor
        return self.convolution.weight * factor.reshape(-1, 1, 1, 1), bias


class SmallNetwork(nn.Module):
    """A convolution, two depthwise and pointwise pairs, and a dense layer: 16 x 16 pixels to 10 logits."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([
            FoldedConvolution(1, 6, 3, 2),
            FoldedConvolution(6, 6, 3, 1, groups=6), FoldedConvolution(6, 12, 1, 1),
            FoldedConvolution(12, 12, 3, 2, groups=12), FoldedConvolution(12, 12, 1, 1),
        ])
        self.dense = nn.Linear(12 * (SIDE // 4) ** 2, 10)

    def trace(self, images: torch.Tensor) -> list[torch.Tensor]:
        """All activations of uint8 [count, 256] images, channels first; the logits come last."""
        values = [(images.float() / 255).reshape(-1, 1, SIDE, SIDE)]
        for layer in self.layers:
            values.append(layer(values[-1]))
        flat = values[-1].permute(0, 2, 3, 1).flatten(1)
        return [*values[1:], self.dense(flat)]

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.trace(images)[-1]


def fit(images: torch.Tensor, plain: torch.Tensor, labels: torch.Tensor, seed: int, epochs: int = EPOCHS) -> SmallNetwork:
    """Fits to `images` [count, 28, 28], freshly distorted in every epoch, and to `plain` [count, 256] as they are."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    network = SmallNetwork()
    steps = len(images) // BATCH
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_RATE, total_steps=epochs * steps)
    kept = round(BATCH * UNDISTORTED_SHARE)
    network.train()
    for epoch in range(epochs):
        for chosen in torch.randperm(len(images), generator=generator)[: steps * BATCH].split(BATCH):
            batch = torch.cat([plain[chosen[:kept]], distort(images[chosen[kept:]], generator)])
            loss = functional.cross_entropy(network(batch), labels[chosen], label_smoothing=LABEL_SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1}/{epochs}: loss {loss.item():.4f}", flush=True)
    return network.eval()
