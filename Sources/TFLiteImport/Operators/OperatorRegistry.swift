/// One operator that can be imported.
struct OperatorImporter: Sendable {
  /// As the schema names it.
  let name: String
  /// Its number in the schema.
  let code: Int
  /// The forms supported.
  let note: String
  /// The input that must be one image, of an operator whose importer takes no batch.
  let imageInput: Int?
  let importOperator: @Sendable (inout ImportContext) throws(OperatorRefusal) -> Void

  init(
    _ name: String, code: Int, note: String, imageInput: Int? = nil,
    importOperator: @escaping @Sendable (inout ImportContext) throws(OperatorRefusal) -> Void
  ) {
    self.name = name
    self.code = code
    self.note = note
    self.imageInput = imageInput
    self.importOperator = importOperator
  }
}

/// Every operator that Stapes imports.
enum OperatorRegistry {
  static let all: [OperatorImporter] = arithmetic + others

  private static let byCode = Dictionary(
    all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  static func importer(for code: Int) -> OperatorImporter? { byCode[code] }

  static let quantizeCode = 114

  /// Whether an operator matters although nothing reads its outputs: CALL_ONCE, ASSIGN_VARIABLE.
  static func hasEffects(_ code: Int) -> Bool { code == 129 || code == 144 }
}
