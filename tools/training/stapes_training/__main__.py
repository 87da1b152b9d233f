"""Command line: digits, digits-int8, float, export-test-set, export-float-data, draw-digit."""

import argparse
from pathlib import Path

import numpy as np

from . import images
from .drawing import draw, read_picture, write_picture


VARIANT_NAMES = ("pot", "ternary", "sparse", "narrow", "quiet_pot")
"""The keys of `variants.VARIANTS`, here too so that the other commands need no torch."""

FLOAT_NAMES = ("float_digits", "spoken_digits")
"""The keys of `float_tasks.TASKS`."""

CACHE = Path(__file__).parents[1] / ".cache"
"""Where the distilled images are kept unless told otherwise."""


def _train(arguments: argparse.Namespace) -> None:
    from .digits import train_digits

    train_digits(
        arguments.data, arguments.variant, arguments.output, arguments.seed, arguments.cache
    )


def _train_int8(arguments: argparse.Namespace) -> None:
    from .int8_digits import train_int8_digits

    train_int8_digits(arguments.data, arguments.output, arguments.seed)


def _train_float(arguments: argparse.Namespace) -> None:
    from .float_examples import train_float

    train_float(arguments.network, arguments.data, arguments.output, arguments.seed)


def _export_float_data(arguments: argparse.Namespace) -> None:
    from .float_examples import export_float_data

    export_float_data(arguments.network, arguments.data, arguments.output)


def _export_test_set(arguments: argparse.Namespace) -> None:
    data = images.load(arguments.data)
    test = data.validation if arguments.held_out else data.test
    arguments.output.mkdir(parents=True, exist_ok=True)
    pixels = images.resample(test.images)[: arguments.count]
    np.save(arguments.output / "x.npy", images.as_int8(pixels) if arguments.int8 else pixels)
    np.save(arguments.output / "y.npy", test.labels[: arguments.count])


def _draw(arguments: argparse.Namespace) -> None:
    arguments.output.mkdir(parents=True, exist_ok=True)
    write_picture(draw(), arguments.output / "digit.pgm")
    pixels = read_picture(arguments.output / "digit.pgm")
    np.save(arguments.output / "digit.npy", images.as_int8(pixels) if arguments.int8 else pixels)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stapes_training", description=__doc__)
    commands = parser.add_subparsers(required=True)

    digits = commands.add_parser("digits", help="train, export and describe a digit network")
    digits.add_argument("--data", type=Path, required=True, help="mnist.npz")
    digits.add_argument("--variant", choices=VARIANT_NAMES, required=True)
    digits.add_argument("--output", type=Path, required=True, help="folder of the model and card")
    digits.add_argument("--seed", type=int, default=1)
    digits.add_argument(
        "--cache", type=Path, default=CACHE, help="folder of the distilled images"
    )
    digits.set_defaults(run=_train)

    digits_int8 = commands.add_parser("digits-int8", help="train, quantise and describe the int8 network")
    digits_int8.add_argument("--data", type=Path, required=True, help="mnist.npz")
    digits_int8.add_argument("--output", type=Path, required=True, help="folder of the model and card")
    digits_int8.add_argument("--seed", type=int, default=1)
    digits_int8.set_defaults(run=_train_int8)

    in_float = commands.add_parser("float", help="train, export and describe a float network")
    in_float.add_argument("network", choices=FLOAT_NAMES)
    in_float.add_argument("--data", type=Path, required=True, help="mnist.npz or fsdd_8k.npz")
    in_float.add_argument("--output", type=Path, required=True, help="folder of the model and card")
    in_float.add_argument("--seed", type=int, default=1)
    in_float.set_defaults(run=_train_float)

    float_data = commands.add_parser(
        "export-float-data", help="write calibration.npy, x.npy (both float32) and y.npy for a float network"
    )
    float_data.add_argument("network", choices=FLOAT_NAMES)
    float_data.add_argument("--data", type=Path, required=True, help="mnist.npz or fsdd_8k.npz")
    float_data.add_argument("--output", type=Path, required=True)
    float_data.set_defaults(run=_export_float_data)

    test_set = commands.add_parser(
        "export-test-set", help="write x.npy (uint8 [count, 256]) and y.npy for stapes evaluate"
    )
    test_set.add_argument("--data", type=Path, required=True, help="mnist.npz")
    test_set.add_argument("--output", type=Path, required=True)
    test_set.add_argument("--count", type=int, help="the first images only")
    test_set.add_argument("--held-out", action="store_true", help="the training images never fitted")
    test_set.add_argument("--int8", action="store_true", help="int8 [count, 16, 16, 1]: pixel - 128")
    test_set.set_defaults(run=_export_test_set)

    drawing = commands.add_parser("draw-digit", help="write digit.pgm and digit.npy")
    drawing.add_argument("--output", type=Path, required=True)
    drawing.add_argument("--int8", action="store_true", help="int8 [1, 16, 16, 1]: pixel - 128")
    drawing.set_defaults(run=_draw)
    return parser


def main() -> None:
    arguments = _parser().parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
