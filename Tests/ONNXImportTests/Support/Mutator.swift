import Foundation
import SwiftProtobuf

@testable import ONNXImport

/// Makes damaged models: of bytes, and of fields within a well-formed file.
struct Mutator {
  var random: SeededGenerator

  init(seed: Int) { random = SeededGenerator(seed: seed) }

  // MARK: Bytes

  /// A mutant of the bytes: cut short, bits flipped, bytes overwritten, spliced with the donor, or
  /// noise.
  mutating func mutant(of bytes: [UInt8], donor: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var result = bytes
    switch Int.random(in: 0..<6, using: &random) {
    case 0: result.removeLast(Int.random(in: 1...result.count, using: &random))
    case 1: for _ in 0...Int.random(in: 0..<8, using: &random) { flipBit(&result) }
    case 2: for _ in 0...Int.random(in: 0..<8, using: &random) { overwrite(&result) }
    case 3: splice(&result, donor)
    case 4: duplicate(&result)
    default: result = noise(upTo: 256)
    }
    return result
  }

  private mutating func flipBit(_ bytes: inout [UInt8]) {
    let index = bytes.indices.randomElement(using: &random) ?? 0
    bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
  }

  /// Extreme bytes, which end or lengthen varints, as often as any.
  private mutating func overwrite(_ bytes: inout [UInt8]) {
    let index = bytes.indices.randomElement(using: &random) ?? 0
    bytes[index] =
      [0, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
      .randomElement(using: &random) ?? 0
  }

  private mutating func slice(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    let start = Int.random(in: 0..<max(bytes.count, 1), using: &random)
    return bytes.dropFirst(start).prefix(Int.random(in: 0...64, using: &random))
  }

  private mutating func splice(_ bytes: inout [UInt8], _ donor: [UInt8]) {
    let part = slice(of: donor)
    let start = Int.random(in: 0...bytes.count, using: &random)
    let end = min(start + Int.random(in: 0...64, using: &random), bytes.count)
    bytes.replaceSubrange(start..<end, with: part)
  }

  private mutating func duplicate(_ bytes: inout [UInt8]) {
    let part = slice(of: bytes)
    bytes.insert(contentsOf: part, at: Int.random(in: 0...bytes.count, using: &random))
  }

  mutating func noise(upTo count: Int) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
  }

  // MARK: Fields

  /// A mutant that is still a well-formed file: one to four fields of the graph changed.
  mutating func mutant(of model: ONNXModelProto) -> ONNXModelProto {
    var result = model
    for _ in 0...Int.random(in: 0..<4, using: &random) { changeField(&result.graph) }
    return result
  }

  private mutating func changeField(_ graph: inout ONNXGraphProto) {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: changeName(&graph)
    case 1: withRandom(&graph.node) { $1.changeAttribute(&$0) }
    case 2: withRandom(&graph.node) { $1.changeAttribute(&$0) }
    case 3: withRandom(&graph.initializer) { $1.changeDimensions(&$0.dims) }
    case 4: withRandom(&graph.initializer) { $1.changeValues(&$0) }
    case 5: withRandom(&graph.input) { $1.changeShape(&$0) }
    case 6: remove(&graph.node)
    case 7: remove(&graph.initializer)
    case 8:
      withRandom(&graph.initializer) { $0.dataType = Int32.random(in: 0...26, using: &$1.random) }
    default: changeOperator(&graph)
    }
  }

  private mutating func withRandom<Element>(
    _ list: inout [Element], _ change: (inout Element, inout Mutator) -> Void
  ) {
    guard let index = list.indices.randomElement(using: &random) else { return }
    change(&list[index], &self)
  }

  private mutating func remove<Element>(_ list: inout [Element]) {
    if let index = list.indices.randomElement(using: &random) { list.remove(at: index) }
  }

  /// An operator of the registry in place of another.
  private mutating func changeOperator(_ graph: inout ONNXGraphProto) {
    let name = supportedOperators.randomElement(using: &random)?.name ?? ""
    withRandom(&graph.node) { node, _ in node.opType = name }
  }

  /// Another tensor of the graph, or none, at one end of a node.
  private mutating func changeName(_ graph: inout ONNXGraphProto) {
    let names = graph.node.flatMap { $0.output } + graph.initializer.map { $0.name } + ["", "x"]
    let name = names.randomElement(using: &random) ?? ""
    withRandom(&graph.node) { node, mutator in
      if Int.random(in: 0..<4, using: &mutator.random) == 0 {
        mutator.withRandom(&node.output) { output, _ in output = name }
      } else {
        mutator.withRandom(&node.input) { input, _ in input = name }
      }
    }
  }

  private mutating func changeAttribute(_ node: inout ONNXNodeProto) {
    let value = extreme()
    withRandom(&node.attribute) { attribute, mutator in
      switch attribute.type {
      case 1:
        attribute.f =
          [0, -1, .nan, .infinity, .greatestFiniteMagnitude].randomElement(using: &mutator.random)
          ?? 0
      case 2: attribute.i = value
      case 3: attribute.s = Data(mutator.noise(upTo: 8))
      default: mutator.changeDimensions(&attribute.ints)
      }
    }
  }

  private mutating func changeDimensions(_ dimensions: inout [Int64]) {
    let value = extreme()
    switch Int.random(in: 0..<4, using: &random) {
    case 0: dimensions.append(value)
    case 1: remove(&dimensions)
    default: withRandom(&dimensions) { dimension, _ in dimension = value }
    }
  }

  private mutating func changeValues(_ tensor: inout ONNXTensorProto) {
    let value = extreme()
    withRandom(&tensor.int64Data) { entry, _ in entry = value }
    withRandom(&tensor.int32Data) { entry, _ in entry = Int32(truncatingIfNeeded: value) }
    withRandom(&tensor.floatData) { entry, _ in entry = Float(value) }
  }

  private mutating func changeShape(_ input: inout ONNXValueInfoProto) {
    let value = extreme()
    withRandom(&input.type.tensorType.shape.dim) { dimension, _ in dimension.dimValue = value }
  }

  private mutating func extreme() -> Int64 {
    [
      0, 1, -1, 2, 3, -2, 5, 1 << 16, 1 << 26, 1 << 31, 1 << 40, .max, .min, .max - 1, .min + 1,
      1 << 62,
    ].randomElement(using: &random) ?? 0
  }
}
