"""Seeds faults into lowered programs: the helper changes the tree, verifies, evaluates, prints and proves it."""

import collections
import json
import pathlib
import random
import subprocess

import c_faults
import c_trials
import host


# A lowered program is verified, evaluated and proved in seconds, or the helper is stuck.
SECONDS = 900
# Evaluation is slow; these have hundreds of thousands of steps an inference.
FEWER_VECTORS = {"digits_int8": 3, "digits_sparse": 4, "digits_pot": 4, "digits_ternary": 4, "residual": 4, "ds_cnn": 6, "ds_cnn_avr": 6}


def tried(networks, count, seed, helper, pool):
    networks = {network.name: network for network in networks}
    jobs = {}
    for name, network in networks.items():
        folder = network.folder / "programs"
        folder.mkdir(exist_ok=True)
        jobs[name] = {**network.job, "vectors": FEWER_VECTORS.get(name, 12), "folder": str(folder)}
    places = dict(zip(jobs, pool.map(lambda job: json.loads(called(helper, "count", job)[0]), jobs.values())))
    chosen = collections.defaultdict(list)
    kinds = sorted({kind for found in places.values() for kind in found})
    draw, names, taken = random.Random(f"{seed} program"), list(jobs), set()
    for number in range(count * 20):
        if len(taken) == count:
            break
        kind, name = kinds[number % len(kinds)], names[(number + number // len(names)) % len(names)]
        if places[name][kind] == 0:
            continue
        fault = (name, kind, draw.randrange(places[name][kind]))
        if fault not in taken:
            taken.add(fault)
            chosen[name].append({"kind": kind, "place": fault[2]})
    rows = pool.map(lambda name: results(networks[name], {**jobs[name], "faults": chosen[name]}, helper), chosen)
    return [row for some in rows for row in some]


def called(helper, command, job):
    done = subprocess.run([helper, command], input=json.dumps(job), capture_output=True, text=True, timeout=SECONDS)
    return done.stdout.splitlines() if command == "programs" else [done.stdout]


def results(network, job, helper):
    """A fault that ends the helper is a result too, and those behind it are tried by another helper."""
    sane, rows, left = None, [], list(job["faults"])
    while left:
        lines = [json.loads(line) for line in called(helper, "programs", {**job, "faults": left})]
        sane = sane or lines[0]
        verdict, detail = c_trials.compared(proof(sane), network.sane_proof)
        if sane.get("verifier") or sane.get("evaluator") or verdict != "equal":
            raise SystemExit(f"seed-faults: the unchanged program of {network.name} is not right: {sane} {detail}")
        rows += [row(network, fault, job["folder"]) for fault in lines[1:]]
        left = left[len(lines) - 1:]
        if left:
            crashed = left.pop(0)
            rows.append({"model": network.name, "in": "", "before": f"place {crashed['place']}", "after": "", **crashed,
                         "caught_by": [], "unsound": True, "detail": "the helper crashed"})
    return rows


def proof(fault):
    return fault["proof"].get("unreadable") or [tuple(row) for row in fault["proof"]["tensors"]]


def row(network, fault, folder):
    result = {
        "model": network.name, "kind": fault["kind"], "place": fault["place"], "in": fault["name"], "before": fault["before"],
        "after": fault["after"], "verifier": fault.get("verifier"), "evaluator": fault.get("evaluator"), "proof": None,
    }
    own = pathlib.Path(folder) / f"{fault['kind']}-{fault['place']}"
    if "proof" in fault:
        found = proof(fault)
        result["proof"], detail = c_trials.compared(found, network.sane_proof)
        text = (own / "net.c").read_text()
        names = c_faults.changed_names(network.text, text)
        result["function_proved"] = c_trials.is_proved(text, found, network.sane_proof, names)
        result["independent"] = c_trials.is_exchange((own.parent / "sane/net.c").read_text(), text)
        result["all_proved"] = result["proof"] == "equal" and isinstance(found, list) and all(r[2] == "proved" for r in found)
    result["detail"] = (fault.get("verifier") or fault.get("evaluator") or "")[:160]
    result["caught_by"] = [rung for rung, is_caught in (
        ("verifier", result["verifier"]), ("evaluator", result["evaluator"]),
        ("proof", result["proof"] in ("refuted", "unreadable"))) if is_caught]
    if not result["caught_by"]:
        plain, _ = network.tried(own, host.PLAIN, own / "plain")
        if plain != "equal" or c_trials.long_run(network, own) != "equal":
            result["caught_by"].append("random")
    differs = "random" in result["caught_by"] or (result["evaluator"] or "").endswith("differs")
    result["unsound"] = bool(result.get("all_proved")) and differs
    return result
