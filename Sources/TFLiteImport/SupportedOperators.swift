/// A TensorFlow Lite operator that can be imported, for people.
package struct SupportedTFLiteOperator: Hashable, Sendable {
  /// As the schema names it.
  package let name: String
  /// The forms supported.
  package let note: String
}

/// Every operator of .tflite files that can be imported, by name.
package let supportedTFLiteOperators: [SupportedTFLiteOperator] = OperatorRegistry.all
  .map { SupportedTFLiteOperator(name: $0.name, note: $0.note) }
  .sorted { $0.name < $1.name }
