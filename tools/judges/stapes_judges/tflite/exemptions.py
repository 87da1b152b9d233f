"""Which cases are not judged, or may be refused by stapes, and why."""

from dataclasses import dataclass

BEYOND = "the reference reads a 32-bit bias beyond its end"
BATCH = "a network computes one example at a time"
OTHERWISE = "LiteRT computes it otherwise, which this version does not reproduce"


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
    *(Exemption("CONV_2D", contract, BATCH, ("batch", "2"), is_undefined=False) for contract in ("tflm", "litert")),
    *(Exemption(operator, "litert", OTHERWISE, is_undefined=False)
      for operator in ("UNIDIRECTIONAL_SEQUENCE_LSTM", "SOFTMAX")),
    *(Exemption(operator, "litert", OTHERWISE, is_undefined=False, kind="int8")
      for operator in ("LOGISTIC", "TANH", "SVDF")),
    *(Exemption(operator, "litert", OTHERWISE, ("pot_scale_int16", "True"), is_undefined=False, kind="int16")
      for operator in ("ADD", "SUB")),
]


def exemption(operator: str, kind: str, contract: str, options: dict[str, str]) -> Exemption | None:
    """The first that holds for a case."""
    return next((given for given in EXEMPTIONS if given.holds(operator, kind, contract, options)), None)
