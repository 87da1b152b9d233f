extension OperatorRegistry {
  static let others: [OperatorImporter] = []
}
