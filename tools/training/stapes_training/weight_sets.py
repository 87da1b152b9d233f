"""What the integers of a network may be. Needs no torch."""

import enum

INPUT_BITS = 4
"""Unsigned bits of a pixel: 0 is background, 15 is full ink."""


class WeightSet(enum.Enum):
    """The integers that a weight may be; a weight set times a power of two is a layer."""

    TERNARY = "ternary"
    POWER_OF_TWO = "pot"

    @property
    def largest(self) -> int:
        """The largest weight; every other one is its power-of-two fraction, or zero."""
        return 1 if self is WeightSet.TERNARY else 64

    @property
    def code_bits(self) -> int:
        """Bits of a packed weight: 3 ternary values, or a sign, zero and 7 powers of two."""
        return 2 if self is WeightSet.TERNARY else 4

    @property
    def values(self) -> list[int]:
        """All weights in ascending order."""
        powers = [1 << exponent for exponent in range(self.largest.bit_length())]
        return [-power for power in reversed(powers)] + [0] + powers
