extension OperatorRegistry {
  static let arithmetic: [OperatorImporter] = [
    .fullyConnected
  ]
}
