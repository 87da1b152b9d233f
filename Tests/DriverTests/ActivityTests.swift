import Diagnostics
import Driver
import FixedPoint
import Foundation
import Lowering
import NetworkIR
import Testing

@Suite("Activation density")
struct ActivityTests {
  /// y = max(x, 0), as a shift by 0 into 0 to 7.
  private func network() throws -> Network {
    var builder = NetworkBuilder(name: "net")
    let x = try builder.addInput(
      name: "x \"1\"", shape: Shape([1, 4]), range: IntegerRange(-7, 7), meaning: .itself,
      encoding: .integers)
    let relu = RequantizeFunction.shift(bits: 0, rounding: .floor, clamp: IntegerRange(0, 7))
    let y = try builder.add(
      .requantize(Requantize(functions: [relu])), name: "relu", inputs: [x], outputNames: ["y"],
      meanings: [.itself])
    return try builder.build(outputs: y)
  }

  @Test("it is the share of elements that are not zero, over all examples")
  func counts() async throws {
    let batch = Batch(examples: [[[1, -2, 0, 3]], [[-1, -2, -3, 4]]])
    let density = try await measureActivity(try network(), on: batch)
    #expect(density.permille == ["x \"1\"": 875, "y": 375])
    #expect(density.commonest == ["x \"1\"": CommonValue(value: -2, otherPermille: 750)])
  }

  @Test("the file that it writes is read back")
  func roundTrip() async throws {
    let density = ActivationDensity(
      permille: ["x \"1\"": 875, "y": 375],
      commonest: ["x \"1\"": CommonValue(value: -2, otherPermille: 750)])
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json")
    defer { try? FileManager.default.removeItem(at: file) }
    try writeText(density.fileText, to: file.path)
    #expect(try await readActivity([file.path], for: try network()) == density)
    #expect(try await readActivity([], for: try network()) == .unknown)
  }

  @Test("a file that is none is refused with its form")
  func refuses() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json")
    defer { try? FileManager.default.removeItem(at: file) }
    try writeText("{\"nonzero_permille\": {\"y\": 1001}}", to: file.path)
    let network = try network()
    do throws(DiagnosticList) {
      _ = try await readActivity([file.path], for: network)
      Issue.record("it was read")
    } catch {
      #expect(
        error.description == """
          error[E0103]: file "\(file.path)": it is not {"nonzero_permille": {"TENSOR": 0 to \
          1000}}; write it with `stapes density --json`, or give .npy files
          """)
    }
  }
}
