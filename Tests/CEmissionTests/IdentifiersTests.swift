import CEmission
import TestSupport
import Testing

/// Any name becomes a C identifier, and no two become the same.
struct IdentifiersTests {
  @Test(
    "a name keeps what C allows",
    arguments: [
      ("conv1", "conv1"), ("Conv1_bias", "Conv1_bias"),
      ("/conv1/Conv_output_0", "conv1_Conv_output_0"),
      ("a..b--c", "a_b_c"), ("__hidden", "hidden"), ("trailing_", "trailing"), ("a__b", "a_b"),
      ("7", "value_7"), ("3x3", "value_3x3"), ("", "value"), ("///", "value"), ("größe", "gr_e"),
      ("层", "value"), ("x\u{0}y", "x_y"), ("x\ny", "x_y"),
      ("int", "int_value"), ("for", "for_value"), ("class", "class_value"), ("main", "main_value"),
      ("double", "double_value"), ("float", "float_value"), ("size_t", "size_t_value"),
      ("INT8_MAX", "INT8_MAX_value"), ("stapes_clamp_32", "stapes_clamp_32_value"),
      ("STAPES_X", "STAPES_X_value"), ("printf", "printf_value"), ("integer", "integer"),
      ("_Bool", "Bool"), ("scratch", "scratch_value"),
    ])
  func sanitises(_ name: String, _ identifier: String) {
    #expect(Identifiers.sanitized(name, fallback: "value") == identifier)
  }

  @Test("equal names get numbers, and a number that is taken is passed over")
  func collisions() {
    var scope = Identifiers()
    let claimed = ["x", "x", "x_2", "x", "x.", "X"].map { scope.claim($0, fallback: "value") }
    #expect(claimed == ["x", "x_2", "x_2_2", "x_3", "x_4", "X"])
    #expect(Set(claimed).count == claimed.count)
  }

  @Test("names are unique within the 63 characters that C99 compares")
  func lengths() {
    var scope = Identifiers()
    let long = String(repeating: "n", count: 200)
    let claimed = (0..<20).map { scope.claim(long + "\($0)", fallback: "value") }
    #expect(Set(claimed.map { $0.prefix(63) }).count == 20)
    #expect(claimed.allSatisfy { $0.count <= 63 })
  }

  @Test("an inner scope shadows no name of the outer one, and siblings share names")
  func scopes() {
    var outer = Identifiers()
    #expect(outer.claim("x", fallback: "value") == "x")
    var first = Identifiers(outer: outer)
    var second = Identifiers(outer: outer)
    #expect(first.claim("x", fallback: "value") == "x_2")
    #expect(second.claim("x", fallback: "value") == "x_2")
    #expect(second.claim("y", fallback: "value") == "y")
  }

  @Test("renamings are listed in order, kept and invented names are not")
  func renamings() {
    var scope = Identifiers()
    for name in ["a", "/b", "a"] { _ = scope.claim(name, fallback: "value") }
    _ = scope.invent("a")
    #expect(scope.renamings.map(\.original) == ["/b", "a"])
    #expect(scope.renamings.map(\.identifier) == ["b", "a_2"])
  }

  @Test("the sanitiser always gives an identifier, for 2000 random names of seed 7")
  func random() {
    var generator = SplitMix(seed: 7)
    for _ in 0..<2000 {
      let scalars = (0..<generator.next(below: 12)).compactMap { _ in
        Unicode.Scalar(UInt32(generator.next(below: 0x500)))
      }
      let name = String(String.UnicodeScalarView(scalars))
      let identifier = Identifiers.sanitized(name, fallback: "value")
      #expect(identifier.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]*/) != nil, "\(name.debugDescription)")
    }
  }
}
