/// What an importer accepts at most, so that no file, however hostile, costs unbounded memory or
/// time. All are far above what a microcontroller could hold.
enum ImportLimits {
  /// Bytes of the model file, and of each external data file.
  static let fileBytes = 1 << 27
  /// Elements of one tensor, constant or not.
  static let tensorElements = 1 << 26
  /// Elements of all the constants of a model together (8 bytes each in memory).
  static let constantElements = 1 << 27
  static let rank = 8
  static let dimension = Int(Int32.max)
  static let nodes = 1 << 16
  /// Positions of a window along one axis.
  static let kernelSize = 1 << 16
  /// Values of one folded shape computation; larger integer constants stay operators of the graph.
  static let foldedElements = 1 << 16
  /// Values of all folded shape computations together.
  static let foldedElementsInTotal = 1 << 20
  /// Nested protocol buffer messages; a graph without sub-graphs needs 6.
  static let messageDepth = 16
  /// Protocol buffer messages and strings of one file (each costs up to some 200 bytes in memory).
  static let messages = 1 << 21
  /// Faults listed in full; the rest are counted.
  static let reportedFaults = 500
}
