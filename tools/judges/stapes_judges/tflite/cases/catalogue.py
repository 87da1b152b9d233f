"""What a row of the operator suite is."""

from collections.abc import Callable
from dataclasses import dataclass

from ..draw import Builder


@dataclass(frozen=True)
class Entry:
    """An operator, the kind of its activations, and what builds one case of it."""

    operator: str
    kind: str
    build: Callable[[Builder, str], None]
    # What sets these cases apart from the operator's others of the kind.
    variant: str = ""
    # Of a full run: more where the references refuse many.
    full: int = 48

    @property
    def label(self) -> str:
        return f"{self.kind} {self.variant}".strip()


def both(operator: str, build: Callable[[Builder, str], None], variant: str = "", full: int = 48) -> list[Entry]:
    return [Entry(operator, kind, build, variant, full) for kind in ("int8", "int16")]
