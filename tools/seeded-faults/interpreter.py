"""Seeds faults into a copy of the interpreter.

One build holds all of them: every operator, literal, minimum and maximum of the copy asks a number from the environment
whether it is the faulty one. The copy is judged by what outside judges computed for the committed fixtures, and by the
interpreter's own tests. The project's own interpreter is not touched.
"""

import json
import os
import pathlib
import random
import re
import subprocess

HERE = pathlib.Path(__file__).parent
# Not arithmetic: scheduling, the account of a run, and the border's float32.
LEFT_OUT = {"Batch.swift", "Execution.swift", "InputEncoding.swift"}
# Text of an operator: its precedence, what the operands are, and what the fault makes of a and b.
OPERATORS = {
    "+": ("Addition", "Numeric", "a - b"), "-": ("Addition", "Numeric", "a + b"), "*": ("Multiplication", "Numeric", "a + b"),
    "/": ("Multiplication", "BinaryInteger", "a / b + 1"), "%": ("Multiplication", "BinaryInteger", "(a + 1) % b"),
    "<": ("Comparison", "Comparable", "a <= b"), "<=": ("Comparison", "Comparable", "a < b"),
    ">": ("Comparison", "Comparable", "a >= b"), ">=": ("Comparison", "Comparable", "a > b"),
    "==": ("Comparison", "Equatable", "a != b"),
}
SWAPS = {"below": "below + 1", "above": "below", "nearZero": "farFromZero", "farFromZero": "nearZero"}
MANIFEST = """// swift-tools-version: 6.2
import PackageDescription
let settings: [SwiftSetting] = [
  .unsafeFlags(["-enable-testing"]), .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let package = Package(
  name: "seeded",
  dependencies: [.package(path: "../../checkouts/BigInt")],
  targets: [
    .target(name: "Diagnostics", swiftSettings: settings),
    .target(name: "FixedPoint", dependencies: [bigInt], swiftSettings: settings),
    .target(name: "NetworkIR", dependencies: ["Diagnostics", "FixedPoint", bigInt], swiftSettings: settings),
    .target(name: "Interpreter", dependencies: ["Diagnostics", "FixedPoint", "NetworkIR"], swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .executableTarget(name: "judge", dependencies: ["Diagnostics", "Interpreter", "NetworkIR"], swiftSettings: settings),
    .testTarget(
      name: "InterpreterTests", dependencies: ["Interpreter", "Diagnostics", "FixedPoint", "NetworkIR", "TestSupport"],
      swiftSettings: settings + [.unsafeFlags(["-Onone"])]),
  ])
"""


class Faults:
    """The faults of all files, numbered from 1, and the declarations that they need."""

    def __init__(self):
        self.rows, self.declarations = [], []

    def number(self, kind, file, line, before, after):
        self.rows.append({"kind": kind, "in": file.removesuffix(".swift"), "line": line, "before": before, "after": after})
        return len(self.rows)

    def rewritten(self, file, text):
        lines = []
        for number, line in enumerate(text.split("\n"), 1):
            code, slashes, comment = line.partition("//")
            skip = not code.strip() or '"' in code or code.lstrip().startswith(("import", "package subscript", "@"))
            lines.append((code if skip else self.line(file, number, code)) + slashes + comment)
        return "\n".join(lines)

    def line(self, file, number, code):
        pattern = re.compile(
            r"(?P<assign> [+-]= )|(?P<logic> (?:&&|\|\|) )|(?P<shift> (?:<<|>>) )"
            r"|(?P<binary> (?:<=|>=|==|[-+*/%<>]) )|(?P<range>\.\.<)"
            r"|(?P<extreme>(?<![\w.])(?:min|max)\()|(?P<next>\?\? (?:paddingValue|value)\b)"
            r"|(?P<swap>(?:return |nearestOfBoth\()(?:below|above|nearZero|farFromZero)\b)"
            r"|(?P<literal>(?<![\w.$\[])\d[\d_]*(?![\w.\]]))")
        parts, last = [], 0
        for match in pattern.finditer(code):
            parts += [code[last:match.start()], self.replacement(file, number, code, match)]
            last = match.end()
        return "".join(parts) + code[last:]

    def replacement(self, file, line, code, match):
        text, kind = match[0], match.lastgroup
        near = code[max(0, match.start() - 40):match.end() + 40].strip()
        def numbered(what):
            return self.number(what, file, line, near, f"{text.strip()} {FAULTY[kind](text.strip())}")
        if kind == "literal":
            return f"seededNext({numbered('literal')}, {text})"
        if kind == "extreme":
            return f"seeded{text[:-1].capitalize()}({numbered('extreme')}, "
        if kind == "next":
            return f"?? seededNext({numbered('padding')}, {text[3:]})"
        if kind == "swap":
            word = re.search(r"\w+$", text)[0]
            return text[:-len(word)] + f"seededPick({numbered('rounding')}, {word}, {SWAPS[word]})"
        symbol = text.strip()
        number = numbered({"shift": "shift", "range": "range", "logic": "logic", "assign": "sign"}.get(kind, NAMES.get(symbol)))
        own = symbol + "".join("^|~"[int(digit)] for digit in ternary(number))
        self.declarations.append(declaration(kind, symbol, own, number))
        return f" {own} " if kind != "range" else own


