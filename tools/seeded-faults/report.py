"""Counts per kind and rung, survivors with their explanations, and the page docs/seeded-faults.md."""

import json

RUNGS = {
    "c": ["compiler", "plain", "checked", "proof", "random"],
    "table": ["compiler", "plain", "checked", "proof", "random"],
    "program": ["verifier", "evaluator", "proof", "random"],
    "object": ["compiler", "objects", "outputs", "stack"],
    "interpreter": ["goldens", "tests"],
}


def is_equal(result):
    """Shown to change no output for any input."""
    return result.get("function_proved") or result.get("all_proved")


def summary(results, seed, explained_path):
    explained = json.loads(explained_path.read_text()) if explained_path.exists() else {}
    kinds, survivors, unsound, unexplained = {}, [], [], []
    for kind, rows in results.items():
        counts = {"faults": len(rows), "caught": sum(bool(row["caught_by"]) for row in rows)}
        counts.update({rung: sum(rung in row["caught_by"] for row in rows) for rung in RUNGS[kind]})
        left = [row for row in rows if not row["caught_by"]]
        counts["equal"] = sum(bool(is_equal(row)) for row in left)
        kinds[kind] = counts
        for row in left:
            if is_equal(row):
                continue
            reason = explained.get(key(kind, row))
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


def write(summary, page, score):
    raise NotImplementedError
