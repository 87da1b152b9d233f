"""The seeded matrices of the adder-graph benchmark; a row of weights an output."""

from collections.abc import Callable

WORD = (1 << 64) - 1


class SplitMix:
    """SplitMix64 (Steele, Lea and Flood 2014)."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, bound: int) -> int:
        """A number from 0 to bound - 1."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & WORD
        bits = self.state
        bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & WORD
        return ((bits ^ (bits >> 31)) * bound) >> 64


def ternary(zeros: int) -> Callable[[SplitMix], int]:
    """Weights -1, 0 and 1, so many in a hundred of them 0."""

    def weight(random: SplitMix) -> int:
        if random.below(100) < zeros:
            return 0
        return 1 if random.below(2) else -1

    return weight


def power_of_two(random: SplitMix) -> int:
    exponent = random.below(8)
    return 1 << exponent if random.below(2) else -(1 << exponent)


def byte(random: SplitMix) -> int:
    return random.below(256) - 128


def matrices() -> dict[str, list[list[int]]]:
    """By name: kind, inputs x outputs."""
    kinds = [
        (f"ternary-{zeros}-{inputs}x64", inputs, 64, ternary(zeros))
        for inputs in (64, 256)
        for zeros in (33, 50, 70)
    ]
    kinds += [
        ("power-of-two-64x64", 64, 64, power_of_two),
        ("int8-64x64", 64, 64, byte),
        ("ternary-50-24x72", 24, 72, ternary(50)),
        ("ternary-50-64x10", 64, 10, ternary(50)),
    ]
    found = {}
    for seed, (name, inputs, outputs, weight) in enumerate(kinds, start=1):
        random = SplitMix(seed)
        found[name] = [[weight(random) for _ in range(inputs)] for _ in range(outputs)]
    return found
