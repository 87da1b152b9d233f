"""Which cases are not judged, or may be refused by stapes, and why."""

from dataclasses import dataclass

BEYOND = "the reference reads a 32-bit bias beyond its end"


@dataclass(frozen=True)
class Exemption:
    """Cases of an operator under a contract, or those of one option value alone."""

    operator: str
    contract: str
    reason: str
    option: tuple[str, str] | None = None
    # The reference's own answer means nothing; else it is compared unless stapes refuses the file.
    is_undefined: bool = True
    kind: str | None = None

    def holds(self, operator: str, kind: str, contract: str, options: dict[str, str]) -> bool:
        return ((self.operator, self.contract) == (operator, contract) and self.kind in (None, kind)
                and (self.option is None or options.get(self.option[0]) == self.option[1]))


EXEMPTIONS = [
    Exemption("SUM", "litert", "the reference resolver's own sums are wrong"),
    Exemption("CONV_2D", "litert", BEYOND, ("bias kind", "int32")),
    Exemption("FULLY_CONNECTED", "litert", BEYOND, ("bias kind", "int32")),
    Exemption("DEPTHWISE_CONV_2D", "tflm", BEYOND, ("bias kind", "int32")),
    Exemption("TRANSPOSE_CONV", "tflm", BEYOND, ("bias kind", "int32")),
    Exemption("TRANSPOSE_CONV", "litert", BEYOND, ("bias kind", "int32")),
    Exemption("SVDF", "litert", "the reference takes a state of 8 bits for one of 16, beyond its end", kind="int8"),
    Exemption("UNIDIRECTIONAL_SEQUENCE_LSTM", "litert",
              "LiteRT's gates are other 16-bit functions, which this version does not reproduce", is_undefined=False),
]


def exemption(operator: str, kind: str, contract: str, options: dict[str, str]) -> Exemption | None:
    """The first that holds for a case."""
    return next((given for given in EXEMPTIONS if given.holds(operator, kind, contract, options)), None)
