/// How a program runs whose only input arrives row by row: a run takes one row, and as many runs as
/// the input has rows are one inference. States keep what later rows need; the outputs are complete
/// after the last row, and may be written before.
package struct PushedRows: Hashable, Sendable {
  /// The rows of the input, at least 2.
  package let count: Int
  /// The state whose one element is the number of the next row: 0 before the first row and again
  /// after the last.
  package let counter: BufferID

  package init(count: Int, counter: BufferID) {
    self.count = count
    self.counter = counter
  }
}
