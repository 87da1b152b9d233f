import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("Linear operators A10 and A11")
struct LinearTests {
  @Test("A10: dense sums weight times input along the last axis of every row")
  func denseRows() throws {
    let weights = linear([[1, 0, -2], [3, 5, 7]], bias: [10, -1])
    // 10 + 1 - 6 = 5, -1 + 3 + 10 + 21 = 33; 10 + 4 + 4 = 18, -1 + 12 - 5 - 14 = -8.
    let y = try run(.dense(weights), Example([2, 3], [1, 2, 3, 4, -1, -2]))
    #expect(y == [[5, 33, 18, -8]])
  }

  @Test("A11: a padded, strided 2-D convolution sees the padding value outside")
  func paddedConvolution() throws {
    let kind = OperatorKind.convolution(
      Convolution(
        geometry: window([2, 2], strides: [2, 2], before: [1, 1], after: [0, 0]), groups: 1,
        paddingValue: 9, linear: linear([[1, 10, 100, 1000]], bias: [5])))
    // Input 1 2 3 / 4 5 6 / 7 8 9; windows start at -1 and 1 in both axes.
    let y = try run(kind, Example([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]))
    #expect(
      y == [
        [
          5 + 9 + 90 + 900 + 1000, 5 + 9 + 90 + 200 + 3000,
          5 + 9 + 40 + 900 + 7000, 5 + 5 + 60 + 800 + 9000,
        ]
      ])
  }

  @Test("A11: a 1-D convolution with dilation and uneven padding")
  func dilatedConvolution() throws {
    let kind = OperatorKind.convolution(
      Convolution(
        geometry: window([3], dilations: [2], before: [1], after: [2]), groups: 1, paddingValue: 0,
        linear: linear([[1, 10, 100]], bias: [0])))
    // Taps at p - 1, p + 1, p + 3 of 1 2 3 4.
    let y = try run(kind, Example([1, 1, 4], [1, 2, 3, 4]))
    #expect(y == [[0 + 20 + 400, 1 + 30 + 0, 2 + 40 + 0]])
  }

  @Test("A11: groups see only their own channels; rows hold channels, then taps")
  func groupedConvolution() throws {
    let kind = OperatorKind.convolution(
      Convolution(
        geometry: window([2]), groups: 2, paddingValue: 0,
        linear: linear([[1, 2, 3, 4], [5, 6, 7, 8]], bias: [0, 100])))
    let y = try run(kind, Example([1, 4, 2], [1, 2, 3, 4, 5, 6, 7, 8]))
    #expect(y == [[1 + 4 + 9 + 16, 100 + 25 + 36 + 49 + 64]])
  }

  @Test("A11: a depthwise convolution keeps channels apart over two axes")
  func depthwiseConvolution() throws {
    let kind = OperatorKind.convolution(
      Convolution(
        geometry: window([1, 2]), groups: 2, paddingValue: 0,
        linear: linear([[1, -1], [2, 4]], bias: [0, 1])))
    let y = try run(kind, Example([1, 2, 1, 3], [1, 2, 4, 8, 16, 32]))
    #expect(y == [[-1, -2, 1 + 16 + 64, 1 + 32 + 128]])
  }
}
