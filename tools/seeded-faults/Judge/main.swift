import Diagnostics
import Foundation
import Interpreter
import NetworkIR

// Holds the interpreter to what outside judges computed: every fixture of a folder that `seeded-faults fixtures`
// wrote. Ends with 3 and names the first that differs.

private struct JudgedNetwork: Decodable {
  let name: String
  let examples: [[[Int]]]
  let isStream: Bool
  let tensors: [Int: [Int]]
}

private func fault(of judged: JudgedNetwork, _ network: Network) -> String? {
  var found: [Int: [Int]] = [:]
  do {
    let interpreter = try ReferenceInterpreter(network)
    var states = interpreter.resetStates
    for example in judged.examples {
      let execution = try interpreter.run(inputs: example, states: states)
      if judged.isStream { states = execution.nextStates }
      for index in judged.tensors.keys {
        found[index, default: []] += execution[TensorID(index)]
      }
    }
  } catch {
    return "\(error)"
  }
  let differing = judged.tensors.keys.sorted().first { found[$0] != judged.tensors[$0] }
  return differing.map { "tensor \(network[TensorID($0)].name)" }
}

let folder = URL(filePath: CommandLine.arguments[1])
let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
for file in names where file.hasSuffix(".json") {
  let judged = try JSONDecoder().decode(
    JudgedNetwork.self, from: Data(contentsOf: folder.appending(path: file)))
  let container = judged.name + ".stapes"
  let bytes = [UInt8](try Data(contentsOf: folder.appending(path: container)))
  if let fault = fault(of: judged, try readContainer(bytes, file: container)) {
    print("\(judged.name): \(fault)")
    exit(3)
  }
}
