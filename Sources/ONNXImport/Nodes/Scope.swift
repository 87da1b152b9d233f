import NetworkIR

/// What is known about every tensor name at one point of the import.
struct Scope: Sendable {
  enum Entry: Sendable {
    case known(Operand)
    /// Its producer was refused, so nothing is known; the fault is reported already.
    case unknown
  }

  private var entries: [String: Entry] = [:]
  /// Names of the file, which invented tensors must avoid.
  let fileNames: Set<String>
  let opset: Int
  /// How many more values folding may compute.
  var foldingBudget = ImportLimits.foldedElementsInTotal

  init(fileNames: Set<String>, opset: Int) {
    self.fileNames = fileNames
    self.opset = opset
  }

  subscript(name: String) -> Entry? { entries[name] }

  mutating func define(_ name: String, _ entry: Entry) { entries[name] = entry }
}
