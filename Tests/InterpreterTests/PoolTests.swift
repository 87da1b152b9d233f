import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("Pools and sums A17 and A18")
struct PoolTests {
  @Test("A17: a mapped sum adds each input's weight or table value")
  func mappedSum() throws {
    let maps: [AddendMap] = [
      .weighted(Weight(-3)), .table(LookupTable(first: 0, entries: [100, 200])),
    ]
    let y = try run(.mappedSum(maps), Example([3], [1, 2, 3]), Example([3], [0, 1, 50]))
    #expect(y == [[97, 194, 191]])
  }

  @Test("A18: padding never wins the maximum, even among negatives")
  func maxPool() throws {
    let y = try run(
      .maxPool(window([2, 2], strides: [2, 2], before: [1, 1], after: [0, 0])),
      Example([1, 1, 3, 3], [-1, -2, -3, -4, -5, -6, -7, -8, -9]))
    #expect(y == [[-1, -2, -4, -5]])
  }

  @Test("A18: a dilated 1-D maximum over each channel")
  func dilatedMaxPool() throws {
    let y = try run(
      .maxPool(window([2], dilations: [2])), Example([1, 2, 4], [1, 9, 3, 4, 8, 7, 6, 5]))
    #expect(y == [[3, 9, 8, 7]])
  }

  @Test("A18: padding counts in a sum as the padding value")
  func sumPool() throws {
    let y = try run(
      .sumPool(window([3], strides: [2], before: [1], after: [1]), paddingValue: 7),
      Example([1, 1, 3], [1, 2, 3]))
    #expect(y == [[7 + 1 + 2, 2 + 3 + 7]])
  }
}
