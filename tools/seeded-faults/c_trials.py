"""Seeds faults into printed C and its tables, and asks each rung."""

import random
import shutil

import c_faults
import host

RANDOM_RUNS = {"quick": 20_000, "slow": 1_000}


def chosen(networks, kinds, count, seed):
    """Faults spread over kinds and models, the same for the same seed: (network, fault)."""
    draw = random.Random(seed)
    pools = {}
    for network in networks:
        for kind, faults in c_faults.faults(network.text).items():
            if kind in kinds and faults:
                draw.shuffle(faults)
                pools.setdefault(kind, []).append((network, faults))
    picked, turn = [], 0
    while len(picked) < count and any(pools.values()):
        kind = kinds[turn % len(kinds)]
        turn += 1
        rest = pools.get(kind, [])
        if not rest:
            continue
        network, faults = rest.pop(0)
        picked.append((network, faults.pop()))
        if faults:
            rest.append((network, faults))
    # Every model in turn, not the first ones of each kind: kinds begin at different models.
    return picked


def interleaved(networks, kinds, count, seed):
    rotated = []
    for position, kind in enumerate(kinds):
        start = (position * 5) % len(networks)
        rotated.append((networks[start:] + networks[:start], kind))
    share = -(-count // len(kinds))
    each = [chosen(order, [kind], share, f"{seed} {kind}") for order, kind in rotated]
    # One of each kind in turn, so that a smaller count keeps all kinds.
    picked = [row[place] for place in range(share) for row in each if place < len(row)]
    return picked[:count]


def tried(network, fault, number, work):
    """What each rung says of one fault."""
    folder = work / f"{network.name}-{number}"
    network.written(fault.applied(network.text), folder)
    plain, plain_detail = network.tried(folder, host.PLAIN, folder / "plain")
    checked, checked_detail = network.tried(folder, host.CHECKED, folder / "checked")
    proof = network.proof(folder)
    verdict, detail = compared(proof, network.sane_proof)
    result = {
        "model": network.name, **fault.row(), "plain": plain, "checked": checked, "proof": verdict,
        "detail": detail or plain_detail or checked_detail, "compiles": network.compiles_strictly(folder),
    }
    result["caught_by"] = [
        rung for rung, is_caught in (
            ("compiler", not result["compiles"]), ("plain", plain != "equal"), ("checked", checked != "equal"),
            ("proof", verdict in ("refuted", "unreadable"))) if is_caught]
    result["function_proved"] = is_proved(network.text, proof, network.sane_proof, {fault.name})
    result["independent"] = is_exchange(network.text, fault.applied(network.text))
    result["all_proved"] = verdict == "equal" and isinstance(proof, list) and all(row[2] == "proved" for row in proof)
    if not result["caught_by"]:
        result["digest"] = long_run(network, folder)
        if result["digest"] == "differs":
            result["caught_by"].append("random")
    result["unsound"] = is_unsound(result)
    shutil.rmtree(folder)
    return result


def compared(proof, sane):
    """refuted, unreadable, weaker (fewer tensors are shown than of the unchanged text) or equal."""
    if not isinstance(proof, list):
        return "unreadable", proof
    differing = [row for row in proof if row[2] == "differs"]
    if differing:
        return "refuted", f"{differing[0][0]}: {differing[0][3]}"[:160]
    if [row[:3] for row in proof] == [row[:3] for row in sane]:
        return "equal", ""
    return "weaker", next((f"{new[0]}: {new[2]}, {new[3]}" for new, old in zip(proof, sane) if new[2] != old[2]), "")[:160]


def is_proved(text, proof, sane, names):
    """Whether every function that computes tensors and uses what was changed computes proved ones only, and no other
    tensor is less sure than before."""
    if not isinstance(proof, list) or compared(proof, sane)[0] != "equal" or not names:
        return False
    computing = {row[1] for row in proof}
    for name in names:
        found = c_faults.owners(text, name, computing)
        if found is None or not all(row[2] == "proved" for row in proof if row[1] in found):
            return False
    return True


def is_exchange(before, after):
    """Whether two statements that do not touch each other have changed places, and nothing else."""
    pair = c_faults.exchanged(before, after)
    return pair is not None and c_faults.are_independent(*pair)


def is_unsound(result):
    """The proof covers every tensor of the text, and yet the outputs of the plain build differ."""
    return result["all_proved"] and (result["plain"] in ("differs", "stops") or result.get("digest") == "differs")


def long_run(network, folder):
    """Many more random runs, against the unchanged text."""
    count = RANDOM_RUNS["slow" if len(network.text) > 60_000 else "quick"]
    ours = network.digest(folder / "plain", count)
    return "equal" if ours == network.digest(network.folder / "sane", count) else "differs"
