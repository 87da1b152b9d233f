/// A C source file or header.
package struct CFile: Hashable, Sendable {
  package var items: [CItem]

  package init(_ items: [CItem]) { self.items = items }
}

/// What stands at the top level of a file.
package indirect enum CItem: Hashable, Sendable {
  /// A block comment, a line per element.
  case comment([String])
  case blank
  case include(String, isSystem: Bool)
  case define(String, CExpression?, note: String?)
  /// An optimisation option for the rest of the file; other compilers than GCC do not see it.
  case optimisation(String)
  /// The items between `#ifndef NAME`, `#define NAME` and `#endif`.
  case guarded(String, [CItem])
  /// The items with C linkage when a C++ compiler reads them.
  case externC([CItem])
  case typedef(CType, String)
  /// A structure type of a name, for example `typedef struct { ... } cell_t;`.
  case structure([CMember], String)
  /// A macro that stands as a declaration, for example a static assertion.
  case macro(CExpression)
  case variable(CVariable)
  case function(CFunction)
}

/// An array in a structure, with lines for the reader above it.
package struct CMember: Hashable, Sendable {
  package var note: [String]
  package var variable: CVariable

  package init(note: [String], _ variable: CVariable) {
    self.note = note
    self.variable = variable
  }
}

/// A function definition, or a prototype where it has no body.
package struct CFunction: Hashable, Sendable {
  package var isStatic: Bool
  package var result: CType
  package var name: String
  package var parameters: [CParameter]
  package var body: [CStatement]?

  package init(
    isStatic: Bool, result: CType, name: String, parameters: [CParameter], body: [CStatement]?
  ) {
    self.isStatic = isStatic
    self.result = result
    self.name = name
    self.parameters = parameters
    self.body = body
  }
}

package struct CParameter: Hashable, Sendable {
  package var type: CType
  package var name: String

  package init(_ type: CType, _ name: String) {
    self.type = type
    self.name = name
  }
}
