/// What a run of statements does to two buffers, as far as it matters for placing the one that it
/// writes over the one that it reads; in bytes from the start of each.
struct AccessOrder: Hashable {
  /// The end of the highest byte written of the later buffer; nil where none is.
  var written: Int?
  /// The lowest byte read or written of the earlier buffer; nil where none is.
  var touched: Int?
  /// The most by which a write's end lies above a byte that is touched after it; nil where no write
  /// stands before a touch.
  var excess: Int?

  static let nothing = AccessOrder()

  /// These statements, then others.
  func then(_ next: AccessOrder) -> AccessOrder {
    AccessOrder(
      written: greatest(written, next.written), touched: least(touched, next.touched),
      excess: greatest(greatest(excess, next.excess), difference(written, next.touched)))
  }

  /// Either these statements or others.
  func or(_ other: AccessOrder) -> AccessOrder {
    AccessOrder(
      written: greatest(written, other.written), touched: least(touched, other.touched),
      excess: greatest(excess, other.excess))
  }

  /// All turns of a loop whose places move by the same step each turn. Every bound is a largest sum
  /// of places that are linear in the turns before and after, so the corners decide: the first turn
  /// against the second and the last, and the last but one against the last.
  ///
  /// - Precondition: at least two turns; `second` is `last` where there are two.
  static func steady(
    first: AccessOrder, second: AccessOrder, lastButOne: AccessOrder, last: AccessOrder
  ) -> AccessOrder {
    let corners = [
      difference(first.written, second.touched), difference(first.written, last.touched),
      difference(lastButOne.written, last.touched), first.excess, last.excess,
    ]
    return AccessOrder(
      written: greatest(first.written, last.written), touched: least(first.touched, last.touched),
      excess: corners.reduce(nil, greatest))
  }
}

private func greatest(_ left: Int?, _ right: Int?) -> Int? {
  guard let left, let right else { return left ?? right }
  return max(left, right)
}

private func least(_ left: Int?, _ right: Int?) -> Int? {
  guard let left, let right else { return left ?? right }
  return min(left, right)
}

private func difference(_ written: Int?, _ touched: Int?) -> Int? {
  guard let written, let touched else { return nil }
  return written - touched
}
