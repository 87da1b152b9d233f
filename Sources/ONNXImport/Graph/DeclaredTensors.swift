import Diagnostics
import NetworkIR

/// Why a declaration does not describe a tensor that Stapes can take.
struct DeclarationFault: Error {
  let diagnostic: Diagnostic
}

/// The tensor that a declaration describes: type known, dimensions fixed, an open first dimension
/// set to 1.
func resolve(_ value: DeclaredValue) -> Result<SourceTensor, DeclarationFault> {
  do throws(DeclarationFault) {
    let type = try elementType(of: value)
    return .success(SourceTensor(name: value.name, shape: try shape(of: value), type: type))
  } catch {
    return .failure(error)
  }
}

private func elementType(of value: DeclaredValue) throws(DeclarationFault) -> SourceElementType {
  switch value.type {
  case .element(let type): return type
  case .missing:
    throw fault(
      .inconsistentModel, value, cause: "the file gives it no element type",
      remedy: "export the model again")
  case .unsupported(let type):
    throw fault(
      .unsupportedForm, value, cause: "it is declared as \(type)",
      remedy: "supported are tensors of \(ElementTypeNumber.supportedNames)")
  }
}

private func shape(of value: DeclaredValue) throws(DeclarationFault) -> Shape {
  guard let declared = value.dimensions else {
    throw fault(
      .inconsistentModel, value, cause: "the file gives it no shape",
      remedy: "export the model with shapes, or run shape inference")
  }
  var dimensions: [Int] = []
  for (axis, dimension) in declared.prefix(ImportLimits.rank + 1).enumerated() {
    dimensions.append(try size(of: dimension, axis: axis, value))
  }
  switch checkedShape(dimensions) {
  case .failure(let reason):
    throw DeclarationFault(diagnostic: reason.diagnostic(at: .tensor(value.name)))
  case .success(let shape):
    guard !shape.dimensions.contains(0) else {
      throw fault(
        .inconsistentModel, value, cause: "its shape \(shape) has no elements",
        remedy: "give every dimension at least 1")
    }
    return shape
  }
}

/// Only the first dimension, the batch, may be open; a network computes one example.
private func size(
  of dimension: DeclaredDimension, axis: Int, _ value: DeclaredValue
) throws(DeclarationFault) -> Int {
  switch dimension {
  case .fixed(let size): return size
  case .symbolic where axis == 0: return 1
  case .symbolic(let name):
    throw fault(
      .unsupportedForm, value,
      cause: "dimension \(axis) is open" + (name.isEmpty ? "" : " (\"\(name)\")"),
      remedy: "export with fixed sizes; only the first dimension may be open")
  }
}

private func fault(
  _ code: DiagnosticCode, _ value: DeclaredValue, cause: String, remedy: String
) -> DeclarationFault {
  DeclarationFault(
    diagnostic: Diagnostic(code, at: .tensor(value.name), cause: cause, remedy: remedy))
}

extension DeclaredValue {
  /// How the declaration contradicts the computed tensor, in words; nil where it does not.
  func difference(from tensor: SourceTensor) -> String? {
    if case .element(let type) = type, type != tensor.type {
      return "it is declared as \(type.rawValue) but computes to \(tensor.type.rawValue)"
    }
    guard let dimensions, !agrees(dimensions, with: tensor.shape.dimensions) else { return nil }
    let declared = dimensions.prefix(ImportLimits.rank).map { dimension in
      switch dimension {
      case .fixed(let size): "\(size)"
      case .symbolic(let name): name.isEmpty ? "?" : name
      }
    }
    return "its shape is declared as [\(declared.joined(separator: "x"))] but computes to "
      + "\(tensor.shape)"
  }

  private func agrees(_ declared: [DeclaredDimension], with dimensions: [Int]) -> Bool {
    guard declared.count == dimensions.count else { return false }
    return zip(declared, dimensions).allSatisfy { declared, dimension in
      if case .fixed(let size) = declared { size == dimension } else { true }
    }
  }
}
