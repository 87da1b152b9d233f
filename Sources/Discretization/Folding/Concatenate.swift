import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// Integers of one meaning are concatenated at once; others wait, part by part, for their
  /// quantiser.
  mutating func concatenate(
    _ node: SourceNode, _ inputs: [FoldedValue], axis: Int
  ) throws(DiagnosticList) -> FoldedValue {
    var parts: [FunctionValue] = []
    for input in inputs {
      guard case .function(let function) = input else {
        if case .parts = input { throw partsNeedQuantizer(node) }
        throw needsQuantizer(node)
      }
      parts.append(try function.movements.isEmpty ? settled(function) : flushed(function, at: node))
    }
    let place = axis < 0 ? axis + shape(of: node).rank : axis
    let value = PartsValue(axis: place, parts: parts, name: node.name, shape: shape(of: node))
    guard parts.allSatisfy({ $0.isQuantized }), value.hasOneMeaning else { return .parts(value) }
    return .function(try joined(value, at: node, named: outputName(node)))
  }

  /// Concatenates integers of one meaning.
  mutating func joined(
    _ value: PartsValue, at node: SourceNode, named name: String
  ) throws(DiagnosticList) -> FunctionValue {
    var tensors: [TensorID] = []
    for part in value.parts {
      if case .tensor(let tensor) = part.base { tensors.append(tensor) }
    }
    var result = value.parts[0]
    result.shape = value.shape
    let steps = value.joinedSteps
    result.steps = steps.isEmpty ? result.steps : steps
    result.axis = steps.isEmpty ? result.axis : value.axis
    result.base = .tensor(
      try builder.add(
        .concatenate(axis: value.axis), name: value.name, inputs: tensors, outputNames: [name],
        meanings: [result.meaningOfIntegers])[0])
    return result
  }
}

extension PartsValue {
  /// Whether all parts are integers with the same scale and offset per tensor.
  fileprivate var hasOneMeaning: Bool {
    let affines = parts.compactMap(\.affine)
    guard affines.count == parts.count else { return false }
    return affines.allSatisfy {
      $0.scale.isUniform && $0.offset.isUniform && $0.scale[0] == affines[0].scale[0]
        && $0.offset[0] == affines[0].offset[0]
    }
  }

  /// The meaning of the whole where it varies along the concatenated axis; empty where one meaning
  /// serves all.
  fileprivate var joinedSteps: [FunctionStep] {
    let affines = parts.compactMap(\.affine)
    let isVarying = affines.contains { !$0.scale.isUniform || !$0.offset.isUniform }
    guard isVarying, !parts.contains(where: { $0.axis != nil && $0.axis != axis }) else {
      return []
    }
    var scales: [RealNumber] = []
    var offsets: [RealNumber] = []
    for (part, affine) in zip(parts, affines) {
      for index in 0..<part.shape[axis] {
        scales.append(affine.scale[index])
        offsets.append(affine.offset[index])
      }
    }
    return [.affine(scale: ChannelValues(scales), offset: ChannelValues(offsets))]
  }
}
