extension String {
  /// The name as tables and messages for people show it: its part before the first semicolon, of
  /// which at most 40 characters, its middle left out.
  ///
  /// TensorFlow Lite joins the names of all operators that it fused, some hundred characters.
  package var shortName: String {
    let first = split(separator: ";", maxSplits: 1).first.map(String.init) ?? self
    guard first.count > 40 else { return first }
    return first.prefix(16) + "…" + first.suffix(23)
  }
}