FAULTY = {
    "literal": lambda text: "is one more", "extreme": lambda text: "is the other", "next": lambda text: "is one more",
    "swap": lambda text: "is the other neighbour", "assign": lambda text: "is " + {"+=": "-=", "-=": "+="}[text],
    "logic": lambda text: "is " + {"&&": "||", "||": "&&"}[text], "shift": lambda text: "by one bit more",
    "binary": lambda text: "is " + OPERATORS[text][2], "range": lambda text: "ends one before",
}
NAMES = {"+": "sign", "-": "sign", "*": "product", "/": "quotient", "%": "quotient",
         "<": "comparison", "<=": "comparison", ">": "comparison", ">=": "comparison", "==": "comparison"}


def ternary(number):
    digits = ""
    while number:
        digits, number = str(number % 3) + digits, number // 3
    return digits


def declaration(kind, symbol, own, number):
    is_on = f"seededFault == {number}"
    if kind == "assign":
        return (f"infix operator {own} : AssignmentPrecedence\n"
                f"func {own} (a: inout Int, b: Int) {{ if {is_on} {{ a {'-=' if symbol == '+=' else '+='} b }} else {{ a {symbol} b }} }}\n"
                f"func {own} (a: inout [Int], b: [Int]) {{ a = {is_on} ? b + a : a + b }}")
    if kind == "logic":
        precedence = "LogicalConjunction" if symbol == "&&" else "LogicalDisjunction"
        other = "||" if symbol == "&&" else "&&"
        return (f"infix operator {own} : {precedence}Precedence\n"
                f"func {own} (a: Bool, b: @autoclosure () -> Bool) -> Bool {{ {is_on} ? a {other} b() : a {symbol} b() }}")
    if kind == "shift":
        return (f"infix operator {own} : BitwiseShiftPrecedence\n"
                f"func {own} <T: BinaryInteger>(a: T, b: Int) -> T {{ {is_on} ? a {symbol} (b + 1) : a {symbol} b }}")
    if kind == "range":
        return (f"infix operator {own} : RangeFormationPrecedence\n"
                f"func {own} (a: Int, b: Int) -> Range<Int> {{ {is_on} && b > a ? a..<(b - 1) : a..<b }}")
    precedence, protocol, faulty = OPERATORS[symbol]
    result = "Bool" if precedence == "Comparison" else "T"
    text = (f"infix operator {own} : {precedence}Precedence\n"
            f"func {own} <T: {protocol}>(a: T, b: T) -> {result} {{ {is_on} ? {faulty} : a {symbol} b }}")
    if symbol in ("+", "-", "*"):
        text += f"\nfunc {own} (a: Rational, b: Rational) -> Rational {{ {is_on} ? {faulty} : a {symbol} b }}"
    if symbol == "+":
        text += f"\nfunc {own} <T>(a: [T], b: [T]) -> [T] {{ {is_on} ? b + a : a + b }}"
    if symbol == "<":
        text += (f"\nfunc {own} (a: (Int, Int), b: (Int, Int)) -> Bool {{ {is_on} ? a <= b : a < b }}")
    return text


