import FixedPoint

/// A type of the C that is read.
indirect enum ReadType: Hashable, Sendable {
  case void
  case integer(IntegerType)
  /// `int`, whose width is the target's.
  case int
  /// A type of the file's own.
  case named(String)
  case pointer(to: ReadType, isConstant: Bool)
}

indirect enum ReadExpression: Hashable, Sendable {
  case number(Int, isUnsigned: Bool)
  case string(String)
  case name(String, TextPosition)
  case call(String, [ReadExpression], TextPosition)
  case index(ReadExpression, ReadExpression, TextPosition)
  case member(ReadExpression, String, TextPosition)
  case dereference(ReadExpression, TextPosition)
  case address(ReadExpression, TextPosition)
  case cast(ReadType, ReadExpression, TextPosition)
  case unary(ReadUnary, ReadExpression, TextPosition)
  case binary(ReadExpression, ReadBinary, ReadExpression, TextPosition)
  case conditional(ReadExpression, ReadExpression, ReadExpression, TextPosition)
  /// A type where a macro takes one.
  case type(ReadType)
}

enum ReadUnary: String, Hashable, Sendable, CaseIterable {
  case negate = "-"
  case complement = "~"
  case not = "!"
}

enum ReadBinary: String, Hashable, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case bitAnd = "&"
  case bitXor = "^"
  case bitOr = "|"
  case and = "&&"
  case or = "||"

  /// How tightly it binds; C's order.
  var precedence: Int {
    switch self {
    case .add, .subtract: 9
    case .shiftLeft, .shiftRight: 8
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 7
    case .equal, .notEqual: 6
    case .bitAnd: 5
    case .bitXor: 4
    case .bitOr: 3
    case .and: 2
    case .or: 1
    }
  }
}

enum ReadAssignment: String, Hashable, Sendable, CaseIterable {
  case set = "="
  case add = "+="
  case subtract = "-="
  case or = "|="
}

indirect enum ReadStatement: Hashable, Sendable {
  case declare(ReadType, String, ReadExpression, TextPosition)
  case assign(ReadExpression, ReadAssignment, ReadExpression, TextPosition)
  case increment(ReadExpression, TextPosition)
  case decrement(ReadExpression, TextPosition)
  /// A call.
  case expression(ReadExpression, TextPosition)
  /// A variable that is named for no use.
  case unused(ReadExpression, TextPosition)
  case loop(
    start: ReadStatement, condition: ReadExpression, next: ReadStatement, body: [ReadStatement],
    TextPosition)
  case doWhile([ReadStatement], ReadExpression, TextPosition)
  case branch(ReadExpression, [ReadStatement], [ReadStatement], TextPosition)
  case returnValue(ReadExpression?, TextPosition)
}

struct ReadParameter: Hashable, Sendable {
  let type: ReadType
  let name: String
}

struct ReadFunction: Hashable, Sendable {
  let result: ReadType
  let name: String
  let parameters: [ReadParameter]
  let body: [ReadStatement]
  let position: TextPosition
}

/// A constant array.
struct ReadTable: Hashable, Sendable {
  let type: ReadType
  let name: String
  let elements: [Int]
}

struct ReadMember: Hashable, Sendable {
  let type: ReadType
  let name: String
  let count: Int
}

/// What a header and a source file declare.
struct ReadFile: Sendable {
  var types: [String: ReadType] = [:]
  var structures: [String: [ReadMember]] = [:]
  var tables: [ReadTable] = []
  var functions: [String: ReadFunction] = [:]
  /// Macros, with their values where they are numbers. No code names them.
  var definitions: [String: Int?] = [:]
}
