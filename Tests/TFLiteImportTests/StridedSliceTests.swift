import Diagnostics
import NetworkIR
import TFLiteImport
import Testing

@Suite("STRIDED_SLICE")
struct StridedSliceTests {
  private struct Masks {
    var ellipsis = 0
    var newAxis = 0
    var offset = 0
  }

  /// From [1, 4, 5] with entries of begin, end and stride.
  private func model(_ entries: [[Int]], _ masks: Masks, output: [Int]) -> TestModel {
    TestModel(
      outputs: [4],
      tensors: [
        .int8("x", [1, 4, 5]), .int32("begin", entries.map { $0[0] }),
        .int32("end", entries.map { $0[1] }), .int32("strides", entries.map { $0[2] }),
        .int8("y", output),
      ],
      operators: [
        TestOperator(
          code: 45, inputs: [0, 1, 2, 3], outputs: [4], optionsType: 32,
          options: [
            2: .int32(masks.ellipsis), 3: .int32(masks.newAxis), 5: .int8(masks.offset),
          ])
      ])
  }

  private func slices(_ model: TestModel) throws -> [OperatorKind] {
    try model.imported(.litert).network.operators.map(\.kind)
  }

  @Test("LiteRT's ellipsis stands for all axes without an entry")
  func ellipsis() throws {
    let model = model([[0, 0, 1], [1, 4, 2]], Masks(ellipsis: 1), output: [1, 4, 2])
    #expect(
      try slices(model)
        == [.slice(Slice(starts: [0, 0, 1], steps: [1, 1, 2], sizes: [1, 4, 2]))])
  }

  @Test("what follows LiteRT's last entry is walked whole")
  func fewEntries() throws {
    #expect(
      try slices(model([[0, 1, 1], [3, 1, -1]], Masks(), output: [1, 2, 5]))
        == [.slice(Slice(starts: [0, 3, 0], steps: [1, -1, 1], sizes: [1, 2, 5]))])
  }

  @Test("LiteRT's new axis has size 1, whatever its entry says")
  func newAxis() throws {
    let model = model(
      [[0, 1, 1], [3, 9, 2], [2, 3, 1]], Masks(newAxis: 2), output: [1, 1, 1, 5])
    #expect(
      try slices(model)
        == [
          .reshape,
          .slice(Slice(starts: [0, 0, 2, 0], steps: [1, 1, 1, 1], sizes: [1, 1, 1, 5])),
        ])
  }

  @Test("LiteRT's end may count from the begin, within the input")
  func offset() throws {
    let entries = [[0, 1, 1], [1, 3, 2], [2, 3, 1]]
    #expect(
      try slices(model(entries, Masks(offset: 1), output: [1, 2, 3]))
        == [.slice(Slice(starts: [0, 1, 2], steps: [1, 2, 1], sizes: [1, 2, 3]))])
    let beyond = model([[0, 1, 1], [1, 4, 2], [2, 3, 1]], Masks(offset: 1), output: [1, 2, 3])
    #expect(
      beyond.refusal(.litert) == """
        error[E0302]: node "y" (STRIDED_SLICE), options: an end as an offset with masks, or \
        beyond the input's [1x4x5]; export the slice with a begin and an end for every axis
        """)
  }

  @Test("masks that leave the axes open are refused")
  func ambiguous() {
    let model = model([[0, 1, 1], [0, 1, 1]], Masks(ellipsis: 3), output: [1, 4, 5])
    #expect(
      model.refusal(.litert) == """
        error[E0302]: node "y" (STRIDED_SLICE), options: 2 entries and their masks do not tell \
        the axes of [1x4x5]; export the slice with a begin and an end for every axis
        """)
  }
}
