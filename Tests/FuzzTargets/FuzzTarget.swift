import CProof
import Diagnostics
import Foundation
import NetworkIR
import NumpyFormat
import ONNXImport
import TFLiteImport
import TargetDescription

/// The readers of files, each of which must take any bytes: it reads them or says what is wrong.
package enum FuzzTarget: String, Hashable, Sendable, CaseIterable {
  case onnx, tflite
  /// A `.stapes` file.
  case container
  /// The text form of a network.
  case text
  /// A `.npy` file.
  case numpy
  /// The JSON of a target.
  case target
  /// Printed C: the header and the source of ``FuzzTarget/codeNetwork``, a line between.
  case code

  /// Reads the bytes; ends the process where what was read breaks the reader's promise.
  package func read(_ bytes: [UInt8]) {
    switch self {
    case .onnx: readONNX(bytes)
    case .tflite: readTFLite(bytes)
    case .container: readNetwork(bytes)
    case .text: readText(bytes)
    case .numpy: readNumpy(bytes)
    case .target: _ = try? TargetProfile(json: String(decoding: bytes, as: UTF8.self), file: "t")
    case .code: readCode(bytes)
    }
  }

  private struct NoFile: Error {}

  private func readONNX(_ bytes: [UInt8]) {
    _ = try? importONNX(bytes, name: "fuzz") { _ in throw NoFile() }
  }

  private func readTFLite(_ bytes: [UInt8]) {
    for contract in ReferenceContract.allCases {
      guard let imported = try? importTFLite(bytes, name: "fuzz", contract: contract) else {
        continue
      }
      promise(verify(imported.network).diagnostics.isEmpty, "the imported network breaks rules")
    }
  }

  /// What was read is sound, and the same when it is written and read again.
  private func readNetwork(_ bytes: [UInt8]) {
    guard let network = try? readContainer(bytes, file: "fuzz") else { return }
    promise(!verify(network).hasErrors, "the network breaks rules")
    guard let written = try? writeContainer(network) else {
      promise(false, "the network cannot be written")
      return
    }
    promise((try? readContainer(written, file: "fuzz")) == network, "it is read as another network")
  }

  private func readText(_ bytes: [UInt8]) {
    guard let network = try? parseNetwork(String(decoding: bytes, as: UTF8.self)) else { return }
    _ = verify(network)
    promise((try? parseNetwork(network.text)) == network, "it is read as another network")
  }

  private func readNumpy(_ bytes: [UInt8]) {
    guard let array = try? readNumpyArray(bytes, file: "fuzz") else { return }
    promise(
      array.elements.count == array.shape.reduce(1, *), "the array has another number of elements")
    let written = writeNumpyArray(array)
    promise(
      (try? readNumpyArray(written, file: "fuzz")).map { writeNumpyArray($0) } == written,
      "it is read as another array")
  }

  // MARK: Printed C

  package static let separator = "\n//// source\n"

  /// The network that the code is held to.
  package static let codeNetwork = """
    network "fuzz"
    tensor %0 "x" [1x3] int8 [-8, 7] scale 1 offset 0
    tensor %1 "sum" [1x2] int8 [-50, 54] scale 1 offset 0
    tensor %2 "y" [1x2] int8 [-9, 9] scale 1 offset 0
    input %0 integers
    operator "dense" dense %0 -> %1
      matrix 2 3
      bias 5 -1
      weights 1 -2 3
      weights -4 0 1
    operator "requantize" requantize %1 -> %2
      shift 2 halfToEven [-9, 9]
    outputs %2

    """

  private func readCode(_ bytes: [UInt8]) {
    _ = Self.report(String(decoding: bytes, as: UTF8.self))
  }

  private static func report(_ text: String) -> ProofReport? {
    let parts = text.components(separatedBy: separator)
    guard parts.count == 2, let network = try? parseNetwork(codeNetwork) else { return nil }
    let code = PrintedCode(name: "net", header: parts[0], source: parts[1], intBits: 16)
    return try? prove(
      code, computes: network, limits: ProofLimits(steps: 20_000, values: 1 << 16))
  }

  /// Whether the code is read and found to compute the network.
  package static func proves(_ text: String) -> Bool {
    report(text)?.tensors.last?.status == .proved
  }
}

private func promise(_ holds: Bool, _ what: String) { precondition(holds, what) }