SELECTION = """import FixedPoint
import Foundation
let seededFault = Int(ProcessInfo.processInfo.environment["SEEDED_FAULT"] ?? "") ?? 0
func seededNext<T: Numeric>(_ number: Int, _ value: T) -> T { seededFault == number ? value + 1 : value }
func seededPick<T>(_ number: Int, _ value: T, _ other: T) -> T { seededFault == number ? other : value }
func seededMin<T: Comparable>(_ number: Int, _ a: T, _ b: T) -> T { seededFault == number ? max(a, b) : min(a, b) }
func seededMax<T: Comparable>(_ number: Int, _ a: T, _ b: T) -> T { seededFault == number ? min(a, b) : max(a, b) }
"""


def tried(root, work, count, seed, helper, pool):
    copy = work / "interpreter"
    faults = copied(root, copy)
    fixtures = work / "fixtures"
    fixtures.mkdir(exist_ok=True)
    job = {"model": str(root), "formats": [], "target": "host", "strategies": [], "vectors": 1, "seed": 1, "folder": str(fixtures),
           "faults": [], "changes": []}
    subprocess.run([helper, "fixtures"], input=json.dumps(job), text=True, check=True, stdout=subprocess.DEVNULL)
    built = subprocess.run(["swift", "build", "-c", "release", "--build-tests", "--package-path", copy, "--ignore-lock"],
                           capture_output=True, text=True)
    if built.returncode != 0:
        raise SystemExit("seed-faults: the copy of the interpreter is not built:\n" + built.stdout[-4000:])
    if caught_by(copy, fixtures, 0):
        raise SystemExit("seed-faults: the unchanged copy of the interpreter fails its own tests")
    picked = chosen(faults, count, seed)
    return list(pool.map(lambda number: {
        **faults[number - 1], "caught_by": caught_by(copy, fixtures, number)}, picked))


def chosen(faults, count, seed):
    """Numbers of faults, from every file and kind in turn."""
    draw, groups = random.Random(f"{seed} interpreter"), {}
    for number, fault in enumerate(faults, 1):
        groups.setdefault((fault["kind"], fault["in"]), []).append(number)
    order = list(groups.values())
    draw.shuffle(order)
    picked = []
    while len(picked) < count and any(order):
        for group in order:
            if group and len(picked) < count:
                picked.append(group.pop(draw.randrange(len(group))))
    return picked


def caught_by(copy, fixtures, number):
    """goldens, tests or both. What does not end in time, or stops, is caught too."""
    release = copy / ".build/release"
    commands = {
        "goldens": [release / "judge", fixtures],
        "tests": [release / "seededPackageTests.xctest", "--testing-library", "swift-testing"],
    }
    env = {**os.environ, "SEEDED_FAULT": str(number), "SWIFT_BACKTRACE": "enable=no"}
    return [rung for rung, words in commands.items() if not passes(words, env)]


def passes(words, env):
    try:
        return subprocess.run(words, env=env, capture_output=True, timeout=60).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def copied(root, copy):
    """The package of the interpreter with all faults in it; files are written only where they change."""
    faults = Faults()
    for module in ("Diagnostics", "FixedPoint", "NetworkIR"):
        for path in (root / "Sources" / module).rglob("*.swift"):
            written(copy / "Sources" / path.relative_to(root / "Sources"), path.read_text())
    for path in sorted((root / "Sources/Interpreter").glob("*.swift")):
        text = path.read_text()
        text = text if path.name in LEFT_OUT else faults.rewritten(path.name, text)
        written(copy / "Sources/Interpreter" / path.name, text)
    for folder in ("Tests/InterpreterTests", "Tests/TestSupport"):
        for path in (root / folder).glob("*.swift"):
            written(copy / path.relative_to(root), path.read_text())
    written(copy / "Sources/judge/main.swift", (HERE / "Judge/main.swift").read_text())
    written(copy / "Sources/Interpreter/SeededFaults.swift", SELECTION + "\n".join(faults.declarations) + "\n")
    written(copy / "Package.swift", MANIFEST)
    return faults.rows


def written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
