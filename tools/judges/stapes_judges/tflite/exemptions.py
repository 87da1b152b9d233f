"""Which cases are not judged, or may be refused by stapes, and why."""

from dataclasses import dataclass

BEYOND = "the reference reads a 32-bit bias beyond its end"
BATCH = "a network computes one example at a time"


@dataclass(frozen=True)
class Exemption:
    """Cases of an operator under a contract, or those of one option value alone."""

    operator: str
    contract: str
    reason: str
    option: tuple[str, str] | None = None
    # The reference's own answer means nothing; else it is compared unless stapes refuses the file.
    is_undefined: bool = True


EXEMPTIONS = [
    Exemption("SUM", "litert", "the reference resolver's own sums are wrong"),
    Exemption("CONV_2D", "litert", BEYOND, ("bias kind", "int32")),
    Exemption("FULLY_CONNECTED", "litert", BEYOND, ("bias kind", "int32")),
    Exemption("DEPTHWISE_CONV_2D", "tflm", BEYOND, ("bias kind", "int32")),
    Exemption("TRANSPOSE_CONV", "tflm", BEYOND, ("bias kind", "int32")),
    Exemption("TRANSPOSE_CONV", "litert", BEYOND, ("bias kind", "int32")),
    *(Exemption(operator, contract, BATCH, ("batch", "2"), is_undefined=False)
      for operator in ("CONV_2D", "UNIDIRECTIONAL_SEQUENCE_LSTM", "SVDF") for contract in ("tflm", "litert")),
]


def exemption(operator: str, contract: str, options: dict[str, str]) -> Exemption | None:
    """The first that holds for a case."""
    return next((given for given in EXEMPTIONS
                 if (given.operator, given.contract) == (operator, contract)
                 and (given.option is None or options.get(given.option[0]) == given.option[1])), None)
