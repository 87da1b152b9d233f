/// What is changed in a lowered program.
enum FaultKind: String, Codable, CaseIterable {
  /// An addition becomes a subtraction or the other way; a negation goes.
  case sign
  /// A shift by one bit more or fewer.
  case shift
  /// An element beside the one meant is read, written or pointed at.
  case index
  /// A pointer walks one element further.
  case step
  /// A comparison becomes its neighbour or its opposite.
  case comparison
  /// One side of a sum or difference goes.
  case term
  /// A statement goes.
  case statement
  /// A loop turns once more or less.
  case loop
  /// A bound of a clamp moves by one, or the smaller becomes the larger.
  case clamp
  /// A number moves by one: a bias, a zero point, a threshold.
  case constant
  /// Two statements change places.
  case order
  /// An entry of a table moves by one.
  case table
  /// A buffer lies elsewhere in scratch memory.
  case placement
}
