import FixedPoint
import KernelIR

/// The table of squares that all layers share, entered 128 before the square of 0: a weight plus 128
/// is then an index that is not negative, and a byte without a sign, which every core loads at a
/// constant offset.
struct SquareTable {
  /// What is added to a weight before it is an index.
  static let lead = 128

  let table: TableID
  let element: IntegerType
  let range: IntegerRange
  /// What (0 + w)^2 is the entry w + 128 of.
  let start: Address

  static func shared(isWide: Bool) -> SharedFlash {
    SharedFlash(name: isWide ? "wide squares" : "squares", bytes: isWide ? 2048 : 1022)
  }
}

extension ProgramBuilder {
  /// - Parameter isWide: Whether -128 - 128 occurs.
  mutating func squareTable(isWide: Bool) -> SquareTable {
    let numbers = isWide ? IntegerRange(-256, 255) : IntegerRange(-255, 255)
    let squares = table(
      "squares", (numbers.lower...numbers.upper).map { $0 * $0 },
      note: "of the numbers from \(numbers.lower) to \(numbers.upper)")
    return SquareTable(
      table: squares, element: element(of: squares), range: range(of: squares),
      start: Address(.table(squares), offset: -numbers.lower - SquareTable.lead))
  }
}
