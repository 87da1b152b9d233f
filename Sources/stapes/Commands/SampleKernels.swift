import ArgumentParser
import Driver
import Foundation
import NetworkIR

/// For tools/fit-costs.
struct SampleKernels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-kernels", abstract: "Writes the networks that tools/fit-costs counts.",
    shouldDisplay: false)

  @Argument(help: "An existing folder.")
  var folder: String

  func run() throws {
    var rows: [SampleRow] = []
    for kernel in try sampleKernels() {
      let file = kernel.name + ".stapes"
      let bytes = try writeContainer(kernel.network)
      try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent(file))
      rows.append(kernel.row(file: file))
    }
    Console.result(try jsonText(rows))
  }
}
