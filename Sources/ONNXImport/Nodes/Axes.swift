import Diagnostics

// Axes, counted from the end where negative.
extension NodeImport {
  /// The axis in 0..<rank (or 0...rank where the end is allowed).
  mutating func axis(
    _ axis: Int, rank: Int, allowsEnd: Bool = false, detail: String = "attribute axis"
  ) throws(NodeRefusal) -> Int {
    let resolved = axis < 0 ? axis + rank : axis
    guard (0..<rank + (allowsEnd ? 1 : 0)).contains(resolved) else {
      throw refuse(
        detail, code: .inconsistentModel, cause: "axis \(axis) lies outside the \(rank) dimensions",
        remedy: "export the model again")
    }
    return resolved
  }

  /// Distinct axes in ascending order.
  mutating func axes(_ list: [Int], rank: Int) throws(NodeRefusal) -> [Int] {
    guard list.count <= rank else {
      throw refuse(
        "axes", code: .inconsistentModel, cause: "it lists \(list.count) axes of \(rank)",
        remedy: "export the model again")
    }
    var resolved: [Int] = []
    for entry in list { resolved.append(try axis(entry, rank: rank, detail: "axes")) }
    guard Set(resolved).count == list.count else {
      throw refuse(
        "axes", code: .inconsistentModel, cause: "an axis is listed twice",
        remedy: "export the model again")
    }
    return resolved.sorted()
  }

  /// Axes that older operator sets give as an attribute and newer ones as an input.
  mutating func axesAttributeOrInput(_ index: Int) throws(NodeRefusal) -> [Int]? {
    if let axes = integers("axes") { return axes }
    return try constantIntegers(index, "axes")
  }
}
