"""Printed C on the building machine: built plainly and checked, and held to the interpreter's vectors."""

import array
import json
import pathlib
import re
import shutil
import subprocess

PLAIN = ["gcc", "-O1", "-std=c99", "-w"]
CHECKED = ["clang", "-O0", "-std=c99", "-w", "-DSTAPES_CHECKED", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
# What stapes verify compiles with; a warning is an error.
STRICT = ["gcc", "-O1", "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"]
SECONDS = 20
CODES = {"int8_t": "b", "uint8_t": "B", "int16_t": "h", "uint16_t": "H", "int32_t": "i", "uint32_t": "I"}


def run(words, seconds=SECONDS, **options):
    """The process, or None where it did not end in time."""
    try:
        return subprocess.run([str(w) for w in words], capture_output=True, text=True, errors="replace", timeout=seconds, **options)
    except subprocess.TimeoutExpired:
        return None


class Network:
    """The unchanged C of a model, in a folder, with its vectors, test program and proof."""

    def __init__(self, name, model, job, folder, helper, stapes):
        self.name, self.model, self.job, self.folder, self.stapes = name, model, job, folder, stapes
        folder.mkdir(parents=True, exist_ok=True)
        done = run([helper, "prepare"], 600, input=json.dumps({**job, "folder": str(folder)}))
        if done.returncode != 0:
            raise SystemExit(f"seed-faults: {name} is not prepared: {done.stderr}")
        self.facts = json.loads(done.stdout)
        self.text = (folder / "net.c").read_text()
        self.header = (folder / "net.h").read_text()
        self.ranges = [port["range"] for port in json.loads((folder / "manifest.json").read_text())["inputs"]]
        (folder / "vectors.bin").write_bytes(self.vectors())
        (folder / "bench.c").write_text(self.bench())
        self.sane_proof = self.proof(folder)
        if not isinstance(self.sane_proof, list):
            raise SystemExit(f"seed-faults: the unchanged C of {name} cannot be read: {self.sane_proof}")
        for tool in (PLAIN, CHECKED):
            verdict, detail = self.tried(folder, tool, folder / "sane")
            if verdict != "equal":
                raise SystemExit(f"seed-faults: the unchanged C of {name} {verdict}: {detail}")
        self.tried(folder, PLAIN, folder / "sane")

    def vectors(self):
        def packed(ports, values):
            return b"".join(array.array(CODES[p["type"]], v).tobytes() for p, v in zip(ports, values))
        facts = self.facts
        return b"".join(
            bytes([0 if v["continues"] else 1]) + packed(facts["inputs"], v["inputs"]) + packed(facts["outputs"], v["outputs"])
            + packed(facts["states"], v["states"]) for v in facts["vectors"])

    def bench(self):
        """A test program: `bench vectors FILE` compares, `bench random COUNT` prints a digest of random runs."""
        facts, template = self.facts, (pathlib.Path(__file__).parent / "bench.c").read_text()
        ports = {"input": facts["inputs"], "output": facts["outputs"]}
        declared = [f"static {p['type']} *{kind}_{i};" for kind in ports for i, p in enumerate(ports[kind])]
        made = [f"{kind}_{i} = malloc(sizeof({p['type']}) * {p['count']});" for kind in ports for i, p in enumerate(ports[kind])]
        names = [f"{kind}_{i}" for kind in ports for i, _ in enumerate(ports[kind])]
        has_state = "net_state_t" in self.header
        if has_state:
            declared.append("static net_state_t *state;")
            made.append("state = malloc(sizeof(net_state_t));")
        made.append(f"scratch = malloc({max(1, facts['scratchBytes'])});")
        sizes = {f"{kind}_{i}": f"sizeof({p['type']}) * {p['count']}" for kind in ports for i, p in enumerate(ports[kind])}
        inputs, outputs = ([n for n in names if n.startswith(k)] for k in ports)
        states = [f"state->{p['identifier']}" for p in facts["states"]]
        fields = {
            "DECLARED": declared, "MADE": made,
            "RESET": ["net_init(state);"] if has_state else [],
            "CALLED": [f"net_run({', '.join((['state'] if has_state else []) + names + ['scratch'])});"],
            "SPOILT": [f"memset({n}, pattern, {sizes[n]});" for n in outputs] + [f"memset(scratch, pattern, {max(1, facts['scratchBytes'])});"],
            "READ": [f"if (fread({n}, {sizes[n]}, 1, file) != 1) return 0;" for n in inputs],
            "COMPARED": [f"if (!same(file, {n}, {sizes[n]})) return 0;" for n in outputs]
            + [f"if (!same(file, {n}, sizeof {n})) return 0;" for n in states],
            "DRAWN": [
                f"for (long i = 0; i < {p['count']}; ++i) {n}[i] = ({p['type']})draw({low}L, {high}L);"
                for n, p, (low, high) in zip(inputs, facts["inputs"], self.ranges)],
            "DIGESTED": [f"digest({n}, {sizes[n]});" for n in outputs] + [f"digest({n}, sizeof {n});" for n in states],
        }
        for key, rows in fields.items():
            template = template.replace(f"/* {key} */", "\n    ".join(rows))
        return template

    def written(self, text, folder):
        """A folder with a changed text and all that builds it."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "net.c").write_text(text)
        (folder / "net.h").write_text(self.header)
        # The prover wants the whole folder as it was generated.
        shutil.copy(self.folder / "stapes_support.h", folder)
        return folder

    def tried(self, folder, tool, program):
        """equal, differs, stops or does not end; and what was said."""
        built = run([*tool, "-I", folder, "-I", self.folder, folder / "net.c", self.folder / "bench.c", "-o", program], 120)
        if built is None or built.returncode != 0:
            return "does not compile", "" if built is None else first(built.stderr)
        done = run([program, "vectors", self.folder / "vectors.bin"], env={"ASAN_OPTIONS": "detect_leaks=0"})
        if done is None:
            return "does not end", ""
        if done.returncode == 0:
            return "equal", ""
        return ("differs", done.stdout.strip()) if done.returncode == 3 else ("stops", first(done.stderr))

    def compiles_strictly(self, folder):
        return run([*STRICT, "-fsyntax-only", "-I", folder, "-I", self.folder, folder / "net.c"], 120).returncode == 0

    def proof(self, folder):
        """{tensor: (function, status)}, or why the text cannot be read."""
        formats = [word for text in self.job["formats"] for word in ("--input-format", text)]
        done = run([self.stapes, "prove", self.model, *formats, "--target", self.job["target"], "--quiet", "--json",
                    "--code", folder], 300)
        if done is None:
            return "does not end"
        if done.returncode < 0:
            return f"the prover crashed with signal {-done.returncode}"
        if "E0101" in done.stderr:
            raise SystemExit(f"seed-faults: {folder.name} is no folder for the prover: {first(done.stderr)}")
        if not done.stdout:
            return first(done.stderr) or f"status {done.returncode}"
        tensors = json.loads(done.stdout)["proof"]["tensors"]
        return [(row["tensor"], row["function"], row["status"], row["detail"]) for row in tensors]

    def digest(self, program, count):
        """What many random runs give; None where they do not end."""
        done = run([program, "random", count], 120)
        return None if done is None or done.returncode != 0 else done.stdout


def first(text):
    lines = [line for line in text.split("\n") if re.search(r"error|ERROR|Assert|runtime", line)] or text.split("\n")
    return re.sub(r"/\S*/", "", lines[0])[:160]
