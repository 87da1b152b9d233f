"""Faults in printed C: where they can be, and the changed text."""

import re

# A fault: what kind it is, the function or table that it is in, the line, and the text before and after.
BODY = ["sign", "shift", "index", "step", "comparison", "term", "statement", "loop", "clamp", "constant", "order", "type"]
TABLE = ["entry", "entry-sign", "entry-order"]


class Fault:
    def __init__(self, kind, name, line, before, after, lines=None):
        self.kind, self.name, self.line, self.before, self.after = kind, name, line, before, after
        self.lines = lines or {line: after}

    def applied(self, text):
        lines = text.split("\n")
        for number, content in self.lines.items():
            lines[number] = content
        return "\n".join(line for line in lines if line is not None)

    def row(self):
        before, after = shortened(self.before, self.after)
        return {"kind": self.kind, "in": self.name, "line": self.line + 1, "before": before, "after": after}


def shortened(before, after):
    """Two lines without what they share, but for some characters around the difference."""
    before, after = (re.sub(r"\s+", " ", text or "").strip() for text in (before, after))
    if max(len(before), len(after)) <= 110:
        return before, after
    same = next((i for i, pair in enumerate(zip(before, after)) if pair[0] != pair[1]), min(len(before), len(after)))
    start = max(0, same - 40)
    return tuple(("…" if start else "") + text[start:same + 50] for text in (before, after))


def parts(text):
    """(number, line, name, whether in a table) of each line inside a function or a table."""
    name, is_table, in_comment = None, False, False
    for number, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if in_comment or stripped.startswith("/*"):
            in_comment = "*/" not in line
            continue
        if name is None:
            table = re.match(r"static const \w+ (\w+)\[\d+\].*= \{", line)
            function = re.match(r"(?:static )?void (\w+)\(", line)
            if table:
                name, is_table = table[1], True
            elif function:
                name, is_table = function[1], False
        elif line.startswith("}"):
            name = None
        elif line == "{" or (not is_table and not line.startswith("    ")):
            continue
        else:
            yield number, line, name, is_table


def faults(text):
    """Every place for a fault, as {kind: [Fault]}."""
    found = {kind: [] for kind in BODY + TABLE}
    lines = list(parts(text))
    pointers = set(re.findall(r"\*(?:const )?(\w+)(?= =|[,)])", text))
    for number, line, name, is_table in lines:
        if is_table:
            changes = entries(line)
        else:
            changes = [c for c in body(line, pointers) if c[1] != line]
        for kind, after in changes:
            found[kind].append(Fault(kind, name, number, line, after))
    found["order"] = list(orders(lines))
    return found


def entries(line):
    numbers = list(re.finditer(r"-?\d+", line))
    for match in numbers:
        value = int(match[0])
        yield "entry", replaced(line, match, str(value - 1 if value in (127, 255, 32767, 65535, 2147483647) else value + 1))
        if value not in (0, -128, -32768):
            yield "entry-sign", replaced(line, match, str(-value))
    for first, second in zip(numbers, numbers[1:]):
        if first[0] != second[0]:
            yield "entry-order", line[:first.start()] + second[0] + line[first.end():second.start()] + first[0] + line[second.end():]


def replaced(line, match, text, group=0):
    return line[:match.start(group)] + text + line[match.end(group):]


def neighbour(number):
    """One more for odd numbers and 0, one less for others, so that a fault goes either way."""
    value = int(number)
    return str(value + 1 if value % 2 or value == 0 else value - 1)


def body(line, pointers):
    # Stated ranges are no computation; what follows them on a line stays as it is.
    code = line.split("STAPES_RANGE")[0]
    rest = line[len(code):]
    if not code.strip() or "STAPES_TRACE" in line:
        return
    for kind, changed in changes(code, pointers):
        yield kind, changed + rest


