import Diagnostics
import FixedPoint
import NetworkIR

/// The inferences of a network that a captured log holds.
struct TraceLog {
  private(set) var inferences: [TracedInference] = []
  /// Lines that are cut off or changed.
  let damaged: Int
  /// Whole lines that stand before the first line of any inference.
  private(set) var strays = 0

  /// - Throws: E0104 for a log without a trace, and for traces of another version or network.
  init(_ log: [UInt8], of network: Network) throws(DiagnosticList) {
    let scanner = TraceScanner(log)
    damaged = scanner.damaged
    var isOpen = false
    for line in scanner.lines {
      switch line {
      case .begin(let version, let name):
        try Self.check(version: version)
        inferences.append(TracedInference(network: name))
        isOpen = true
      case .elements(let elements):
        guard isOpen else {
          strays += 1
          continue
        }
        try inferences[inferences.count - 1].take(elements, of: network)
      case .end:
        if isOpen { inferences[inferences.count - 1].hasEnded = true }
        isOpen = false
      }
    }
    for index in inferences.indices { inferences[index].joinRows(of: network) }
    if inferences.isEmpty { throw Self.nothing(scanner) }
  }

  private static func check(version: String) throws(DiagnosticList) {
    guard version != TraceLine.version else { return }
    throw badTrace(
      "its trace has version \(version.prefix(20)); this is version \(TraceLine.version)",
      "use the stapes_support.h and the stapes of one version")
  }

  private static func nothing(_ scanner: TraceScanner) -> DiagnosticList {
    let seen = scanner.lines.count + scanner.damaged
    return badTrace(
      seen == 0
        ? "it holds no line of a trace"
        : "it holds \(seen) lines of a trace, but not the first of any inference",
      "build the C with -DSTAPES_TRACE and capture what it prints from the start on")
  }
}

/// A fault of the log itself.
func badTrace(_ cause: String, _ remedy: String) -> DiagnosticList {
  Diagnostic(.badTrace, at: .argument("--trace"), cause: cause, remedy: remedy).alone
}

/// What a log says of one inference.
struct TracedInference {
  let network: String
  var hasEnded = false
  /// Two lines say different things of one element: the first line of an inference was lost.
  private(set) var isMixed = false
  /// By the index of the tensor; of the state after the run, by that of the state.
  private(set) var inputs: [Int: TracedArray] = [:]
  private(set) var states: [Int: TracedArray] = [:]
  private(set) var tensors: [Int: TracedArray] = [:]
  private(set) var nextStates: [Int: TracedArray] = [:]
  private var rows: [TraceElements] = []

  init(network: String) { self.network = network }

  /// - Throws: E0104 where the network has no such array.
  mutating func take(_ line: TraceElements, of network: Network) throws(DiagnosticList) {
    guard let id = network.tensor(named: line.name), network.has(id, as: line.kind) else {
      throw badTrace(
        "the trace is of a network \"\(self.network)\" with \(line.kind.words) \"\(line.name)\", "
          + "which \"\(network.name)\" does not have",
        "give the model that the C was made of, with the same options")
    }
    let tensor = network[id]
    let isInside = line.row != nil || line.first + line.values.count <= tensor.shape.elementCount
    guard isInside, line.digits == tensor.type.bytes * 2 else {
      throw badTrace(
        "\"\(line.name)\" has elements from \(line.first) on of \(line.digits * 4) bits in the "
          + "trace; in the network, it is \(tensor.shape.elementCount) of \(tensor.type)",
        "give the model that the C was made of, with the same options")
    }
    if line.row != nil { return rows.append(line) }
    put(line.integers(tensor), at: line.first, line.kind, id, tensor)
  }

  private mutating func put(
    _ values: [Int], at first: Int, _ kind: TraceElements.Kind, _ id: TensorID, _ tensor: Tensor
  ) {
    let empty = TracedArray(count: tensor.shape.elementCount)
    switch kind {
    case .input, .row: isMixed = !inputs[id.index, default: empty].put(values, first) || isMixed
    case .state: isMixed = !states[id.index, default: empty].put(values, first) || isMixed
    case .tensor: isMixed = !tensors[id.index, default: empty].put(values, first) || isMixed
    case .next: isMixed = !nextStates[id.index, default: empty].put(values, first) || isMixed
    }
  }

  /// Puts the rows of the input behind one another; each is as long as the longest in the log.
  mutating func joinRows(of network: Network) {
    let length = rows.map { $0.first + $0.values.count }.max() ?? 0
    for line in rows {
      guard let id = network.tensor(named: line.name), let row = line.row else { continue }
      let count = network[id].shape.elementCount
      let (start, isHuge) = row.multipliedReportingOverflow(by: length)
      guard !isHuge, start <= count, start + line.first + line.values.count <= count else {
        isMixed = true
        continue
      }
      put(line.integers(network[id]), at: start + line.first, .row, id, network[id])
    }
    rows = []
  }
}

/// The elements of an array that a log has.
struct TracedArray: Hashable {
  private(set) var elements: [Int?]

  init(count: Int) { elements = Array(repeating: nil, count: count) }

  /// All elements; nil where one is missing.
  var whole: [Int]? {
    let known = elements.compactMap(\.self)
    return known.count == elements.count ? known : nil
  }

  /// - Returns: false where an element is known with another value.
  mutating func put(_ values: [Int], _ first: Int) -> Bool {
    var agrees = true
    for (offset, value) in values.enumerated() {
      if let known = elements[first + offset], known != value { agrees = false }
      elements[first + offset] = value
    }
    return agrees
  }
}

extension TraceElements {
  /// The values as those of the tensor's type.
  fileprivate func integers(_ tensor: Tensor) -> [Int] {
    let bits = tensor.type.bits
    return values.map { value in
      tensor.type.isSigned && value >> UInt32(bits - 1) & 1 == 1
        ? Int(value) - 1 << bits : Int(value)
    }
  }
}

extension TraceElements.Kind {
  fileprivate var words: String {
    switch self {
    case .input: "an input"
    case .row: "rows of an input"
    case .state, .next: "a state"
    case .tensor: "a tensor"
    }
  }
}

extension Network {
  fileprivate func has(_ id: TensorID, as kind: TraceElements.Kind) -> Bool {
    switch kind {
    case .input, .row: inputs.contains { $0.tensor == id }
    case .state, .next: states.contains { $0.tensor == id }
    case .tensor: true
    }
  }
}
