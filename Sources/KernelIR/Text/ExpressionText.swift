/// How a program's parts are spelled in its text form: sigil, name, dot, number; the name may
/// repeat.
///
/// `%acc.2` is local 2, `*x.0` pointer 0, `@hidden.1` buffer 1, `#levels.0` table 0, `!dense.3`
/// function 3.
struct TextNames {
  let program: KernelProgram
  let function: KernelFunction?

  func text(_ id: LocalID) -> String {
    spelled("%", function.flatMap { named($0.locals, id.index)?.name }, id.index)
  }

  func text(_ id: PointerID) -> String {
    spelled("*", function.flatMap { named($0.pointers, id.index)?.name }, id.index)
  }

  func text(_ id: BufferID) -> String {
    spelled("@", named(program.buffers, id.index)?.name, id.index)
  }

  func text(_ id: TableID) -> String {
    spelled("#", named(program.tables, id.index)?.name, id.index)
  }

  func text(_ id: FunctionID) -> String {
    spelled("!", named(program.functions, id.index)?.name, id.index)
  }

  func text(_ base: MemoryBase) -> String {
    switch base {
    case .pointer(let id): text(id)
    case .buffer(let id): text(id)
    case .table(let id): text(id)
    }
  }

  private func named<Item>(_ items: [Item], _ index: Int) -> Item? {
    items.indices ~= index ? items[index] : nil
  }

  private func spelled(_ sigil: String, _ name: String?, _ index: Int) -> String {
    sigil + String((name ?? "").filter(isWordCharacter)) + ".\(index)"
  }
}

/// Letters and digits of ASCII and the underscore.
func isWordCharacter(_ character: Character) -> Bool {
  character.isASCII && (character.isLetter || character.isNumber || character == "_")
}

extension TextNames {
  func text(_ expression: Expression) -> String {
    switch expression {
    case .constant(let value): "\(value)"
    case .local(let id): text(id)
    case .load(let base, let index): "\(text(base))[\(text(index))]"
    case .add(let left, let right): "(\(text(left)) + \(text(right)))"
    case .subtract(let left, let right): "(\(text(left)) - \(text(right)))"
    case .negate(let value): "neg(\(text(value)))"
    case .shiftLeft(let value, let bits): "(\(text(value)) << \(bits))"
    case .shiftLeftBy(let value, let bits): "shl(\(text(value)), \(text(bits)))"
    case .shiftRight(let value, let bits): "(\(text(value)) >> \(bits))"
    case .shiftRightBy(let value, let bits): "shr(\(text(value)), \(text(bits)))"
    case .elementAt(let byte, let size): "(byte \(text(byte)) / \(size))"
    case .and(let left, let right): "and(\(text(left)), \(text(right)))"
    case .minimum(let left, let right): "min(\(text(left)), \(text(right)))"
    case .maximum(let left, let right): "max(\(text(left)), \(text(right)))"
    case .select(let condition, let value, let otherwise):
      "select(\(text(condition)), \(text(value)), \(text(otherwise)))"
    }
  }

  func text(_ condition: Condition) -> String {
    "\(text(condition.left)) \(condition.comparison.sign) \(text(condition.right))"
  }

  func text(_ address: Address) -> String {
    address.offset == 0 ? text(address.base) : "\(text(address.base))[\(address.offset)]"
  }
}

extension Condition.Comparison {
  var sign: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}
