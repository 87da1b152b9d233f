import Diagnostics
import FixedPoint
import Foundation
import NetworkIR
import TestSupport
import Testing

@Suite("The container")
struct ContainerTests {
  @Test("300 random networks read back, and are written as the same bytes twice")
  func roundTrip() throws {
    for seed in 0..<300 as Range<UInt64> {
      let network = try NetworkGenerator.network(seed: seed)
      let bytes = try writeContainer(network)
      #expect(try readContainer(bytes, file: "n.stapes") == network, "seed \(seed)")
      #expect(try writeContainer(network) == bytes, "seed \(seed)")
    }
  }

  private func sample() throws -> Network {
    var builder = NetworkBuilder(name: "tiny")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 3]), range: IntegerRange(0, 3), meaning: .itself,
      encoding: .float32([.divide(FloatParameter(values: [0.5]))]))
    let weights = LinearWeights(
      outputs: 2, inputs: 3, weights: [1, 0, -1, 2, 300, 0].map { Weight($0) }, bias: [0, -5])
    let y = try builder.add(
      .dense(weights), name: "fc", inputs: [x], outputNames: ["y"], meanings: [.itself])
    return try builder.build(outputs: y)
  }

  @Test("a container is a safetensors file that anyone can read")
  func layout() throws {
    let bytes = try writeContainer(sample())
    let length = Int(bytes[0]) | Int(bytes[1]) << 8
    #expect(length % 8 == 0 && bytes[2..<8].allSatisfy { $0 == 0 })
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
    #expect(
      header.keys.sorted() == ["__metadata__", "fc.bias", "fc.weights", "input.0.step.0.values"])
    let weights = try #require(header["fc.weights"] as? [String: Any])
    #expect(weights["dtype"] as? String == "I16")
    #expect(weights["shape"] as? [Int] == [2, 3])
    #expect(weights["data_offsets"] as? [Int] == [4, 16])
    let data = bytes[(8 + length)...]
    // 0.5 as float32, six weights of 16 bits, two biases of 8.
    #expect(
      Array(data) == [0, 0, 0, 0x3F, 1, 0, 0, 0, 0xFF, 0xFF, 2, 0, 0x2C, 1, 0, 0, 0, 0xFB])
    let metadata = try #require(header["__metadata__"] as? [String: String])
    #expect(metadata["format"] == "stapes" && metadata["version"] == "1")
  }

  @Test("a network that breaks its contract is not written")
  func refusesBrokenNetwork() throws {
    var network = try sample()
    network.tensors[1].range = IntegerRange(0, 5)
    #expect(
      faults { () throws(DiagnosticList) in try writeContainer(network) } == [
        "error[E0502]: node \"fc\" (dense): its output \"y\" has the range [-5, 901], not [0, 5]; "
          + "declare the range [-5, 901]"
      ])
  }

  /// A file with the header text and the data behind it.
  private func file(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8)
      + data
  }

  private static let graph =
    "{\\\"name\\\":\\\"n\\\",\\\"tensors\\\":[],\\\"inputs\\\":[],\\\"operators\\\":[OPS],\\\"outputs\\\":[]}"

  private func file(operators: String, arrays: String = "", _ data: [UInt8] = []) -> [UInt8] {
    let graph = Self.graph.replacingOccurrences(
      of: "OPS", with: operators.replacingOccurrences(of: "'", with: "\\\""))
    return file(
      "{\"__metadata__\":{\"format\":\"stapes\",\"version\":\"1\",\"graph\":\"\(graph)\"}\(arrays)}",
      data)
  }

  @Test("each broken file is refused with its reason")
  func refusals() {
    let array = ",\"a\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}"
    let dense = "{'name':'d','kind':'dense','inputs':[],'outputs':[]"
    let cases: [([UInt8], String)] = [
      ([1, 2, 3], "E0201]: file \"n\": it ends within the length of its header"),
      ([8, 0, 0, 0, 0, 0, 0, 0, 1], "E0201]: file \"n\": it ends within its header of 8 bytes"),
      (
        [0, 0, 0, 0, 0, 0, 0, 0xFF],
        "E0203]: file \"n\": its header has 18374686479671623680 bytes; at most 67108864 are read"
      ),
      (file("[]"), "E0201]: file \"n\": its header is not the JSON that is expected there"),
      (
        file("{\"a\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[0,2]}}", [0, 0]),
        "E0201]: file \"n\": its header is not the JSON that is expected there, at .a.dtype"
      ),
      (file("{}"), "E0201]: file \"n\": it is a safetensors file without a Stapes network"),
      (file("{}", [0]), "E0202]: file \"n\": 1 bytes at its end belong to no array"),
      (
        file("{\"a\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,3]}}", [0, 0, 0]),
        "E0202]: file \"n\": the array \"a\" of shape [2] does not fit its [0, 3] bytes"
      ),
      (
        file("{\"a\":{\"dtype\":\"I8\",\"shape\":[-1],\"data_offsets\":[0,0]}}"),
        "E0202]: file \"n\": the array \"a\" of shape [-1] does not fit its [0, 0] bytes"
      ),
      (
        file("{\"a\":{\"dtype\":\"I8\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}"),
        "E0202]: file \"n\": the array \"a\" of shape [4611686018427387904, 4] does not fit its [0, 0] bytes"
      ),
      (
        file("{\"a\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[1,3]}}", [0, 0, 0]),
        "E0202]: file \"n\": the array \"a\" at [1, 3] leaves a gap, overlaps another or ends beyond the file"
      ),
      (
        file("{\"a\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}", [0]),
        "E0202]: file \"n\": the array \"a\" at [0, 2] leaves a gap, overlaps another or ends beyond the file"
      ),
      (
        file("{\"a\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0]}}", [0]),
        "E0202]: file \"n\": the array \"a\" at [0] leaves a gap, overlaps another or ends beyond the file"
      ),
      (
        file("{\"__metadata__\":{\"format\":\"stapes\",\"version\":\"9\",\"graph\":\"\"}}"),
        "E0202]: file \"n\": its version is 9; 1 is known"
      ),
      (
        file("{\"__metadata__\":{\"format\":\"stapes\",\"version\":\"1\",\"graph\":\"{}\"}}"),
        "E0201]: file \"n\": its graph is not the JSON that is expected there, at .name"
      ),
      (
        file(operators: "", arrays: array, [0, 0]),
        "E0202]: file \"n\": nothing uses the array \"a\""
      ),
      (file(operators: dense + "}"), "E0202]: file \"n\": operator \"d\" lacks an array"),
      (
        file(operators: dense + ",'weights':'a'}"),
        "E0202]: file \"n\": operator \"d\" names the array \"a\", which is missing or used twice"
      ),
      (
        file(operators: dense + ",'weights':'a'}", arrays: array, [0, 0]),
        "E0202]: file \"n\": operator \"d\" needs a matrix of integers"
      ),
      (
        file(operators: "{'name':'d','kind':'times','inputs':[],'outputs':[]}"),
        "E0202]: file \"n\": operator \"d\" has the unknown kind \"times\""
      ),
      (
        file(
          operators:
            "{'name':'d','kind':'requantize','inputs':[],'outputs':[],'functions':[{'kind':'shift','bits':1,'rounding':'up'}]}"
        ), "E0202]: file \"n\": operator \"d\" has the unknown Rounding \"up\""
      ),
      (
        file(
          operators:
            "{'name':'d','kind':'requantize','inputs':[],'outputs':[],'functions':[{'kind':'shift','bits':1,'rounding':'floor','clamp':[2,1]}]}"
        ), "E0202]: file \"n\": operator \"d\" needs a range [lower, upper]"
      ),
      (
        file(
          operators:
            "{'name':'d','kind':'mappedSum','inputs':[],'outputs':[],'functions':[{'kind':'weighted','multiplier':1073741824}]}"
        ), "E0202]: file \"n\": operator \"d\" has a weight of more than 30 bits"
      ),
    ]
    for (bytes, cause) in cases {
      let found = faults { () throws(DiagnosticList) in try readContainer(bytes, file: "n") }
      #expect(
        found == ["error[\(cause); write the container again; docs/format.md describes it"])
    }
  }

  @Test("6000 mutated containers read or are refused, never more")
  func mutations() throws {
    let seed: UInt64 = 99
    var random = SplitMix(seed: seed)
    let files = try (0..<30 as Range<UInt64>).map {
      try writeContainer(try NetworkGenerator.network(seed: $0))
    }
    var refused = 0
    for round in 0..<6000 {
      var bytes = files[round % files.count]
      for _ in 0...Int.random(in: 0...2, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1: bytes[index] = UInt8.random(in: 0x30...0x39, using: &random)
        case 2: bytes[index] = UInt8.random(in: 0...255, using: &random)
        default: bytes.removeLast(Int.random(in: 0...min(20, bytes.count - 1), using: &random))
        }
      }
      do throws(DiagnosticList) {
        _ = try readContainer(bytes, file: "mutant")
      } catch {
        refused += 1
        #expect(!error.diagnostics.isEmpty, "seed \(seed), round \(round)")
      }
    }
    #expect(refused > 3000, "mutations hardly ever hurt, seed \(seed)")
  }
}
