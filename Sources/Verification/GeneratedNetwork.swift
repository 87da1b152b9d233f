/// A folder of generated C, with what a test program must know to call it.
package struct GeneratedNetwork: Hashable, Sendable {
  /// The C identifier that prefixes everything, lower case.
  package let name: String
  /// In the order of the arguments of `NAME_run`; whole, where they arrive row by row.
  package let inputs: [Port]
  package let outputs: [Port]
  /// The members of the state that the caller keeps; empty where the network keeps nothing.
  package let states: [Port]
  /// Bytes of working memory that the caller hands over.
  package let scratchBytes: Int
  /// Bytes of state that the caller keeps between steps.
  package let stateBytes: Int
  /// How many rows the only input is pushed in, by `NAME_push_row`; nil where `NAME_run` takes it whole.
  package let rows: Int?
  /// The text of each file by its name; `NAME.c` and `NAME.h` are among them.
  package let files: [String: String]

  package init(
    name: String, inputs: [Port], outputs: [Port], states: [Port] = [], scratchBytes: Int,
    stateBytes: Int, rows: Int? = nil, files: [String: String]
  ) {
    self.rows = rows
    self.states = states
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.scratchBytes = scratchBytes
    self.stateBytes = stateBytes
    self.files = files
  }

  /// The function that a caller runs the network by.
  var entryName: String { "\(name)_\(rows == nil ? "run" : "push_row")" }

  /// Whether the caller keeps a state, which `NAME_init` sets.
  var hasState: Bool { !states.isEmpty || rows != nil }

  /// The bytes of all inputs together.
  package var inputBytes: Int { inputs.reduce(0) { $0 + $1.byteCount } }

  /// The bytes of inputs that a call takes.
  package var callInputBytes: Int { inputBytes / (rows ?? 1) }

  /// One argument of the generated function.
  package struct Port: Hashable, Sendable {
    package let identifier: String
    package let element: CElementType
    /// The number of elements, at least 1.
    package let count: Int

    package init(identifier: String, element: CElementType, count: Int) {
      self.identifier = identifier
      self.element = element
      self.count = count
    }

    var byteCount: Int { count * element.byteCount }
  }
}

/// One inference: the values of each input and, where known, what each output and the state after
/// it must be.
package struct TestVector: Hashable, Sendable {
  /// One list per input, in row-major order.
  package let inputs: [[Int]]
  /// One list per output, in row-major order.
  package let outputs: [[Int]]
  /// One list per member of the state, or none where they are not compared.
  package let states: [[Int]]
  /// It carries on the state of the vector before; the others start from a reset state.
  package let continues: Bool

  package init(
    inputs: [[Int]], outputs: [[Int]], states: [[Int]] = [], continues: Bool = false
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.states = states
    self.continues = continues
  }
}
