import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// An input of the file: integers at once, a float32 one as a path to its quantiser.
  mutating func inputValue(
    _ id: SourceTensorID, format: DeclaredInputFormat?
  ) throws(DiagnosticList) -> FoldedValue {
    let tensor = source[id]
    if tensor.type.isReal {
      guard let format else { return .border(BorderPath(input: id, shape: tensor.shape)) }
      try check(format)
      inputTensors[id] = try builder.addInput(
        name: tensor.name, shape: tensor.shape, range: format.type.range,
        meaning: Meaning(scale: [format.scale], offset: [format.offset]),
        encoding: .samples(scale: format.scale, offset: format.offset))
      return .border(BorderPath(input: id, shape: tensor.shape))
    }
    return try integerInput(id, format: format)
  }

  private mutating func integerInput(
    _ id: SourceTensorID, format: DeclaredInputFormat?
  ) throws(DiagnosticList) -> FoldedValue {
    let tensor = source[id]
    guard format == nil else {
      throw Diagnostic(
        .badArgument, at: .argument("--input-format"),
        cause: "the input \"\(tensor.name)\" holds integers (\(tensor.type.rawValue)) already",
        remedy: "declare no format for it"
      ).alone
    }
    guard let range = tensor.type.range else {
      throw Diagnostic(
        .unsupportedForm, at: .tensor(tensor.name), cause: "an input of 64-bit integers",
        remedy: "use an integer type of at most 32 bits"
      ).alone
    }
    let added = try builder.addInput(
      name: tensor.name, shape: tensor.shape, range: range, meaning: .itself, encoding: .integers)
    inputTensors[id] = added
    return .function(
      FunctionValue(base: .tensor(added), shape: tensor.shape, isQuantized: true))
  }

  private func check(_ format: DeclaredInputFormat) throws(DiagnosticList) {
    guard format.type.bits > 16 else { return }
    throw Diagnostic(
      .badArgument, at: .argument("--input-format"),
      cause: "samples of \(format.type.bits) bits are too many to be tabulated",
      remedy: "declare u8, s8, u16 or s16"
    ).alone
  }

  /// Appends a float32 step to a path; its parameter varies along an axis of the current shape.
  func appending(
    _ step: FloatStep, to path: BorderPath, at node: SourceNode
  ) throws(DiagnosticList) -> BorderPath {
    guard let traced = step.traced(through: path.movements) else {
      throw fault(
        .unsupportedForm, at: node, "its parameter varies along an axis that a reshape has merged",
        remedy: "use one value per tensor, or quantise before the reshape")
    }
    var result = path
    result.steps.append(traced)
    return result
  }

  /// Quantises a float input: the end of its path becomes a tensor of integers under the
  /// quantiser's name.
  mutating func finish(
    _ path: BorderPath, with steps: [FloatStep], range: IntegerRange, meaning: MeaningParameters,
    at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue {
    var whole = path
    for step in steps { whole = try appending(step, to: whole, at: node) }
    let traced = try meaning.traced(through: path.movements, at: node)
    let name = outputName(node)
    let hasSamples = format(of: path.input) != nil
    let first = hasSamples && path.movements.isEmpty ? name : source[path.input].name
    var integers = FunctionValue.integers(
      TensorID(0), shape: path.shape, meaning: traced.affine, axis: traced.axis, isQuantized: true)
    integers.base = .tensor(
      try borderTensor(
        whole, named: first, range: range, meaning: integers.meaningOfIntegers, at: node))
    let movements =
      path.movements.isEmpty && !hasSamples
      ? [Movement.renaming(path.shape, as: name, at: node)] : path.movements
    return try moved(integers, by: movements, named: name)
  }

  /// The integers at the end of a path: the network's input itself, or a function of its raw
  /// samples.
  private mutating func borderTensor(
    _ path: BorderPath, named name: String, range: IntegerRange, meaning: Meaning,
    at node: SourceNode
  ) throws(DiagnosticList) -> TensorID {
    if let border = borders[path.input], border.steps == path.steps { return border.tensor }
    let tensor: TensorID
    if let format = format(of: path.input), let samples = inputTensors[path.input] {
      tensor = try tabulated(path, samples, format, named: name, meaning: meaning, at: node)
    } else {
      try requireFirstQuantizer(of: path, at: node)
      tensor = try builder.addInput(
        name: name, shape: path.shape, range: range, meaning: meaning,
        encoding: .float32(path.steps))
      inputTensors[path.input] = tensor
    }
    borders[path.input] = Border(steps: path.steps, tensor: tensor)
    return tensor
  }

  private func format(of input: SourceTensorID) -> DeclaredInputFormat? {
    inputFormats.isEmpty ? nil : source.inputs.firstIndex(of: input).map { inputFormats[$0] }
  }

  private func requireFirstQuantizer(
    of path: BorderPath, at node: SourceNode
  ) throws(DiagnosticList) {
    guard borders[path.input] != nil else { return }
    throw fault(
      .unsupportedForm, at: node,
      "the float input \"\(source[path.input].name)\" meets two different quantisers",
      remedy: "quantise it once, or declare raw samples with --input-format")
  }

  /// Rule A23: every sample through the float32 path, as one exact integer function.
  private mutating func tabulated(
    _ path: BorderPath, _ samples: TensorID, _ format: DeclaredInputFormat, named name: String,
    meaning: Meaning, at node: SourceNode
  ) throws(DiagnosticList) -> TensorID {
    let axes = Set(path.steps.compactMap { $0.parameter?.axis })
    guard axes.count <= 1 else {
      throw fault(
        .unsupportedForm, at: node, "parameters before it vary along different axes of the input",
        remedy: "use one value per tensor in all but one of them")
    }
    let channels = axes.first.map { path.shape[$0] } ?? 1
    var steps: [StepFunction] = []
    for channel in 0..<channels {
      do {
        steps.append(try sampleSteps(path.steps, format, channel: channel))
      } catch {
        throw chainFault(error, at: node)
      }
    }
    return try requantized(
      samples, by: FormChoice(steps, over: format.type.range), axis: axes.first, at: node,
      named: name, meaning: meaning)
  }

  /// Every float32 step is monotone, and so is their composition: bisection finds all changes.
  private func sampleSteps(
    _ steps: [FloatStep], _ format: DeclaredInputFormat, channel: Int
  ) throws(ChainFault) -> StepFunction {
    try LevelSearch.steps(over: [format.type.range]) { sample throws(ChainFault) in
      let real = format.scale * Rational(sample) + format.offset
      let result = steps.reduce(real.nearest()) { $1.apply(to: $0) { _ in channel } }
      guard let integer = Int(exactly: result) else { throw .tooLarge(at: "\(sample)") }
      return integer
    }
  }
}
