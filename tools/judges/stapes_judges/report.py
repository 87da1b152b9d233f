"""Closing lines, tables and JSON of a judge."""

import json
import pathlib
from dataclasses import asdict, dataclass, field

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


@dataclass
class Verdict:
    """One judged case."""

    name: str
    outcome: str
    reason: str = ""
    details: dict = field(default_factory=dict)


def closing_line(verdicts: list[Verdict]) -> str:
    counts = [sum(verdict.outcome == outcome for verdict in verdicts) for outcome in (PASSED, FAILED, SKIPPED)]
    return "{} passed, {} failed, {} skipped".format(*counts)


def print_table(header: list[str], rows: list[list]) -> None:
    cells = [header, *[[str(cell) for cell in row] for row in rows]]
    widths = [max(len(line[column]) for line in cells) for column in range(len(header))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def finish(verdicts: list[Verdict], path: pathlib.Path | None) -> int:
    """Writes the JSON, prints what did not pass and the closing line; the exit code."""
    if path is not None:
        path.write_text(json.dumps([asdict(verdict) for verdict in verdicts], indent=1, ensure_ascii=False) + "\n")
    for verdict in verdicts:
        if verdict.outcome != PASSED:
            print(f"{verdict.outcome} {verdict.name}: {verdict.reason}")
    print(closing_line(verdicts))
    return int(any(verdict.outcome == FAILED for verdict in verdicts))
