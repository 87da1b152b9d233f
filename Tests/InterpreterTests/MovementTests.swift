import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("Movements and selections A19")
struct MovementTests {
  @Test("a reshape keeps the order of elements")
  func reshape() throws {
    let y = try run(.reshape, Example([2, 3], [1, 2, 3, 4, 5, 6]), reshapedTo: Shape([3, 2]))
    #expect(y == [[1, 2, 3, 4, 5, 6]])
  }

  @Test("a transpose moves input axis permutation[k] to output axis k")
  func transpose() throws {
    let x = Example([2, 3, 1], [1, 2, 3, 4, 5, 6])
    #expect(try run(.transpose(permutation: [1, 2, 0]), x) == [[1, 4, 2, 5, 3, 6]])
  }

  @Test("a concatenation interleaves lines along an inner axis")
  func concatenate() throws {
    let y = try run(
      .concatenate(axis: 1), Example([2, 1], [1, 2]), Example([2, 2], [3, 4, 5, 6]))
    #expect(y == [[1, 3, 4, 2, 5, 6]])
  }

  @Test("padding frames the input with its value")
  func pad() throws {
    let y = try run(
      .pad(before: [0, 1], after: [1, 2], value: -9), Example([1, 2], [1, 2]))
    #expect(y == [[-9, 1, 2, -9, -9, -9, -9, -9, -9, -9]])
  }

  @Test("argmax gives ties to the lowest index, or to the highest where asked")
  func argMax() throws {
    let x = Example([2, 3], [5, 5, 1, 0, 7, 7])
    #expect(try run(.argMax(axis: 1, selectsLast: false), x) == [[0, 1]])
    #expect(try run(.argMax(axis: 1, selectsLast: true), x) == [[1, 2]])
    #expect(try run(.argMax(axis: 0, selectsLast: false), x) == [[0, 1, 1]])
  }

  @Test("top-k sorts descending, ties by lowest index, with values and indices")
  func topK() throws {
    let x = Example([2, 4], [1, 9, 9, 3, 4, 4, 4, 5])
    #expect(try run(.topK(count: 3, axis: 1), x) == [[9, 9, 3, 5, 4, 4], [1, 2, 3, 3, 0, 1]])
    #expect(try run(.topK(count: 1, axis: 0), x) == [[4, 9, 9, 5], [1, 0, 0, 1]])
  }
}
