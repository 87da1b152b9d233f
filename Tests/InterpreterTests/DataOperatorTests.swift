import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("Pairs, positions and rows A19 and A31 to A33")
struct DataOperatorTests {
  @Test("A31: both offsets are added before the product")
  func product() throws {
    let y = try run(
      .product(offsets: [3, -1]), Example([4], [1, -3, -10, 0]), Example([4], [1, 9, 5, 0]))
    #expect(y == [[0, 0, -28, -3]])
  }

  @Test("A32: the smaller or the larger of each pair")
  func extremum() throws {
    let inputs = (Example([3], [1, -2, 3]), Example([3], [0, 2, 3]))
    #expect(try run(.extremum(.smallest), inputs.0, inputs.1) == [[0, -2, 3]])
    #expect(try run(.extremum(.largest), inputs.0, inputs.1) == [[1, 2, 3]])
  }

  @Test("A19: a slice steps forwards, backwards and not at all")
  func slice() throws {
    let x = Example([2, 4], [0, 1, 2, 3, 10, 11, 12, 13])
    let backwards = Slice(starts: [1, 3], steps: [-1, -2], sizes: [2, 2])
    #expect(try run(.slice(backwards), x) == [[13, 11, 3, 1]])
    let repeated = Slice(starts: [0, 1], steps: [0, 1], sizes: [3, 2])
    #expect(try run(.slice(repeated), x) == [[1, 2, 1, 2, 1, 2]])
  }

  @Test("A19: dilation puts the value between the elements, and none behind the last")
  func dilate() throws {
    let y = try run(.dilate(factors: [1, 3], value: 9), Example([2, 2], [1, 2, 3, 4]))
    #expect(y == [[1, 9, 9, 2, 3, 9, 9, 4]])
  }

  @Test("A33: sums and extremes over any axes")
  func reduce() throws {
    let x = Example([2, 3, 2], Array(-6...5))
    #expect(try run(.reduce(.sum, axes: [0, 2]), x) == [[-10, -2, 6]])
    #expect(try run(.reduce(.smallest, axes: [1]), x) == [[-6, -5, 0, 1]])
    #expect(try run(.reduce(.largest, axes: [0, 1, 2]), x) == [[5]])
    #expect(try run(.reduce(.largest, axes: []), x) == [Array(-6...5)])
  }

  /// [1, c, h, w] to [1, h, w, c].
  private func channelsLast(_ geometry: WindowGeometry) -> WindowGeometry {
    WindowGeometry(
      kernel: geometry.kernel, strides: geometry.strides, dilations: geometry.dilations,
      paddingBefore: geometry.paddingBefore, paddingAfter: geometry.paddingAfter,
      layout: .channelsLast)
  }

  @Test("channels last give what transposing to channels first and back gives")
  func layouts() throws {
    let geometry = window(
      [2, 3], strides: [2, 1], dilations: [1, 2], before: [1, 2], after: [0, 1])
    func kinds(_ geometry: WindowGeometry) -> [OperatorKind] {
      let rows = (0..<6).map { o in (0..<12).map { ($0 * 7 + o * 5) % 11 - 5 } }
      return [
        .maxPool(geometry), .sumPool(geometry, paddingValue: 3),
        .convolution(
          Convolution(
            geometry: geometry, groups: 2, paddingValue: -4,
            linear: linear(rows, bias: Array(-3..<3)))),
      ]
    }
    let x = Example([1, 5, 6, 4], (0..<120).map { $0 * 37 % 101 - 50 })
    let toFirst = [0, 3, 1, 2]
    let transposed = try run(.transpose(permutation: toFirst), x)[0]
    for (first, last) in zip(kinds(geometry), kinds(channelsLast(geometry))) {
      let y = try run(first, Example([1, 4, 5, 6], transposed))[0]
      let channels = y.count / 15
      let expected = try run(
        .transpose(permutation: [0, 2, 3, 1]),
        Example([1, channels, 3, 5], IntegerRange(-5000, 5000), y))
      #expect(try run(last, x) == expected, "\(last.keyword)")
    }
  }

  @Test("A31, A32: the inferred range of a pair is the hull of all results")
  func pairRanges() throws {
    let kinds: [OperatorKind] = [
      .product(offsets: [2, -3]), .product(offsets: [0, 0]), .extremum(.smallest),
      .extremum(.largest),
    ]
    let ranges = [
      IntegerRange(-4, 3), IntegerRange(0, 5), IntegerRange(-6, -2), IntegerRange(2, 2),
    ]
    for kind in kinds {
      for left in ranges {
        for right in ranges {
          let built = try network(kind, inputs: [(Shape([1]), left), (Shape([1]), right)])
          let interpreter = try ReferenceInterpreter(built)
          var results: [Int] = []
          for x in left.lower...left.upper {
            for y in right.lower...right.upper {
              results += try interpreter.run(inputs: [[x], [y]]).outputs[0]
            }
          }
          let hull = IntegerRange(results.min() ?? 0, results.max() ?? 0)
          #expect(built[built.outputs[0]].range == hull, "\(kind) of \(left), \(right)")
        }
      }
    }
  }
}
