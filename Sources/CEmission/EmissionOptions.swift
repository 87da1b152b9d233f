/// What a compilation is called and where it came from; all of it ends up in the banner.
package struct EmissionOptions: Hashable, Sendable {
  /// The name asked for; the emission makes it a C identifier in lower case.
  package var name: String
  /// The exact command, without paths of the machine.
  package var commandLine: String
  package var toolVersion: String
  /// The SHA-256 of the model file in hexadecimal.
  package var modelDigest: String
  /// Golden vectors from the interpreter for the example and the test.
  package var vectors: [GoldenVector]

  package init(
    name: String, commandLine: String, toolVersion: String, modelDigest: String,
    vectors: [GoldenVector] = []
  ) {
    self.name = name
    self.commandLine = commandLine
    self.toolVersion = toolVersion
    self.modelDigest = modelDigest
    self.vectors = vectors
  }
}

/// One inference: the values of every input and what every output must be, row-major.
package struct GoldenVector: Hashable, Sendable {
  /// The state is that of the vector before, not a reset one.
  package let continues: Bool
  package let inputs: [[Int]]
  package let outputs: [[Int]]

  package init(inputs: [[Int]], outputs: [[Int]], continues: Bool = false) {
    self.continues = continues
    self.inputs = inputs
    self.outputs = outputs
  }
}

/// A file of the generated folder.
package struct EmittedFile: Hashable, Sendable {
  /// The path inside the folder.
  package let path: String
  package let text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}