def changes(code, pointers):
    is_loop = re.search(r"\b(?:for|while) \(", code)
    if is_loop:
        for match in re.finditer(r"= (\d+); \w+ > 0", code):
            yield "loop", replaced(code, match, str(int(match[1]) + 1), 1)
            if int(match[1]) > 1:
                yield "loop", replaced(code, match, str(int(match[1]) - 1), 1)
        return
    yield from signs(code)
    yield from calls(code)
    yield from places(code, pointers)
    for match in re.finditer(r" (<=|>=|<|>|==|!=) ", code):
        near = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
        far = {"<": ">", "<=": ">", ">": "<", ">=": "<", "==": "<=", "!=": "<"}
        yield "comparison", replaced(code, match, near[match[1]], 1)
        yield "comparison", replaced(code, match, far[match[1]], 1)
    for match in re.finditer(r"(?:= |\(-?|[+-] )(\d+)(?=[;)]| [+-])", code):
        if "stapes_shift" not in code and not re.search(r"\w+ [+-]= \d+;", code):
            yield "constant", replaced(code, match, neighbour(match[1]), 1)
    for match in re.finditer(r"\((u?)int(8|16)_t\)", code):
        yield "type", replaced(code, match, f"({'' if match[1] else 'u'}int{match[2]}_t)")
    match = re.search(r"^\s*(?:const )?int32_t(?= \w+ =)", code)
    if match:
        yield "type", code.replace("int32_t", "int8_t", 1)
    if is_statement(code):
        yield "statement", ""


def is_statement(code):
    return re.match(r"\s*(?:\*?\w+(?:\[[^=]*\])? [+-]?= [^;]*|(?:\+\+|--)\w+|\w+\([^;]*\)|\*\w+(?:\+\+)? = [^;]*);\s*$", code) is not None


def signs(code):
    for match in re.finditer(r" ([+-]) (?=[\w(*])", code):
        yield "sign", replaced(code, match, "-" if match[1] == "+" else "+", 1)
    for match in re.finditer(r" ([+-])= ", code):
        yield "sign", replaced(code, match, "-" if match[1] == "+" else "+", 1)
    for match in re.finditer(r"(?:= |\()(-)(?=\w)", code):
        yield "sign", replaced(code, match, "", 1)
    for match in re.finditer(r" [+-] \w+(?:\[\d+\])?(?=[;)]| [+-])", code):
        yield "term", replaced(code, match, "")
    match = re.match(r"\s*(\w+) [+-]= [^;]*;\s*$", code)
    if match and re.match(r"sum|total|acc|part", match[1]):
        yield "term", ""


def calls(code):
    """Shift amounts and bounds: the last arguments of the helpers."""
    for match in re.finditer(r"stapes_(shift_left|shift_right|clamp|min|max)_(?:16|32)\(", code):
        spans = arguments(code, match.end())
        if spans is None:
            continue
        if match[1] in ("min", "max"):
            yield "clamp", replaced(code, match, "max" if match[1] == "min" else "min", 1)
        for start, end in spans[{"clamp": -2}.get(match[1], -1):]:
            number = code[start:end].strip()
            if re.fullmatch(r"-?\d+", number):
                kind = "shift" if match[1].startswith("shift") else "clamp"
                yield kind, code[:start] + " " + str(int(number) + 1) + code[end:]
                if int(number) != 0:
                    yield kind, code[:start] + " " + str(int(number) - 1) + code[end:]


def arguments(code, start):
    """Where each argument of a call stands, from behind its opening bracket; None where it does not end here."""
    depth, spans, first = 0, [], start
    for place in range(start, len(code)):
        if code[place] == "(":
            depth += 1
        elif code[place] == ")" and depth > 0:
            depth -= 1
        elif code[place] in ",)" and depth == 0:
            spans.append((first, place))
            first = place + 1
            if code[place] == ")":
                return spans
    return None


def places(code, pointers):
    for match in re.finditer(r"\[(\d+)\]", code):
        yield "index", replaced(code, match, neighbour(match[1]), 1)
    for match in re.finditer(r"(?:= |\()\*(\w+)(?=[;,)])", code):
        yield "index", code[:match.start(1) - 1] + match[1] + "[1]" + code[match.end():]
    for match in re.finditer(r"\[(\w+(?: - \(-?\d+\)| - \d+)?)\]", code):
        if not match[1].isdigit():
            yield "index", replaced(code, match, match[1] + " + 1", 1)
    match = re.match(r"\s*(\w+) [+-]= (\d+);", code)
    if match and match[1] in pointers:
        yield "step", replaced(code, match, str(int(match[2]) + 1), 2)
        yield "step", replaced(code, match, str(int(match[2]) - 1), 2)
    match = re.match(r"\s*(\+\+(\w+));", code)
    if match and match[2] in pointers:
        yield "step", replaced(code, match, f"{match[2]} += 2", 1)
        yield "step", replaced(code, match, f"--{match[2]}", 1)


