"""The one command: data to trained network, QONNX file and model card."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from . import card, export
from .check import count_equal
from .compaction import compacted
from .distillation import TaughtImages, taught_images
from .fitting import fit
from .images import DigitImages, load, resample
from .integer_network import IntegerNetwork, accuracy
from .variants import DISTORTED_COPIES, TEACHER_EPOCHS, TEACHER_SEED, VARIANTS, Variant


def _settings(variant: Variant) -> dict[str, Any]:
    """The recipe for the card; what thrift needs only where there is any."""
    recipe = variant.recipe
    first = "-".join(map(str, variant.architecture.widths))
    settings = {"first_widths": first, **asdict(recipe), "kernel": recipe.kernel.value}
    unused = () if recipe.thrift else ("first_widths", "thrift", "thrift_ramp", "kernel")
    return {name: value for name, value in settings.items() if name not in unused}


def _describe(
    network: IntegerNetwork, variant: Variant, seed: int, taught: TaughtImages
) -> dict[str, Any]:
    """The part of the card that does not depend on the data's path or on accuracy."""
    return {
        "name": variant.file_name,
        "summary": variant.summary,
        "training": {
            "seed": seed,
            "threads": torch.get_num_threads(),
            "teacher_seed": TEACHER_SEED,
            "teacher_epochs": TEACHER_EPOCHS,
            "teacher_validation_accuracy": round(taught.teacher_validation_accuracy, 4),
            "distorted_copies_per_image": DISTORTED_COPIES,
            "latent_deviation": variant.architecture.latent_deviation,
            "latent_limit": variant.architecture.latent_limit,
            **_settings(variant),
        },
        "sizes": {
            "weights": network.weight_count,
            "nonzero_weights": network.nonzero_count,
            "packed_weight_bytes": network.packed_bytes,
            "biases": sum(len(layer.biases) for layer in network.layers),
            "hidden_activation_bits": network.activation_bits,
        },
        "layers": card.layer_sizes(network),
    }


def _measure(network: IntegerNetwork, data: DigitImages) -> dict[str, Any]:
    """Accuracies, and the comparison of the exported graph with the simulation."""
    test, held_out = resample(data.test.images), resample(data.validation.images)
    return {
        "test": accuracy(network, test, data.test.labels),
        "test_images": len(test),
        "validation": accuracy(network, held_out, data.validation.labels),
        "validation_images": len(held_out),
        "compared_with_qonnx": count_equal(network, test),
    }


def train_digits(data_path: Path, name: str, output: Path, seed: int, cache: Path) -> None:
    """Trains the variant, writes NAME.onnx, NAME.json and NAME.md into `output`."""
    torch.set_num_threads(1)
    variant, data = VARIANTS[name], load(data_path)
    taught = taught_images(data, cache, TEACHER_SEED, TEACHER_EPOCHS, DISTORTED_COPIES)
    held_out = torch.from_numpy(resample(data.validation.images))
    labels = torch.from_numpy(data.validation.labels)
    trained = fit(variant.architecture, taught, variant.recipe, seed, (held_out, labels))
    network = compacted(trained.exported())
    output.mkdir(parents=True, exist_ok=True)
    model_path = output / f"{variant.file_name}.onnx"
    export.write(network, model_path)
    facts = {
        **_describe(network, variant, seed, taught),
        "command": (
            "python -m stapes_training digits --data ../shared/data/images/mnist.npz "
            f"--variant {name} --seed {seed} --output examples/digits"
        ),
        "data": {
            "file": data_path.name,
            "sha256": card.digest(data_path),
            "origin": "MNIST (LeCun, Cortes, Burges)",
            "training_images": len(data.training.images),
            "input": "uint8 16 x 16, area average of the centre 24 x 24 pixels",
        },
        "accuracy": _measure(network, data),
        "versions": card.versions(),
        "file": model_path.name,
        "sha256": card.digest(model_path),
    }
    card.write_json(facts, output / f"{variant.file_name}.json")
    card.write_markdown(facts, output / f"{variant.file_name}.md")
    print(f"test accuracy {facts['accuracy']['test']:.4f}: wrote {model_path}")
