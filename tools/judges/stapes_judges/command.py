"""Running `stapes` and reading what it leaves behind."""

import pathlib
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .names import file_name

DIAGNOSTIC = re.compile(r"^(error|warning|note)\[([EWN]\d{4})\]: (.*)$")
MATCHED, MISMATCH, USAGE, UNSUPPORTED, BUDGET, TOOL_MISSING = range(6)
TIME_LIMIT = 600


@dataclass(frozen=True)
class Diagnostic:
    severity: str
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


@dataclass(frozen=True)
class Result:
    """What a run of `stapes run` gave: its exit code, its errors, and every integer tensor it wrote."""

    code: int
    diagnostics: list[Diagnostic]
    stderr: str
    outputs: dict[str, np.ndarray] = field(default_factory=dict)
    tensors: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def errors(self) -> list[Diagnostic]:
        return [diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error"]

    def output(self, name: str) -> np.ndarray | None:
        """The only output, or the one of that name."""
        return self.outputs.get("out.npy", self.outputs.get(f"out.{file_name(name)}"))

    def tensor(self, name: str) -> np.ndarray | None:
        return self.tensors.get(file_name(name))


def parse_diagnostics(text: str) -> list[Diagnostic]:
    matches = (DIAGNOSTIC.match(line) for line in text.splitlines())
    return [Diagnostic(*match.groups()) for match in matches if match]


class Stapes:
    """The command line program."""

    def __init__(self, path: str):
        self.path = str(pathlib.Path(path).resolve())

    def call(self, arguments: Sequence[str], time_limit: int = TIME_LIMIT) -> subprocess.CompletedProcess:
        """Runs it with nothing on its input; a run beyond the limit counts as a crash (exit code -1)."""
        try:
            return subprocess.run([self.path, *arguments], capture_output=True, text=True, errors="replace",
                                  stdin=subprocess.DEVNULL, timeout=time_limit, check=False)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(arguments, -1, "", f"no answer within {time_limit} s")

    def run(self, model: pathlib.Path, rows: np.ndarray, *, tensors: bool = False, real: bool = False) -> Result:
        """The output's integers, or with `real` its meaning; with `tensors` every tensor's integers, too."""
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            np.save(place / "rows.npy", rows)
            arguments = ["run", str(model), "--input", str(place / "rows.npy"), "--output", str(place / "out.npy")]
            arguments += ["--tensors", str(place / "tensors")] if tensors else []
            arguments += ["--real"] if real else []
            done = self.call(arguments)
            diagnostics = parse_diagnostics(done.stderr)
            if done.returncode != MATCHED:
                return Result(done.returncode, diagnostics, done.stderr)
            written = {path.name: np.load(path) for path in sorted((place / "tensors").glob("*.npy"))}
            return Result(MATCHED, diagnostics, done.stderr, load_outputs(place), written)


def load_outputs(folder: pathlib.Path) -> dict[str, np.ndarray]:
    """By file name: out.npy, or out.NAME.npy for each of several outputs."""
    return {path.name: np.load(path) for path in sorted(folder.glob("out*.npy"))}
