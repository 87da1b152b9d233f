import ArgumentParser
import Diagnostics
import Driver
import Foundation
import NetworkIR

/// For tools/fit-costs.
struct SampleKernels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-kernels", abstract: "Writes the networks that tools/fit-costs counts.",
    shouldDisplay: false)

  @Argument(help: "The folder; it is made where it is missing.")
  var folder: String

  func run() throws {
    var rows: [SampleRow] = []
    for kernel in try sampleKernels() {
      let file = kernel.name + ".stapes"
      try write(try writeContainer(kernel.network), to: file)
      rows.append(kernel.row(file: file))
    }
    Console.result(try jsonText(rows))
  }

  private func write(_ bytes: [UInt8], to file: String) throws(DiagnosticList) {
    let place = URL(fileURLWithPath: folder, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data(bytes).write(to: place.appendingPathComponent(file))
    } catch {
      throw Diagnostic(
        .unreadableFile, at: .file(folder), cause: "\(file) cannot be written there",
        remedy: "check the place, its permissions and the room on the disk"
      ).alone
    }
  }
}
