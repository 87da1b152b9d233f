"""Seeds into the C what object code must not hold: multiplies, divisions, floats, helpers, writable memory, deep stacks."""

import json
import re
import subprocess

TARGETS = ["rv32ec", "cortex-m0", "avr", "rv32imc", "cortex-m4", "avr-nomul"]
# A change of registers moves the stack by some words; what is seeded takes far more.
STACK_SLACK = 64
# The instruction itself, where the core has one.
ASSEMBLY = {
    "rv32imc": '__asm__ volatile ("mul %0, %0, %0" : "+r" (x));',
    "cortex-m4": '__asm__ volatile ("mul %0, %0, %0" : "+r" (x));',
    "cortex-m0": '__asm__ volatile ("mul %0, %0" : "+l" (x));',
    "avr": '__asm__ volatile ("mul %A0, %B0\\n\\tclr __zero_reg__" : : "r" (x) : "r0", "r1");',
}
X = "int32_t x = (int32_t)input[0]; "
# Name: the statements at the end of the network's run, and what stands before it. None of them changes an output of
# most inputs: what is found is found in the objects.
SEEDS = {
    "multiply": (X + "if (x * (int32_t)input[1] == 12345) { output[0] = 0; }", ""),
    "multiply by a constant": (X + "if ((int32_t)((uint32_t)x * 1103515245u) == 12345) { output[0] = 0; }", ""),
    "multiply 64 bits": (X + "if ((uint64_t)(int64_t)x * (uint64_t)(int64_t)output[0] * 0x9E3779B97F4A7C15u > 0xFFFFFFFFFFFFFF00u) { output[0] = 0; }", ""),
    "divide": (X + "if ((input[1] != 0) && (x / (int32_t)input[1] == 77)) { output[0] = output[1]; }", ""),
    "remainder": (X + "if ((input[1] > 0) && (x % (int32_t)input[1] == 77)) { output[0] = output[1]; }", ""),
    "float": (X + "if ((float)x + 0.25f == (float)input[1] - 0.125f) { output[0] = 0; }", ""),
    "double": (X + "if ((double)x + 0.25 == (double)input[1] - 0.125) { output[0] = 0; }", ""),
    "the instruction itself": ("{assembly}", ""),
    "writable global": ("seeded_kept = (int16_t)(seeded_kept + 1); if (seeded_kept == -5) { output[0] = 0; }",
                        "static int16_t seeded_kept = 7;\n"),
    "writable array": ("seeded_list[(uint8_t)input[0] & 7u] = (int16_t)input[1]; if (seeded_list[3] == 12345) { output[0] = 0; }",
                       "static int16_t seeded_list[8];\n"),
    "unknown helper": ("seeded_helper(output);", "extern void seeded_helper(net_output_t *output);\n"),
    "heap": ("if (malloc(8) == output) { output[0] = 0; }", "#include <stdlib.h>\n"),
    "stack, written to its end": ("volatile uint8_t deep[700]; deep[0] = 1; deep[699] = 2; if (deep[0] == 2) { output[0] = 0; }", ""),
    "stack, written at its beginning": ("volatile uint8_t deep[700]; deep[699] = 2; if (deep[699] == 1) { output[0] = 0; }", ""),
    "stack, recursion": ("if (seeded_depth(40) == 12345) { output[0] = 0; }",
                         "static int16_t __attribute__((noinline)) seeded_depth(volatile int16_t depth)\n{\n    volatile int16_t below = 0;\n"
                         "    if (depth > 0) {\n        below = seeded_depth((int16_t)(depth - 1));\n    }\n"
                         "    return (int16_t)(below + 1);\n}\n"),
    "constants in RAM": ("", ""),
}


def tried(root, count, helper, pool):
    faults = [(target, name) for name in SEEDS for target in TARGETS if fits(target, name)]
    # All kinds, and for each of them targets in turn.
    faults.sort(key=lambda row: ((TARGETS.index(row[0]) - list(SEEDS).index(row[1])) % len(TARGETS)))
    faults = faults[:count]
    model = root / "Tests/Fixtures/average_pool.onnx"
    by_target = {target: [name for own, name in faults if own == target] for target in TARGETS}
    return [row for some in pool.map(lambda target: on_target(helper, model, target, by_target[target]), TARGETS) for row in some]


def fits(target, name):
    if name == "constants in RAM":
        return target.startswith("avr")
    return name != "the instruction itself" or target in ASSEMBLY


def on_target(helper, model, target, names):
    job = {"model": str(model), "formats": [], "target": target, "strategies": [], "vectors": 6, "seed": 1, "folder": "",
           "faults": [], "changes": [{"name": "", "target": target, "files": {}}]}
    text = called(helper, "source", job)[0]["net.c"]
    job["changes"] += [{"name": name, "target": target, "files": {"net.c": seeded(text, target, name)}} for name in names]
    sane, *found = called(helper, "objects", job)
    if sane.get("failure") or sane["violations"] or sane["differs"]:
        raise SystemExit(f"seed-faults: the unchanged C for {target} is not right: {sane}")
    return [row(result, sane) for result in found]


def called(helper, command, job):
    done = subprocess.run([helper, command], input=json.dumps(job), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def seeded(text, target, name):
    if name == "constants in RAM":
        return re.sub(r"\] STAPES_FLASH =", "] =", text)
    statements, before = SEEDS[name]
    statements = statements.replace("{assembly}", "{ uint16_t x = (uint16_t)input[0]; " if target == "avr" else "{ " + X)
    if name == "the instruction itself":
        statements += ASSEMBLY[target] + " if (x == 12345) { output[0] = 0; } }"
    start = text.index("\nvoid net_run(")
    end = text.index("\n}", start)
    return text[:start] + "\n" + before + text[start:end] + f"\n    {{ {statements} }}" + text[end:]


def row(result, sane):
    stack = (result.get("stackBytes") or 0) - (sane.get("stackBytes") or 0)
    caught = [rung for rung, is_caught in (
        ("compiler", result.get("failure")), ("objects", result["violations"]), ("outputs", result["differs"]),
        ("stack", stack > STACK_SLACK)) if is_caught]
    return {
        "kind": result["name"], "in": result["target"], "before": "nothing", "after": result["name"], "caught_by": caught,
        "detail": (result.get("failure") or (result["violations"] or [""])[0])[:200], "stack": stack,
    }
