import FixedPoint

extension FunctionVerifier {
  mutating func isVisible(_ local: LocalID) -> Bool {
    guard locals.contains(local) else {
      report(
        function.locals.indices ~= local.index
          ? "local \(names.text(local)) is not defined here"
          : "local \(local.index) does not exist",
        "define it before, in this block or around it")
      return false
    }
    return true
  }

  mutating func isVisible(_ pointer: PointerID) -> Bool {
    guard pointers.contains(pointer) else {
      report(
        function.pointers.indices ~= pointer.index
          ? "pointer \(names.text(pointer)) is not declared here"
          : "pointer \(pointer.index) does not exist",
        "point it before, in this block or around it")
      return false
    }
    return true
  }

  mutating func define(_ local: LocalID, _ value: Expression) {
    let facts = facts(of: value, .derived)
    guard function.locals.indices ~= local.index else {
      report("local \(local.index) does not exist", "number locals from 0")
      return
    }
    if !locals.insert(local).inserted {
      report("\(names.text(local)) is defined already", "define it once, or assign it")
    }
    streamed.remove(local)
    if isStreamed(value) { streamed.insert(local) }
    if isAccumulated(value) { accumulated.insert(local) }
    values.forms[local] = function[local].isMutable ? nil : facts.form
    checkFit(facts.range, of: value, local)
  }

  mutating func assign(_ local: LocalID, _ value: Expression) {
    guard isVisible(local) else { return }
    if !function[local].isMutable {
      report("\(names.text(local)) is not mutable", "define a new local, or make it mutable")
    }
    if isStreamed(value) { streamed.insert(local) }
    if isAccumulated(value) { accumulated.insert(local) }
    let isAccumulator = value.reads(local)
    let facts = facts(of: value, isAccumulator ? .accumulatesLocal(local) : .derived)
    if !isAccumulator { checkFit(facts.range, of: value, local) }
  }

  /// Only what is trusted may be wider than the local.
  private mutating func checkFit(_ range: IntegerRange, of value: Expression, _ local: LocalID) {
    let declared = function[local]
    if declared.range.contains(range) || declared.promise != nil || isTrusted(value) { return }
    reportUnproved(
      range, beyond: declared.range,
      "\(names.text(value)) has the range \(range), beyond \(declared.range) of \(names.text(local))",
      "declare the wider range, or promise the narrower one and say why")
  }

  mutating func store(_ base: MemoryBase, _ index: Expression, _ value: Expression) {
    let isAccumulator = value.reads(base)
    let facts = facts(of: value, isAccumulator ? .accumulatesMemory(base) : .derived)
    guard let target = memory(of: base, index: index, range(of: index)) else { return }
    if target.memory != .writableRAM {
      report("it stores to \(names.text(base)), in \(target.memory.words)", "store to an output")
    }
    if !isAccumulator && !target.range.contains(facts.range) && !isTrusted(value) {
      reportUnproved(
        facts.range, beyond: target.range,
        "it stores \(names.text(value)) of range \(facts.range) to \(names.text(base)) of range "
          + "\(target.range)",
        "declare the wider range, or narrow the value")
    }
  }
}
