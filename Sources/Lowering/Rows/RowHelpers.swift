import FixedPoint
import KernelIR

/// The functions that copy and clear rows, each once for a type, a range and a length.
struct RowHelpers {
  private struct Key: Hashable {
    let value: Int?
    let from: Buffer?
    let into: Buffer
    let count: Int

    init(value: Int?, from: Buffer?, into: Buffer, count: Int) {
      self.value = value
      self.from = from.map(Self.kind)
      self.into = Self.kind(of: into)
      self.count = count
    }

    /// What matters to a function that is given a place in the buffer.
    private static func kind(of buffer: Buffer) -> Buffer {
      var kind = buffer
      (kind.name, kind.count, kind.placement) = ("", 1, .arena(offset: 0))
      return kind
    }
  }

  private var functions: [Key: FunctionID] = [:]
  private let names: [String]

  init(names: [String]) { self.names = names }

  /// Copies elements, the first first.
  mutating func copy(
    _ count: Int, from: Address, into: Address, in builder: inout ProgramBuilder
  ) -> Statement {
    let (source, target) = (builder.buffer(from), builder.buffer(into))
    let key = Key(value: nil, from: source, into: target, count: count)
    let function = functions[key] ?? copier(key, in: &builder)
    functions[key] = function
    return .call(function, [.address(from), .address(into)])
  }

  /// Gives elements one value.
  mutating func fill(
    _ count: Int, with value: Int, into: Address, in builder: inout ProgramBuilder
  ) -> Statement {
    let key = Key(value: value, from: nil, into: builder.buffer(into), count: count)
    let function = functions[key] ?? filler(key, value, in: &builder)
    functions[key] = function
    return .call(function, [.address(into)])
  }

  private func copier(_ key: Key, in builder: inout ProgramBuilder) -> FunctionID {
    var function = FunctionBuilder(
      name: "copy_\(key.count)",
      note: FunctionNote(
        nodes: names, formula: "the next \(key.count) elements as they are", strategy: "copy"))
    let source = key.from ?? key.into
    let from = function.pointerParameter(
      "from", to: source.element, in: .readOnlyRAM, source.range)
    let into = function.pointerParameter(
      "into", to: key.into.element, in: .writableRAM, source.range)
    let body: [Statement] = [
      .store(.pointer(into), index: 0, .element(from)), .advance(from, 1), .advance(into, 1),
    ]
    return builder.add(function.finish([.repeatTimes(key.count, body)]))
  }

  private func filler(
    _ key: Key, _ value: Int, in builder: inout ProgramBuilder
  ) -> FunctionID {
    var function = FunctionBuilder(
      name: "fill_\(key.count)",
      note: FunctionNote(
        nodes: names, formula: "\(key.count) elements become \(value)", strategy: "border"))
    let into = function.pointerParameter(
      "into", to: key.into.element, in: .writableRAM, IntegerRange(exactly: value))
    let body: [Statement] = [.store(.pointer(into), index: 0, .constant(value)), .advance(into, 1)]
    return builder.add(function.finish([.repeatTimes(key.count, body)]))
  }
}

extension ProgramBuilder {
  /// The buffer that an address counts from.
  fileprivate func buffer(_ address: Address) -> Buffer {
    if case .buffer(let id) = address.base { return buffers[id.index] }
    return buffers[0]
  }

  mutating func add(_ function: KernelFunction) -> FunctionID {
    functions.append(function)
    return FunctionID(functions.count - 1)
  }
}
