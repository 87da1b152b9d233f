import FixedPoint

/// Sums that use each other: a row of terms for each output, then one for each node.
///
/// A node's row without terms is free. The number of additions is the sum over the rows of their
/// terms less one.
struct SumSystem {
  let inputCount: Int
  let outputCount: Int
  private(set) var rows: [[Digit]]
  /// By value: the rows with a term of it, once a term.
  private(set) var uses: [[Int32]]
  var counts: PairCounts
  /// Additions and subtractions.
  private(set) var cost = 0
  private var freeRows: [Int] = []
  /// Nodes that may have come to save nothing.
  private var loose: [Int] = []
  /// Rows as they were when the recording began.
  private var saved: [(row: Int, digits: [Digit])] = []
  private var isSaved: [Bool]
  private var isRecording = false

  init(rows: [[Digit]], inputCount: Int, outputCount: Int) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    let pairs = rows.reduce(0) { $0 + $1.count * $1.count / 2 }
    counts = PairCounts(capacity: min(pairs, 1 << 22))
    self.rows = rows.map { _ in [] }
    uses = [[Int32]](repeating: [], count: inputCount + rows.count - outputCount)
    isSaved = [Bool](repeating: false, count: rows.count)
    for (row, digits) in rows.enumerated() {
      if digits.isEmpty && row >= outputCount { freeRows.append(row) }
      change(row, removing: [], adding: digits)
    }
  }

  init(weights: [[Weight]], inputCount: Int) {
    self.init(
      rows: weights.map { row in
        row.enumerated().flatMap { input, weight in
          weight.terms.map {
            Digit(value: Int32(input), exponent: Int16($0.exponent), isNegative: $0.isNegative)
          }
        }
      }, inputCount: inputCount, outputCount: weights.count)
  }

  func value(ofRow row: Int) -> Int { inputCount + row - outputCount }
  func row(ofValue value: Int) -> Int { value - inputCount + outputCount }
  func isNode(_ value: Int) -> Bool { value >= inputCount }

  /// The system of the transposed matrix: every term, from a value to a row, leads from the row's
  /// value there to the value's row. Both take the same additions, up to the difference of inputs
  /// and outputs.
  func transposed() -> SumSystem {
    var turned = [[Digit]](repeating: [], count: uses.count)
    for (row, digits) in rows.enumerated() {
      for digit in digits {
        turned[Int(digit.value)].append(
          Digit(value: Int32(row), exponent: digit.exponent, isNegative: digit.isNegative))
      }
    }
    return SumSystem(rows: turned, inputCount: outputCount, outputCount: inputCount)
  }

  /// Takes terms out of a row, by ascending index, and adds others.
  mutating func change(_ row: Int, removing: [Int], adding: [Digit]) {
    save(row)
    var digits = rows[row]
    rows[row] = []
    cost -= max(0, digits.count - 1)
    for index in removing.reversed() {
      let gone = digits.remove(at: index)
      for other in digits { counts.lower(Pair(gone, other)) }
      drop(row, from: Int(gone.value))
    }
    for digit in adding {
      for other in digits { counts.raise(Pair(digit, other)) }
      digits.append(digit)
      uses[Int(digit.value)].append(Int32(row))
    }
    cost += max(0, digits.count - 1)
    if row >= outputCount && digits.count < 2 { loose.append(row) }
    rows[row] = digits
  }

  private mutating func drop(_ row: Int, from value: Int) {
    if let place = uses[value].firstIndex(of: Int32(row)) {
      uses[value].swapAt(place, uses[value].count - 1)
      uses[value].removeLast()
    }
    if isNode(value) && uses[value].count < 2 { loose.append(self.row(ofValue: value)) }
  }

  /// The value of a new node of these terms.
  mutating func addNode(_ digits: [Digit]) -> Int {
    while let row = freeRows.popLast() {
      // A row may be listed twice, and taken since.
      guard rows[row].isEmpty else { continue }
      change(row, removing: [], adding: digits)
      return value(ofRow: row)
    }
    rows.append([])
    uses.append([])
    isSaved.append(false)
    change(rows.count - 1, removing: [], adding: digits)
    return value(ofRow: rows.count - 1)
  }

  /// Writes out every node that saves nothing: of one term, or used once, or not at all.
  mutating func tidy() {
    while let row = loose.popLast() {
      let value = value(ofRow: row)
      guard !rows[row].isEmpty || !uses[value].isEmpty else { continue }
      if rows[row].count < 2 || uses[value].count < 2 { writeOut(value) }
    }
  }

  /// Replaces a node by its terms wherever it is used.
  mutating func writeOut(_ value: Int) {
    let row = row(ofValue: value)
    let terms = rows[row]
    while let user = uses[value].last.map(Int.init) {
      let index = rows[user].firstIndex { $0.value == value } ?? 0
      let factor = rows[user][index]
      var edit = RowEdit(rows[user], removing: index)
      for term in terms { edit.add(term.scaled(by: factor)) }
      change(user, removing: edit.removed.sorted(), adding: edit.added)
    }
    change(row, removing: Array(terms.indices), adding: [])
    freeRows.append(row)
  }
}

// Trying: what was changed since the recording began can be taken back.
extension SumSystem {
  mutating func record() { isRecording = true }

  mutating func accept() {
    isRecording = false
    for entry in saved { isSaved[entry.row] = false }
    saved.removeAll(keepingCapacity: true)
  }

  mutating func takeBack() {
    isRecording = false
    for entry in saved { change(entry.row, removing: Array(rows[entry.row].indices), adding: []) }
    for entry in saved {
      change(entry.row, removing: [], adding: entry.digits)
      isSaved[entry.row] = false
      if entry.digits.isEmpty && entry.row >= outputCount { freeRows.append(entry.row) }
    }
    saved.removeAll(keepingCapacity: true)
    loose.removeAll(keepingCapacity: true)
    counts.clearQueue()
  }

  private mutating func save(_ row: Int) {
    guard isRecording && !isSaved[row] else { return }
    isSaved[row] = true
    saved.append((row, rows[row]))
  }
}

/// New terms for a row; a term that the row has already is carried, or cancelled.
private struct RowEdit {
  private let digits: [Digit]
  private(set) var removed: Set<Int>
  private(set) var added: [Digit] = []

  init(_ digits: [Digit], removing index: Int) {
    self.digits = digits
    removed = [index]
  }

  mutating func add(_ digit: Digit) {
    guard let twin = takeTwin(of: digit) else { return added.append(digit) }
    guard twin.isNegative == digit.isNegative else { return }
    add(Digit(value: digit.value, exponent: digit.exponent + 1, isNegative: digit.isNegative))
  }

  /// Takes out the term of the same value and power.
  private mutating func takeTwin(of digit: Digit) -> Digit? {
    func isTwin(_ other: Digit) -> Bool {
      other.value == digit.value && other.exponent == digit.exponent
    }
    if let index = added.firstIndex(where: isTwin) { return added.remove(at: index) }
    let index = digits.indices.first { isTwin(digits[$0]) && !removed.contains($0) }
    return index.map {
      removed.insert($0)
      return digits[$0]
    }
  }
}
