"""Counts per kind and rung, survivors with their explanations, and the page docs/seeded-faults.md."""

import json
import re

RUNGS = {
    "c": ["compiler", "plain", "checked", "proof", "random"],
    "table": ["compiler", "plain", "checked", "proof", "random"],
    "program": ["verifier", "evaluator", "proof", "random"],
    "object": ["compiler", "objects", "outputs", "stack"],
    "interpreter": ["goldens", "tests"],
}


def is_equal(result):
    """Shown to change no output for any input."""
    return result.get("function_proved") or result.get("all_proved") or result.get("independent")


def summary(results, seed, explained_path):
    explained = [(re.compile(row["fault"]), row["reason"]) for row in json.loads(explained_path.read_text())]
    kinds, survivors, unsound, unexplained = {}, [], [], []
    for kind, rows in results.items():
        counts = {"faults": len(rows), "caught": sum(bool(row["caught_by"]) for row in rows)}
        counts.update({rung: sum(rung in row["caught_by"] for row in rows) for rung in RUNGS[kind]})
        left = [row for row in rows if not row["caught_by"]]
        counts["alone"] = {rung: sum(row["caught_by"] == [rung] for row in rows) for rung in RUNGS[kind]}
        counts["equal"] = sum(bool(is_equal(row)) for row in left)
        kinds[kind] = counts
        for row in left:
            if is_equal(row):
                continue
            reason = next((text for pattern, text in explained if pattern.search(key(kind, row))), None)
            survivors.append({"kind": kind, "fault": key(kind, row), "reason": reason})
            if reason is None:
                unexplained.append(key(kind, row))
        unsound += [key(kind, row) for row in rows if row.get("unsound")]
    return {"seed": seed, "kinds": kinds, "survivors": survivors, "unsound": unsound, "unexplained": unexplained}


def key(kind, row):
    place = f"{row['model']}, " if "model" in row else ""
    return f"{kind} {row['kind']}: {place}{row['in']}: {row['before']} -> {row['after']}"


def table(summary):
    lines = []
    for kind, counts in summary["kinds"].items():
        rungs = ", ".join(f"{rung} {counts[rung]}" for rung in RUNGS[kind])
        left = counts["faults"] - counts["caught"] - counts["equal"]
        lines.append(f"{kind:12} {counts['faults']:4} faults, {counts['caught']:4} caught ({rungs}), "
                     f"{counts['equal']} proved to change nothing, {left} listed")
    total = {name: sum(c[name] for c in summary["kinds"].values()) for name in ("faults", "caught", "equal")}
    lines.append(f"{'all':12} {total['faults']:4} faults, {total['caught']:4} caught, {total['equal']} proved to change nothing, "
                 f"{len(summary['survivors'])} listed")
    for fault in summary["unsound"]:
        lines.append(f"UNSOUND, proved though outputs differ: {fault}")
    for row in summary["survivors"]:
        lines.append(f"{'explained' if row['reason'] else 'NOT EXPLAINED'}: {row['fault']}")
    return "\n".join(lines)


def merged(summary, score):
    """The summary with the kinds of an earlier score that were not run now."""
    old = json.loads(score.read_text()) if score.exists() else {"kinds": {}, "survivors": []}
    kinds = {kind: summary["kinds"].get(kind) or old["kinds"].get(kind) for kind in KIND_WORDS}
    kept = [row for row in old["survivors"] if row["kind"] not in summary["kinds"]]
    return {**summary, "kinds": {k: v for k, v in kinds.items() if v}, "survivors": summary["survivors"] + kept}


RUNG_WORDS = {
    "compiler": "the compilers, warnings as errors, or a program that does not link or run", "plain": "gcc -O1 on the host, vectors",
    "checked": "clang with sanitizers and asserted ranges, vectors", "proof": "`stapes prove`", "random": "many random inputs, against the unchanged text",
    "verifier": "the kernel verifier", "evaluator": "the kernel evaluator, vectors", "objects": "reading the objects",
    "outputs": "vectors under emulation", "stack": "the painted stack",
    "goldens": "what outside judges computed, committed in Tests/Fixtures and Tests/TFLiteFixtures", "tests": "Tests/InterpreterTests",
}
KIND_WORDS = {
    "c": "statements of generated C", "table": "tables of generated C", "program": "lowered programs", "object": "object code",
    "interpreter": "the interpreter",
}
HEAD = """# Seeded faults: the checks, checked

`tools/seed-faults --write` made this page and tools/seeded-faults/score.json (seed %(seed)d); the same seed gives the same faults.
Faults are seeded into the shipped digit networks and the networks of Tests/TFLiteFixtures and Tests/Fixtures under many strategies: a sign, a
shift, an index, a step, a comparison, a dropped term or statement, a loop's count, a clamp, a constant, an order, a type, an entry of a table, a
place in scratch memory; into the objects, multiplies, divisions, floats, writable memory and deep stacks; and into a copy of the interpreter, in
every operator and number. docs/decisions/0042-seeded-faults.md says how.

**%(faults)d faults: %(caught)d caught, %(equal)d proved to change no output for any input, %(listed)d listed below.** %(missed)s

| seeded into | faults | caught | proved equal | listed |
|---|---|---|---|---|
"""


def write(summary, page, score):
    score.write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n")
    totals = {name: sum(c[name] for c in summary["kinds"].values()) for name in ("faults", "caught", "equal")}
    missed = "Each that no rung caught is listed with the reason; no text was called proved whose outputs differ."
    if summary["unsound"] or summary["unexplained"]:
        missed = f"Not explained: {len(summary['unexplained'])}; called proved though outputs differ: {len(summary['unsound'])}."
    lines = [HEAD % {"seed": summary["seed"], **totals, "listed": len(summary["survivors"]), "missed": missed}]
    for kind, counts in summary["kinds"].items():
        left = counts["faults"] - counts["caught"] - counts["equal"]
        lines.append(f"| {KIND_WORDS[kind]} | {counts['faults']} | {counts['caught']} | {counts['equal']} | {left} |\n")
    lines.append("\nEvery rung is asked about every fault, but for a lowered program that the verifier refuses.\n"
                 "Caught by each, and by it alone:\n\n| seeded into | rung | caught | alone |\n|---|---|---|---|\n")
    for kind, counts in summary["kinds"].items():
        lines += [f"| {KIND_WORDS[kind]} | {RUNG_WORDS[rung]} | {counts[rung]} | {counts['alone'][rung]} |\n" for rung in RUNGS[kind]]
    lines.append(SURVIVORS)
    for row in summary["survivors"]:
        lines.append(f"- `{row['fault'].replace('`', '')}`: {row['reason'] or '**not explained**'}\n")
    page.write_text("".join(lines))


SURVIVORS = """
## Caught by no rung, and not proved equal
Of the first three kinds, each also agreed with the unchanged text on 20,000 random runs (1,000 of long texts).

"""
