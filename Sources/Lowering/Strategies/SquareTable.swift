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
  /// The number of the square of 0.
  let middle: Int

  static func shared(isWide: Bool) -> SharedFlash {
    SharedFlash(name: isWide ? "wide squares" : "squares", bytes: isWide ? 2048 : 1022)
  }

  /// What (0 + w)^2 is the entry w + lead of.
  func start(lead: Int = Self.lead) -> Address { Address(.table(table), offset: middle - lead) }

  /// How far before the square of an input a pointer best stands for weights that are constant
  /// offsets: on ARMv6-M a load reaches 31 entries on, up to 127 its offset takes one instruction
  /// more, and elsewhere two. Other cores reach all alike.
  static func lead(for weights: [Int]) -> Int {
    var counts = [Int](repeating: 0, count: 256)
    for weight in weights { counts[weight + 128] += 1 }
    func steps(_ lead: Int) -> Int {
      counts.enumerated().reduce(0) { sum, entry in
        let offset = entry.offset - 128 + lead
        let extra = 0...31 ~= offset ? 0 : 32...127 ~= offset ? 1 : 2
        return sum + extra * entry.element
      }
    }
    return (0...lead).min { steps($0) < steps($1) } ?? lead
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
      middle: -numbers.lower)
  }
}
