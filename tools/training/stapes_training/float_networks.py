"""Two float networks of the usual kind, small enough to deploy: handwritten digits and spoken digits."""

import torch
from torch import nn

from .spoken_features import BANDS

CLASSES = 10


class NormedConvolution(nn.Module):
    """A convolution without bias over one or two axes, batch norm and ReLU; the length stays, divided by the stride."""

    def __init__(self, axes: int, inputs: int, outputs: int, side: int, stride: int = 1, groups: int = 1) -> None:
        super().__init__()
        convolution, norm = ((nn.Conv1d, nn.BatchNorm1d), (nn.Conv2d, nn.BatchNorm2d))[axes - 1]
        self.convolution = convolution(inputs, outputs, side, stride, side // 2, groups=groups, bias=False)
        self.norm = norm(outputs)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.norm(self.convolution(values)))

    @torch.no_grad()
    def folded(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Weights and biases [outputs] with the norm in them."""
        factor = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        shape = (-1, *[1] * (self.convolution.weight.dim() - 1))
        return self.convolution.weight * factor.reshape(shape), self.norm.bias - self.norm.running_mean * factor


class ImageNetwork(nn.Module):
    """Three 3 x 3 convolutions, each with a pooling of 2 x 2, and a dense layer: [count, 1, 28, 28] to ten logits."""

    CHANNELS = (8, 16, 32)

    def __init__(self) -> None:
        super().__init__()
        pairs = zip((1, *self.CHANNELS), self.CHANNELS)
        self.layers = nn.ModuleList([NormedConvolution(2, inputs, outputs, 3) for inputs, outputs in pairs])
        self.pool = nn.MaxPool2d(2)
        self.dense = nn.Linear(self.CHANNELS[-1] * 3 * 3, CLASSES)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            values = self.pool(layer(values))
        return self.dense(values.flatten(1))


class SpokenNetwork(nn.Module):
    """A convolution, four depthwise and pointwise pairs, the mean over time, a dense layer: [count, 24, 64] to ten logits.

    The 64 frames become 16, so that the mean is a shift.
    """

    WIDTHS = (48, 64, 64, 64, 64)
    STRIDES = (2, 1, 2, 1, 1)
    SIDE = 5

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([NormedConvolution(1, BANDS, self.WIDTHS[0], self.SIDE, self.STRIDES[0])])
        for inputs, outputs, stride in zip(self.WIDTHS, self.WIDTHS[1:], self.STRIDES[1:]):
            self.layers.append(NormedConvolution(1, inputs, inputs, self.SIDE, stride, groups=inputs))
            self.layers.append(NormedConvolution(1, inputs, outputs, 1))
        self.dropout = nn.Dropout(0.1)
        self.dense = nn.Linear(self.WIDTHS[-1], CLASSES)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            values = layer(values)
        return self.dense(self.dropout(values.mean(2)))