def orders(lines):
    """Two statements that follow each other and are not equal, exchanged."""
    for (number, line, name, is_table), (after, other, _, _) in zip(lines, lines[1:]):
        both = [re.sub(r"\s*STAPES_RANGE\(.*", "", text) for text in (line, other)]
        if is_table or after != number + 1 or both[0] == both[1] or not all(map(is_statement, both)):
            continue
        if len(line) - len(line.lstrip()) == len(other) - len(other.lstrip()):
            yield Fault("order", name, number, f"{both[0].strip()} {both[1].strip()}", f"{both[1].strip()} {both[0].strip()}",
                        {number: other, after: line})


def owners(text, name, computing):
    """The functions that compute tensors and use the function or table of this name, through others too; None where a
    use leads to none of them."""
    bodies = {}
    for _, line, function, is_table in parts(text):
        if not is_table:
            bodies.setdefault(function, []).append(line)
    words = {function: set(re.findall(r"\w+", " ".join(lines))) for function, lines in bodies.items()}
    found, seen, left = set(), set(), [name]
    while left:
        one = left.pop()
        if one in computing:
            found.add(one)
            continue
        users = [function for function in words if one in words[function] and function not in seen]
        if not users and one not in seen:
            return None
        seen.add(one)
        left += users
    return found or None


def changed_names(before, after):
    """The functions and tables in which two texts differ; None where they differ outside."""
    def content(text):
        found = {}
        for _, line, name, _ in parts(text):
            found.setdefault(name, []).append(line)
        return found
    old, new = content(before), content(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def exchanged(before, after):
    """The two lines that two texts have in different orders, where that is all the difference; else None."""
    old, new = before.split("\n"), after.split("\n")
    places = [place for place, pair in enumerate(zip(old, new)) if pair[0] != pair[1]]
    if len(old) != len(new) or len(places) != 2 or places[1] != places[0] + 1:
        return None
    first, second = places
    same = (old[first].strip(), old[second].strip()) == (new[second].strip(), new[first].strip())
    return (old[first], old[second]) if same else None


def are_independent(first, second):
    """Whether two statements give the same in either order: neither uses what the other writes, or both only add to
    one sum."""
    effects = [effect(line) for line in (first, second)]
    if None in effects:
        return False
    (one, one_place, one_adds, one_uses, one_reads), (two, two_place, two_adds, two_uses, two_reads) = effects
    if one_place is not None and two_place is not None:
        return one == two and one_place != two_place and not one_reads and not two_reads
    if one_place is not None or two_place is not None:
        # An element and a local: the local must not be the pointer, nor be read from memory.
        local, others, reads = (two, one_uses | {one}, two_reads) if one_place is not None else (one, two_uses | {two}, one_reads)
        stored = one if one_place is not None else two
        uses = two_uses if one_place is not None else one_uses
        return local not in others and stored != local and not reads and stored not in uses
    if one == two:
        return one_adds and two_adds and one not in one_uses and two not in two_uses
    return one not in two_uses and two not in one_uses


def effect(line):
    """What a statement writes, the element's index where it is in memory, whether it only adds, the names that it uses,
    and whether it reads memory; None for anything else."""
    code = line.split("STAPES_RANGE")[0].strip()
    match = re.fullmatch(r"(\*?)(\w+)(?:\[(\d+)\])? ([+-]?)= (.*);", code)
    if match:
        pointer, name, index, sign, value = match.groups()
        place = (0 if pointer else int(index)) if pointer or index else None
        uses = set(re.findall(r"[A-Za-z_]\w*", value))
        if place is not None and sign:
            return None
        reads = bool(re.search(r"[\[*]", value)) or "_table" in value
        calls = uses & {name for name in uses if re.search(rf"\b{name}\(", value) and not name.startswith("stapes_")}
        return None if calls else (name, place, bool(sign), uses, reads)
    match = re.fullmatch(r"(?:\+\+|--)(\w+);", code)
    return (match[1], None, True, set(), False) if match else None
