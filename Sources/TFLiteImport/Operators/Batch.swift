import Diagnostics
import NetworkIR

extension OperatorImporter {
  /// Imports the current operator; one on single images runs once per image of a batch.
  func importBatch(_ context: inout ImportContext) throws(OperatorRefusal) {
    guard let index = imageInput, let batch = try context.batch(index), batch > 1 else {
      return try importOperator(&context)
    }
    try context.importPerImage(self, input: index, batch: batch)
  }
}

extension ImportContext {
  /// How many images an input has; nil where it has no images.
  fileprivate mutating func batch(_ index: Int) throws(OperatorRefusal) -> Int? {
    // A constant operand changes the builder, so it comes before the builder is read.
    let input = try operand(index, "input")
    let shape = builder[input].shape
    return shape.rank == 4 ? shape[0] : nil
  }

  /// A recurrence without state: its body is the operator on one image (rule A36).
  fileprivate mutating func importPerImage(
    _ importer: OperatorImporter, input index: Int, batch: Int
  ) throws(OperatorRefusal) {
    let images = try operand(index, "input")
    let number = try inputNumber(index, "input")
    let output = try outputTensor()
    guard output.dimensions.first == batch else {
      throw refuse(
        "output", code: .inconsistentModel,
        cause: "the file says \(output.dimensions) for a batch of \(batch)",
        remedy: "export the model again")
    }
    let single = [
      number: graph.tensors[number].oneImage, operation.outputs[0]: output.oneImage,
    ]
    let facts = builder[images]
    let body = try body(helperName("image"), declaring: single) {
      context throws(OperatorRefusal) in
      try context.importImage(importer, number, facts)
    }
    try finish(.recurrence(Recurrence(body: body, steps: batch)), [images])
  }

  private mutating func importImage(
    _ importer: OperatorImporter, _ number: Int, _ images: Tensor
  ) throws(OperatorRefusal) -> [TensorID] {
    do throws(DiagnosticList) {
      values[number] = .integers(
        try builder.addInput(
          name: images.name, shape: Shape([1] + images.shape.dimensions.dropFirst()),
          range: images.range, meaning: images.meaning.withoutAxis, encoding: .integers))
    } catch {
      throw refuse(error)
    }
    try importer.importOperator(&self)
    guard case .integers(let result) = values[operation.outputs[0]] else { throw OperatorRefusal() }
    return [result]
  }
}

extension TFLiteTensor {
  /// One of several images.
  fileprivate var oneImage: TFLiteTensor {
    var image = self
    image.dimensions[0] = 1
    return image
  }
}
