"""The two interpreters that define the integers: TensorFlow Lite Micro's and LiteRT's reference resolver.

Each model runs in a process of its own, since either interpreter may abort on a model that it does not expect.
"""

import importlib
import os
import pickle
import select
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from ai_edge_litert import schema_py_generated as schema

CONTRACTS = ("tflm", "litert")
TIME_LIMIT = 300
ARENA = 4 << 20


@dataclass(frozen=True)
class Tensor:
    """A tensor of subgraph 0 that is computed: neither constant nor variable."""

    index: int
    name: str
    shape: tuple[int, ...]
    kind: str


@dataclass(frozen=True)
class Inputs:
    """Rows for every input, in the file's order: [rows, *shape] each. A stream carries state from row to row."""

    arrays: list[np.ndarray]
    stream: bool = False
    stateful: bool = False

    @property
    def rows(self) -> int:
        return len(self.arrays[0])

    def row(self, number: int) -> list[np.ndarray]:
        return [array[number] for array in self.arrays]


@dataclass(frozen=True)
class Answer:
    """Every computed tensor by name, [rows, *shape]; or why the reference refuses the model."""

    values: dict[str, np.ndarray] = field(default_factory=dict)
    refusal: str | None = None


def read(model: bytes) -> schema.ModelT:
    return schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))


def computed_tensors(model: schema.ModelT) -> list[Tensor]:
    graph = model.subgraphs[0]
    names = {number: name for name, number in vars(schema.TensorType).items() if name.isupper()}
    written = {int(index) for operator in graph.operators for index in operator.outputs}
    chosen = sorted(written | {int(index) for index in graph.inputs})
    return [Tensor(index, text(graph.tensors[index].name), dimensions(graph.tensors[index]),
                   names[graph.tensors[index].type]) for index in chosen if is_plain(graph.tensors[index])]


def is_plain(tensor: schema.TensorT) -> bool:
    return not tensor.isVariable and tensor.type != schema.TensorType.RESOURCE


def text(name) -> str:
    return name.decode() if isinstance(name, bytes) else name or ""


def dimensions(tensor: schema.TensorT) -> tuple[int, ...]:
    return () if tensor.shape is None else tuple(int(length) for length in tensor.shape)


class MicroRunner:
    """TensorFlow Lite Micro: every tensor of every invocation."""

    def __init__(self, model: bytes):
        from tflite_micro.python.tflite_micro import runtime
        self.interpreter = runtime.Interpreter.from_bytes(
            model, arena_size=ARENA + 40 * len(model),
            intrepreter_config=runtime.InterpreterConfig.kPreserveAllTensors)

    def run(self, values: list[np.ndarray], tensors: list[Tensor]) -> list[np.ndarray]:
        for index, value in enumerate(values):
            self.interpreter.set_input(value, index)
        self.interpreter.invoke()
        return [np.array(self.interpreter.GetTensor(tensor.index, 0)["tensor_data"]) for tensor in tensors]


class LiteRunner:
    """LiteRT with its reference kernels, no delegate."""

    def __init__(self, model: bytes):
        from ai_edge_litert import interpreter
        self.interpreter = interpreter.Interpreter(
            model_content=model, experimental_op_resolver_type=interpreter.OpResolverType.BUILTIN_REF,
            experimental_preserve_all_tensors=True, num_threads=1)
        self.interpreter.allocate_tensors()
        self.places = [detail["index"] for detail in self.interpreter.get_input_details()]

    def run(self, values: list[np.ndarray], tensors: list[Tensor]) -> list[np.ndarray]:
        for place, value in zip(self.places, values, strict=True):
            self.interpreter.set_tensor(place, value)
        self.interpreter.invoke()
        return [np.array(self.interpreter.get_tensor(tensor.index)) for tensor in tensors]


RUNNERS = {"tflm": MicroRunner, "litert": LiteRunner}


def all_rows(contract: str, model: bytes, inputs: Inputs) -> dict[str, np.ndarray]:
    """Every computed tensor, row by row; a stateful model starts every row afresh unless the rows are a stream."""
    tensors = computed_tensors(read(model))
    if inputs.stateful:
        return by_name(tensors, stateful_rows(contract, model, inputs, tensors))
    runner = RUNNERS[contract](model)
    rows = [runner.run(inputs.row(number), tensors) for number in range(inputs.rows)]
    again = [runner.run(inputs.row(number), tensors) for number in reversed(range(min(inputs.rows, 8)))]
    for first, second in zip(rows, reversed(again), strict=False):
        if not all(map(np.array_equal, first, second)):
            raise ValueError("its answer changes from call to call: not a function of its input")
    return by_name(tensors, rows)


def stateful_rows(contract: str, model: bytes, inputs: Inputs, tensors: list[Tensor]) -> list[list[np.ndarray]]:
    runner, rows = RUNNERS[contract](model), []
    for number in range(inputs.rows):
        if number and not inputs.stream:
            runner = RUNNERS[contract](model)
        rows.append(runner.run(inputs.row(number), tensors))
    return rows


def by_name(tensors: list[Tensor], rows: list[list[np.ndarray]]) -> dict[str, np.ndarray]:
    return {tensor.name: np.stack([row[place] for row in rows]) for place, tensor in enumerate(tensors)}


def preload() -> None:
    """Loads both interpreters once, so that a forked process has them."""
    importlib.import_module("tflite_micro.python.tflite_micro.runtime")
    importlib.import_module("ai_edge_litert.interpreter")


def answer(contract: str, model: bytes, inputs: Inputs) -> Answer:
    """The reference's integers, from a process of its own."""
    return in_process(lambda: Answer(all_rows(contract, model, inputs)))


def in_process(action: Callable[[], Answer]) -> Answer:
    """Runs `action` in a forked process; an exception, an abort or a hang there becomes a refusal."""
    with tempfile.TemporaryFile() as complaints:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            run_child(action, writer, complaints.fileno())
        os.close(writer)
        data = read_until_end(reader, child)
        _, status = os.waitpid(child, 0)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace").strip().splitlines()
    if data and status == 0:
        return pickle.loads(data)
    return Answer(refusal=f"ended with status {status}: {' | '.join(said[-2:])}")


def run_child(action: Callable[[], Answer], writer: int, complaints: int) -> None:
    os.dup2(complaints, 2)
    os.dup2(complaints, 1)
    try:
        found = action()
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the refusal's reason
        found = Answer(refusal=f"{type(error).__name__}: {error}")
    with os.fdopen(writer, "wb") as stream:
        pickle.dump(found, stream)
        stream.flush()
    os._exit(0)


def read_until_end(reader: int, child: int) -> bytes:
    """What the child writes; beyond TIME_LIMIT it is ended and what it wrote is dropped."""
    parts, deadline = [], time.monotonic() + TIME_LIMIT
    with os.fdopen(reader, "rb", buffering=0) as stream:
        while True:
            ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                os.kill(child, signal.SIGKILL)
                return b""
            part = stream.read(1 << 20)
            if not part:
                return b"".join(parts)
            parts.append(part)
