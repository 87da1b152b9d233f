import FixedPoint

/// What a base of an index points into.
struct MemoryFacts {
  let element: IntegerType
  let memory: Pointer.Memory
  let range: IntegerRange
}

extension FunctionVerifier {
  /// The range of a loaded element, after its index has been checked.
  mutating func loadRange(_ base: MemoryBase, _ index: Expression) -> IntegerRange {
    let places = range(of: index)
    let declared = memory(of: base, index: index, places)?.range ?? IntegerRange(exactly: 0)
    guard case .table(let id) = base, program.tables.indices ~= id.index else { return declared }
    let values = program[id].values
    let reached = values.dropFirst(max(0, places.lower)).prefix(
      max(0, places.upper - places.lower + 1))
    guard let least = reached.min(), let most = reached.max() else { return declared }
    return IntegerRange(least, most)
  }

  /// What the base points into, after the range of the index has been checked; nil where it does
  /// not exist.
  mutating func memory(
    of base: MemoryBase, index: Expression, _ places: IntegerRange
  ) -> MemoryFacts? {
    guard let facts = memory(of: base) else { return nil }
    if let size = index.byteAddress?.size, size != facts.element.bytes || facts.memory == .flash {
      report(
        "\(names.text(base)) of \(facts.element) in \(facts.memory.words) is addressed by bytes of "
          + "elements of \(size)",
        "address elements of 2 or 4 bytes outside flash")
    }
    if let count = count(of: base), !IntegerRange(0, max(0, count - 1)).contains(places) {
      report(
        "index \(names.text(index)) of \(names.text(base)) has the range \(places), beyond its "
          + "\(count) elements",
        "bound the index")
    }
    return facts
  }

  mutating func memory(of base: MemoryBase) -> MemoryFacts? {
    switch base {
    case .pointer(let id):
      guard isVisible(id) else { return nil }
      let pointer = function[id]
      return MemoryFacts(element: pointer.element, memory: pointer.memory, range: pointer.range)
    case .buffer(let id):
      guard exists(id.index, of: program.buffers.count, "buffer") else { return nil }
      let buffer = program[id]
      return MemoryFacts(element: buffer.element, memory: buffer.memory, range: buffer.range)
    case .table(let id):
      guard exists(id.index, of: program.tables.count, "table") else { return nil }
      return MemoryFacts(
        element: program[id].element, memory: .flash, range: values.tables[id.index])
    }
  }

  private mutating func exists(_ index: Int, of count: Int, _ kind: String) -> Bool {
    if 0..<count ~= index { return true }
    report("\(kind) \(index) does not exist", "number \(kind)s from 0 to \(count - 1)")
    return false
  }

  /// How many elements stand from the base on, where that is known.
  private func count(of base: MemoryBase) -> Int? {
    switch base {
    case .pointer: nil
    case .buffer(let id): program[id].count
    case .table(let id): program[id].values.count
    }
  }

  mutating func point(_ pointer: PointerID, _ address: Address) {
    guard function.pointers.indices ~= pointer.index else {
      report("pointer \(pointer.index) does not exist", "number pointers from 0")
      return
    }
    if !pointers.insert(pointer).inserted {
      report("\(names.text(pointer)) is declared already", "repoint it")
    }
    checkAddress(address, for: pointer)
  }

  mutating func checkAddress(_ address: Address, for pointer: PointerID) {
    checkAddress(
      address, as: function[pointer], use: uses[number][pointer.index],
      called: names.text(pointer))
  }

  /// Whether the address may be held as the pointer. One past the end is allowed, as an end to walk
  /// to; a place before the start is not.
  private mutating func checkAddress(
    _ address: Address, as pointer: Pointer, use: PointerUse, called name: String
  ) {
    guard let target = memory(of: address.base) else { return }
    let text = names.text(address)
    if let count = count(of: address.base), !(0...max(0, count) ~= address.offset) {
      report("\(text) is outside its \(count) elements", "point inside, or to the end")
    }
    if target.element != pointer.element {
      report(
        "\(text) holds \(target.element), but \(name) points to \(pointer.element)",
        "use one element type")
    }
    if !pointer.memory.accepts(target.memory) {
      report(
        "\(text) is in \(target.memory.words), but \(name) points to \(pointer.memory.words)",
        "use one kind of memory")
    }
    checkRange(of: target, text, as: pointer, use: use, called: name)
  }

  /// What is read through a pointer lies in the pointer's range; what is written through it in the
  /// target's.
  private mutating func checkRange(
    of target: MemoryFacts, _ text: String, as pointer: Pointer, use: PointerUse,
    called name: String
  ) {
    if use.isRead && !pointer.range.contains(target.range) {
      reportUnproved(
        target.range, beyond: pointer.range,
        "\(text) of range \(target.range) is read through \(name) of range \(pointer.range)",
        "declare the pointer's wider range")
    }
    if use.isWritten && !target.range.contains(pointer.range) {
      reportUnproved(
        target.range, beyond: pointer.range,
        "\(text) of range \(target.range) is written through \(name) of range \(pointer.range)",
        "declare the memory's wider range")
    }
  }

  mutating func call(_ callee: FunctionID, _ arguments: [Argument]) {
    guard callee.index >= 0, callee.index < number else {
      report(
        "it calls function \(callee.index), which does not stand before it",
        "call earlier functions only")
      return
    }
    let target = program[callee]
    if target.parameters.count != arguments.count {
      report(
        "it gives \(names.text(callee)) \(arguments.count) arguments for "
          + "\(target.parameters.count) parameters",
        "give one for each")
    }
    for (parameter, argument) in zip(target.parameters, arguments) {
      checkArgument(argument, for: parameter, of: callee)
    }
  }

  private mutating func checkArgument(
    _ argument: Argument, for parameter: Parameter, of callee: FunctionID
  ) {
    let target = program[callee]
    switch (parameter, argument) {
    case (.value(let id), .value(let value)):
      let given = range(of: value)
      guard target.locals.indices ~= id.index, !target[id].range.contains(given) else { return }
      reportUnproved(
        given, beyond: target[id].range,
        "\(names.text(value)) of range \(given) is given for parameter \"\(target[id].name)\" of "
          + "range \(target[id].range)",
        "declare the parameter's wider range")
    case (.pointer(let id), .address(let address)):
      guard target.pointers.indices ~= id.index else { return }
      checkAddress(
        address, as: target[id], use: uses[callee.index][id.index],
        called: "parameter \"\(target[id].name)\"")
    case (.value, .address), (.pointer, .value):
      report(
        "an argument of \(names.text(callee)) is a value for a pointer, or the reverse",
        "give values for values and addresses for pointers")
    }
  }
}
