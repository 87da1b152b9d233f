import Diagnostics
import TargetDescription

/// Something in object code that the promise of Stapes excludes.
package struct ObjectFinding: Hashable, Sendable {
  package let kind: Kind
  /// The mnemonic or symbol.
  package let name: String
  /// The function that holds it, where there is one.
  package let function: String?
  package let file: String?
  package let line: Int?

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case multiply = "multiply instruction"
    case divide = "divide instruction"
    case floatingPoint = "floating-point instruction"
    case forbiddenHelper = "call of the arithmetic helper"
    case unknownSymbol = "reference to the unknown symbol"
    case writableObject = "writable object"
    case constantsInRAM = "constants in RAM"

    /// An instruction or a call of a helper that stands for one.
    var isArithmetic: Bool {
      switch self {
      case .multiply, .divide, .floatingPoint, .forbiddenHelper: true
      case .unknownSymbol, .writableObject, .constantsInRAM: false
      }
    }
  }

  init(kind: Kind, name: String, position: Disassembly.Position? = nil) {
    self.kind = kind
    self.name = name
    function = position?.function
    file = position?.file
    line = position?.line
  }
}

extension ObjectFinding: CustomStringConvertible {
  /// For example `multiply instruction "mul" in function dense_1 at digits.c:120`.
  package var description: String {
    var text = "\(kind.rawValue) \"\(name)\""
    if let function { text += " in function \(function)" }
    if let file, let line { text += " at \(file):\(line)" }
    return text
  }

  /// The finding as an error about the object code of a place.
  package func diagnostic(place: BuildPlace) -> Diagnostic {
    Diagnostic(
      .error, .forbiddenInstruction, at: .nowhere, cause: "\(place.label): \(description)",
      remedy:
        "report the network; try another optimisation flag in targets/\(place.profile.name).json")
  }
}

extension [ObjectFinding] {
  var forbiddenInstructions: Int { count { $0.kind.isArithmetic } }

  func violations(at place: BuildPlace) -> [Diagnostic] {
    switch place.profile.inspection.policy {
    case .forbid: map { $0.diagnostic(place: place) }
    case .report: []
    }
  }
}
