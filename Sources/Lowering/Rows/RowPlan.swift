import NetworkIR

/// The order in which stages compute their rows, and where each row stands, absolutely: which calls
/// repeat is found later.
struct RowPlan: Hashable {
  /// One call of a row's work.
  enum Step: Hashable {
    /// A turn of a stage: its inputs' rows, in the order of its inputs, and where its row goes.
    case compute(stage: Int, turn: Int, from: [Place], into: Place)
    /// The same row in another strip.
    case copy(from: Place, into: Place)
    /// Rows of a strip move up to its first.
    case move(strip: StripID, from: Int, rows: Int)
    /// A row of the border.
    case border(strip: StripID, slot: Int)
    /// The caller's next row is there: what follows happens when it has been pushed.
    case arrive
  }

  /// Where a row stands.
  enum Place: Hashable {
    /// Inside a strip, behind the left border; as the input of a turn, at the left border.
    case strip(StripID, slot: Int)
    /// In a whole tensor.
    case tensor(TensorID, row: Int)
    /// In the caller's array of one row.
    case pushed
  }

  /// The rows of one input of one stage.
  struct StripID: Hashable {
    let stage: Int
    let input: Int
  }

  let steps: [Step]
  /// How many rows each strip holds at most; none for inputs that are read where they stand.
  let rows: [StripID: Int]
}

/// The network's input, where its rows arrive one by one.
struct PushedTensor: Hashable {
  let tensor: TensorID
  let rows: Int
}
