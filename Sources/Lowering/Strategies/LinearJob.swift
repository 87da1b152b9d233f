import FixedPoint
import KernelIR
import NetworkIR

/// A linear operator with the requantisation that its rows end in, seen as rows of taps that slide
/// over memory.
///
/// The output element of row o at position p is f_o(bias[o] + sum over columns of weight[o, i] *
/// x[start(p) + offset]).
struct LinearJob {
  let names: [String]
  var linear: LinearWeights
  var requantize: Requantize?
  let input: BufferID
  let output: BufferID
  /// Of x, less the origin.
  var inputRange: IntegerRange
  let inputElement: IntegerType
  let outputElement: IntegerType
  let outputRange: IntegerRange
  var positions: Positions
  /// Where each weight's input lies, from the start of its position; row-major like the weights.
  let offsets: TapOffsets
  /// How the input's memory is filled again for each row of positions; nil where it holds all.
  let strip: Strip?
  let step: Int
  /// Whether the input is read row by row through a strip, which a preview does not have yet.
  var readsStrip = false
  /// What turns a position's rows into its outputs; nil where the rows are the outputs.
  var ending: PositionEnding?
  /// What makes two positions' outputs of a row of words, where the job's function does that itself.
  var pairEnding: PairEnding?
  /// The share of the inputs that is not zero, in thousandths, where it was measured.
  var activePermille: Int?
  /// The value that most inputs have, where it is not 0.
  var commonest: CommonValue?
  /// What kernels subtract from every element of the input.
  var origin = 0
  /// What the names of the job's functions and memory end in, where an operator has several jobs.
  var suffix = ""

  var name: String { names[0] + suffix }
}

/// The places that the rows are evaluated at: nested loops, outermost first, each with how far the
/// input's and the output's start move per turn; and how far apart in the output two rows of one
/// position are.
struct Positions: Hashable {
  struct Loop: Hashable {
    let count: Int
    let inputStep: Int
    let outputStep: Int
  }
  let loops: [Loop]
  let rowStride: Int

  var count: Int { loops.reduce(1) { $0 * $1.count } }
}

/// Offsets of a row's taps.
enum TapOffsets: Hashable {
  /// Column i of every row is at offset i.
  case columns
  /// Row o's taps start at `groupBase[o]`; column i adds `taps[i]`.
  case taps([Int], groupBase: [Int])

  func offset(row: Int, column: Int) -> Int {
    switch self {
    case .columns: column
    case .taps(let taps, let groupBase): groupBase[row] + taps[column]
    }
  }
}

extension LinearJob {
  /// Every partial sum of every row in any order, term by term.
  func accumulatorRange() throws(RangeOverflow) -> IntegerRange {
    try linear.partialSumRange(input: inputRange, grain: .term)
  }

  /// Every finished row.
  func totalRange() -> IntegerRange {
    (try? linear.accumulatorRange(input: inputRange)) ?? IntegerType.int32.range
  }

  /// Why a finished row lies in its range, though its partial sums may not.
  static let totalReason = "the sum over the whole row, each input in its range"

  var termCount: Int { linear.weights.reduce(0) { $0 + $1.termCount } }
}
