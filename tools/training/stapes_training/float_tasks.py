"""What each float network is trained on, how, and how its stored integers become real inputs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from . import images, spoken
from .float_augmentation import distort_images, distort_speech
from .float_export import image_model, spoken_model
from .float_fitting import Distortion, FloatRecipe
from .float_networks import ImageNetwork, SpokenNetwork
from .images import DigitImages
from .spoken import SpokenDigits
from .spoken_features import BANDS, FRAMES


@dataclass(frozen=True)
class FloatTask:
    """`divisor` turns a stored uint8 into the network's real input; `element_shape` is that of one input."""

    name: str
    summary: str
    data_file: str
    origin: str
    licence: str
    split: str
    input: str
    divisor: int
    element_shape: tuple[int, ...]
    load: Callable[[Path], DigitImages | SpokenDigits]
    network: Callable[[], nn.Module]
    recipe: FloatRecipe
    distort: Distortion
    model: Callable[[nn.Module], onnx.ModelProto]

    def stored(self, values: np.ndarray) -> np.ndarray:
        """uint8 [count, …element_shape], as a device has them."""
        return np.ascontiguousarray(values.reshape(-1, *self.element_shape))

    def real(self, values: np.ndarray) -> np.ndarray:
        """float32 [count, …element_shape]: what onnxruntime and `stapes discretize` take."""
        return self.stored(values).astype(np.float32) / np.float32(self.divisor)

    def inputs(self, values: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(self.real(values))


FLOAT_DIGITS = FloatTask(
    name="float_digits",
    summary="Handwritten digits on 28 x 28 grey pixels: three 3 x 3 convolutions of 8, 16 and 32 channels with ReLU and a "
            "2 x 2 pooling behind each, and a dense layer. Batch norm is folded into the convolutions, as exporters do.",
    data_file="images/mnist.npz", origin="MNIST (LeCun, Cortes, Burges)",
    licence="not stated by its authors; no image is part of this project",
    split="official test images; 5,000 training images held out",
    input="float32 [batch, 1, 28, 28]: pixel / 255", divisor=255, element_shape=(1, 28, 28),
    load=images.load, network=ImageNetwork,
    recipe=FloatRecipe(epochs=12, batch=128, peak_rate=1e-2, label_smoothing=0.02, undistorted_share=0.3),
    distort=distort_images, model=lambda network: image_model(network, folded=True),
)

SPOKEN_DIGITS = FloatTask(
    name="spoken_digits",
    summary="Spoken digits of 8 kHz speech: 64 frames of 24 logarithmic mel bands, made with integers; a convolution over "
            "time, four depthwise and pointwise pairs, the mean over time, a dense layer. Batch norm is left in the file.",
    data_file="audio/fsdd_8k.npz", origin="Free Spoken Digit Dataset (Jakobovski et al.)",
    licence="CC BY-SA 4.0; no recording and no feature of one is part of this project",
    split="official: takes 0 to 4 are the test, of the speakers that are also fitted; takes 5 to 7 held out",
    input=f"float32 [batch, {BANDS}, {FRAMES}]: feature / 128", divisor=128, element_shape=(BANDS, FRAMES),
    load=spoken.load, network=SpokenNetwork,
    recipe=FloatRecipe(epochs=30, batch=64, peak_rate=5e-3, label_smoothing=0.05, undistorted_share=0.2),
    distort=distort_speech,
    model=lambda network: spoken_model(network, False, "spoken_digits", (BANDS, FRAMES)),
)

TASKS = {task.name: task for task in (FLOAT_DIGITS, SPOKEN_DIGITS)}
