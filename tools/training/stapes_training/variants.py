"""The shipped networks: what they look like and how they are fitted."""

from dataclasses import dataclass

from .fitting import Recipe
from .network import Architecture
from .price import Kernel
from .weight_sets import WeightSet

TEACHER_SEED = 1
TEACHER_EPOCHS = 18
DISTORTED_COPIES = 30


@dataclass(frozen=True)
class Variant:
    """A network by name, with the sentence that its model card opens with."""

    file_name: str
    summary: str
    architecture: Architecture
    recipe: Recipe


VARIANTS = {
    "pot": Variant(
        file_name="digits_pot",
        summary="Weights are zero or a signed power of two from 1 to 64 steps (4 bits).",
        architecture=Architecture((256, 64, 64, 64, 10), WeightSet.POWER_OF_TWO, 8, 12.0, None),
        recipe=Recipe(epochs=120, peak_rate=0.02, temperature=4.0, label_share=0.2),
    ),
    "ternary": Variant(
        file_name="digits_ternary",
        summary="Weights are -1, 0 or 1 steps (2 bits).",
        architecture=Architecture((256, 128, 96, 64, 10), WeightSet.TERNARY, 7, 0.7, 1.25),
        recipe=Recipe(epochs=90, peak_rate=0.05, temperature=2.0, label_share=0.2),
    ),
    "sparse": Variant(
        file_name="digits_sparse",
        summary="Weights are -1, 0 or 1 steps, four of five 0, and few activations are not 0: made for kernels that skip zeros.",
        architecture=Architecture((256, 192, 64, 32, 10), WeightSet.TERNARY, 7, 0.3, 1.25),
        recipe=Recipe(
            epochs=100, peak_rate=0.1, temperature=2.0, label_share=0.2, thrift=0.08, kernel=Kernel.LISTS
        ),
    ),
    "narrow": Variant(
        file_name="digits_narrow",
        summary="Weights are -1, 0 or 1 steps (2 bits), three hidden layers of 64 neurons.",
        architecture=Architecture((256, 64, 64, 64, 10), WeightSet.TERNARY, 7, 0.7, 1.25),
        recipe=Recipe(
            epochs=100, peak_rate=0.05, temperature=2.0, label_share=0.2, thrift=0.01, kernel=Kernel.COLUMNS
        ),
    ),
    "quiet_pot": Variant(
        file_name="digits_quiet_pot",
        summary="Weights are zero or a signed power of two from 1 to 64 steps (4 bits), and few activations are not 0.",
        architecture=Architecture((256, 64, 64, 64, 10), WeightSet.POWER_OF_TWO, 8, 12.0, None),
        recipe=Recipe(
            epochs=130, peak_rate=0.02, temperature=4.0, label_share=0.2, thrift=0.03, kernel=Kernel.COLUMNS
        ),
    ),
}
