import Diagnostics

/// The options of an operator, read from the table that its union field refers to; a table that is
/// absent has every field at its default.
protocol BuiltinOptions: Sendable {
  /// The number of the table's type in the schema's union.
  static var unionNumber: Int { get }

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList)
}

/// The function fused behind an operator, by its number in the schema.
enum FusedActivation: Int, Hashable, Sendable {
  case none = 0
  case relu, reluN1To1, relu6, tanh, signBit
}

/// How far a window may reach over the border, by its number in the schema.
enum WindowPadding: Int, Hashable, Sendable {
  case same = 0
  case valid
}

extension FlatBufferReader {
  /// An enumeration of one byte.
  /// - Throws: E0201 for a number that it does not have.
  func choice<Choice: RawRepresentable<Int>>(
    _ field: Int, of table: FlatTable, _ type: Choice.Type
  ) throws(DiagnosticList) -> Choice {
    let number = try integer(field, of: table, Int8.self)
    guard let choice = Choice(rawValue: number) else {
      throw malformed(
        at: table.position, cause: "option \(field) has the unknown value \(number)")
    }
    return choice
  }
}
