/// A C type as far as generated code needs types: scalars by name, qualified, and pointers to them.
package indirect enum CType: Hashable, Sendable {
  case void
  /// A type by its name, for example `int32_t` or `struct CMUnitTest`.
  case named(String)
  case const(CType)
  case pointer(to: CType)

  package static let int = CType.named("int")

  /// One of the unsigned types of <stdint.h>.
  var isUnsigned: Bool {
    guard case .named(let name) = self else { return false }
    return name.hasPrefix("uint")
  }
}

extension CType {
  /// The type before a declared name, up to and including a space or the pointer's star.
  ///
  /// For example `const int8_t *` and `int8_t *const `, so that a name can follow directly.
  var declaration: String {
    switch self {
    case .void: "void "
    case .named(let name): "\(name) "
    case .const(.pointer(let target)): "\(CType.pointer(to: target).declaration)const "
    case .const(let target): "const \(target.declaration)"
    case .pointer(let target): "\(target.declaration)*"
    }
  }

  /// The type alone, as a cast or a prototype writes it.
  var bare: String {
    declaration.hasSuffix(" ") ? String(declaration.dropLast()) : declaration
  }
}
