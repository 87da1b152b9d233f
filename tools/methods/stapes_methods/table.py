"""Rows of measured figures beside those known before, and the Markdown of them."""

from dataclasses import dataclass
from statistics import mean, stdev

NOISE = 0.7
"""Points of accuracy, of one to four seeds on 540 digits, below which a difference means nothing (methods, marked [M])."""


@dataclass(frozen=True)
class Row:
    """Figures of the seeds, and the mean known before; `None` where nothing is.

    `slack` is what counts as the same beside the spread of the seeds.
    """

    what: str
    found: list[float]
    known: float | None
    slack: float = NOISE

    @property
    def deviation(self) -> float:
        return stdev(self.found) if len(self.found) > 1 else 0.0

    @property
    def allowed(self) -> float:
        """The slack, or twice the standard error of the difference of two such means where that is more."""
        return max(self.slack, 2 * self.deviation * (2 / len(self.found)) ** 0.5)

    @property
    def agrees(self) -> bool | None:
        return None if self.known is None else abs(mean(self.found) - self.known) <= self.allowed

    def markdown(self) -> str:
        spread = f" ± {self.deviation:.1f}" if len(self.found) > 1 else ""
        known = "" if self.known is None else f"{self.known:g}"
        verdict = {None: "", True: "yes", False: "no"}[self.agrees]
        return f"| {self.what} | {mean(self.found):.2f}{spread} | {known} | {verdict} |"


@dataclass(frozen=True)
class Claim:
    """A statement that the figures must bear out, and whether they do."""

    text: str
    holds: bool

    def markdown(self) -> str:
        return f"- {self.text}: {'yes' if self.holds else '**no**'}"


@dataclass(frozen=True)
class Section:
    title: str
    rows: list[Row]
    claims: list[Claim]

    def markdown(self) -> str:
        heading = ["| | found | known | within noise |", "| --- | --- | --- | --- |"]
        lines = [f"## {self.title}", "", *heading, *(row.markdown() for row in self.rows), ""]
        return "\n".join([*lines, *(claim.markdown() for claim in self.claims), ""])
