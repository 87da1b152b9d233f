import FixedPoint

/// What a run found wrong, before its place is known.
enum RunFault: Error, Hashable {
  case outside(Int, Root)
  case unwritten(Int, BufferID)
  case overwritten(Int, BufferID, by: BufferID)
  case readOnly(Root)
  case beyond(Int, BufferID)
  /// A value and what bounds it, in words.
  case unfit(Int, IntegerRange, String)
  case shift(Int)
  case unaligned(Int, Int)
  case unset(PointerID)
  case unrelatedPointers(PointerID, PointerID)
  /// The number of the next row, after a row's.
  case miscounted(Int, after: Int)
}

extension RunFault {
  func cause(_ names: TextNames) -> String {
    switch self {
    case .outside(let index, let root):
      "element \(index) of \(names.text(root)) does not exist; it has \(root.count(in: names.program))"
    case .unwritten(let index, let id): "element \(index) of \(names.text(id)) was never written"
    case .overwritten(let index, let id, let other):
      "element \(index) of \(names.text(id)) was overwritten by \(names.text(other))"
    case .readOnly(let root): "\(names.text(root)) is written, but may only be read"
    case .beyond(let value, let id):
      "\(value) stored to \(names.text(id)) is outside its range \(names.program[id].range)"
    case .unfit(let value, let range, let what): "\(value) is outside the range \(range) of \(what)"
    case .shift(let bits): "it shifts by \(bits) bits"
    case .unaligned(let byte, let size): "no element of \(size) bytes begins at byte \(byte)"
    case .unset(let id): "\(names.text(id)) points nowhere"
    case .unrelatedPointers(let pointer, let end):
      "\(names.text(pointer)) and \(names.text(end)) point into different memory, or never meet"
    case .miscounted(let next, let row): "it expects row \(next) after row \(row)"
    }
  }
}

extension TextNames {
  func text(_ root: Root) -> String {
    switch root {
    case .buffer(let id): text(id)
    case .table(let id): text(id)
    }
  }
}
