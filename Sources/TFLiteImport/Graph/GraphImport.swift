import Diagnostics
import FixedPoint
import NetworkIR

extension ImportContext {
  /// Walks the main graph in the order of execution.
  mutating func run() throws(DiagnosticList) -> Network {
    declareInputs()
    let live = liveOperators
    for (number, operation) in graph.operators.enumerated() where live.contains(number) {
      guard faults.diagnostics.count < ImportContext.reportLimit else { break }
      self.operation = operation
      importOperator()
    }
    try faults.throwIfErrors()
    let outputs = outputs()
    try faults.throwIfErrors()
    return try builder.build(outputs: outputs)
  }

  private mutating func importOperator() {
    do throws(OperatorRefusal) {
      guard let importer = OperatorRegistry.importer(for: operation.code) else {
        throw refuse(
          code: .unsupportedOperator, cause: "operator \(operation.operatorName) is not supported",
          remedy: "`stapes ops` lists what is; replace the operator, or compute it outside")
      }
      try importer.importBatch(&self)
    } catch {
      standInForOutputs()
    }
  }

  /// Gives the outputs of a refused operator any value, so that the operators behind it are checked
  /// too; the network is thrown away.
  private mutating func standInForOutputs() {
    for number in operation.outputs where values[number] == nil {
      let tensor = graph.tensors[number]
      values[number] = .unknown
      guard let range = tensor.type.range else { continue }
      do throws(DiagnosticList) {
        values[number] = .integers(
          try builder.addInput(
            name: tensor.name, shape: Shape(tensor.dimensions.map { max($0, 1) }), range: range,
            meaning: .itself, encoding: .integers))
      } catch {
        // Its size is beyond what the builder takes; what reads it is not checked.
      }
    }
  }

  /// The numbers of the operators that an output or a variable depends on.
  private var liveOperators: Set<Int> {
    var liveTensors = Set(graph.outputs)
    var live: Set<Int> = []
    for (number, operation) in graph.operators.enumerated().reversed()
    where OperatorRegistry.hasEffects(operation.code)
      || operation.outputs.contains(where: liveTensors.contains)
    {
      live.insert(number)
      liveTensors.formUnion(operation.inputs.compactMap { $0 })
    }
    return live
  }
}

// MARK: Borders

extension ImportContext {
  private mutating func declareInputs() {
    let readers = floatInputReaders
    for number in graph.inputs where values[number] == nil {
      let tensor = graph.tensors[number]
      if tensor.type == .float32 {
        declareFloatInput(number, readers: readers[number] ?? [])
        continue
      }
      guard let range = tensor.type.range else {
        report(
          Diagnostic(
            .unsupportedForm, at: .tensor(tensor.name),
            cause: "the input is of type \(tensor.type.name)",
            remedy: "export the model with int8, int16 or float32 inputs"))
        continue
      }
      declareInput(number, range: range, encoding: .integers)
    }
  }

  /// The operators that read each float input of the model.
  private var floatInputReaders: [Int: [TFLiteOperator]] {
    let floats = Set(graph.inputs.filter { graph.tensors[$0].type == .float32 })
    var readers: [Int: [TFLiteOperator]] = [:]
    for operation in graph.operators {
      for number in floats.intersection(operation.inputs.compactMap(\.self)) {
        readers[number, default: []].append(operation)
      }
    }
    return readers
  }

  /// Adds an input of the network for a tensor of the file.
  private mutating func declareInput(_ number: Int, range: IntegerRange, encoding: InputEncoding) {
    let tensor = graph.tensors[number]
    operation = .border(of: tensor, number: number)
    do throws(OperatorRefusal) {
      let shape = try shape(of: tensor, "model input")
      let meaning = try meaning(of: tensor, "model input")
      do throws(DiagnosticList) {
        values[number] = .integers(
          try builder.addInput(
            name: tensor.name, shape: shape, range: range, meaning: meaning, encoding: encoding))
      } catch {
        throw refuse(error)
      }
    } catch {
      standInForOutputs()
    }
  }

  /// A float input is what a QUANTIZE makes of it: the network takes the integers, and the header
  /// says how a float becomes them.
  private mutating func declareFloatInput(_ number: Int, readers: [TFLiteOperator]) {
    values[number] = .floatInput
    guard readers.count == 1, readers[0].code == OperatorRegistry.quantizeCode,
      let result = readers[0].outputs.first, let range = graph.tensors[result].type.range
    else { return }
    operation = readers[0]
    do throws(OperatorRefusal) {
      let affine = try affine(of: graph.tensors[result], "output")
      declareInput(
        result, range: range, encoding: .float32(floatSteps(of: affine, range: range)))
    } catch {
      standInForOutputs()
    }
  }

  /// round(x / scale) + zero point in float32, halves away from zero, clamped (rule B1).
  private func floatSteps(of affine: AffineQuantization, range: IntegerRange) -> [FloatStep] {
    [
      .divide(FloatParameter(values: [affine.scale])), .round(.halfAwayFromZero),
      .add(FloatParameter(values: [Float(affine.zeroPoint)])),
      .clamp(lower: Float(range.lower), upper: Float(range.upper)),
    ]
  }

  private mutating func outputs() -> [TensorID] {
    var outputs: [TensorID] = []
    for number in graph.outputs {
      switch values[number] {
      case .integers(let id), .dequantized(let id): outputs.append(id)
      case .unknown: continue
      case .floatInput, .resource, nil:
        report(
          Diagnostic(
            .constantOutput, at: .tensor(graph.tensors[number].name),
            cause: "the output does not depend on the model's input",
            remedy: "export the model again without it"))
      }
    }
    return outputs
  }
}

extension TFLiteOperator {
  /// Stands for the model's border in diagnostics.
  fileprivate static func border(of tensor: TFLiteTensor, number: Int) -> TFLiteOperator {
    TFLiteOperator(
      code: -1, version: 0, operatorName: "model input", name: tensor.name, inputs: [],
      outputs: [number], intermediates: [], optionsType: 0, options: .empty)
  }
}
