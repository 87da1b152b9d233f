/// Makes broken files of whole ones, the same ones for the same seed.
package struct Mutator {
  private var random: SplitMix

  package init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// A copy with one to four changes.
  package mutating func mutant(of bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...Int.random(in: 0...3, using: &random) where !result.isEmpty { change(&result) }
    return result
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = place(in: bytes)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 2: bytes.removeLast(Int.random(in: 1...min(64, bytes.count), using: &random))
    case 3: copyBlock(in: &bytes, to: place)
    case 4: bytes.remove(at: place)
    default: overwriteWord(in: &bytes, at: place & ~3)
    }
  }

  /// Anywhere, or near an end, where most of the structure of a model stands.
  private mutating func place(in bytes: [UInt8]) -> Int {
    let last = bytes.count - 1
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return Int.random(in: 0...last, using: &random)
    case 1: return Int.random(in: 0...min(last, 2048), using: &random)
    default: return last - Int.random(in: 0...min(last, 16384), using: &random)
    }
  }

  /// Offsets, lengths and counts are words of four bytes.
  private mutating func overwriteWord(in bytes: inout [UInt8], at place: Int) {
    let old = (0..<4).reduce(UInt32(0)) { word, index in
      let byte = place + index < bytes.count ? bytes[place + index] : 0
      return word | UInt32(byte) << (8 * UInt32(index))
    }
    let count = UInt32(truncatingIfNeeded: bytes.count)
    let near = old &+ UInt32(truncatingIfNeeded: Int.random(in: -8...8, using: &random))
    let words: [UInt32] = [
      0, 1, 4, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF, count, count &- 4, near, near,
      UInt32.random(in: 0...UInt32.max, using: &random), UInt32.random(in: 0...64, using: &random),
    ]
    let word = words[Int.random(in: words.indices, using: &random)]
    for index in 0..<4 where place + index < bytes.count {
      bytes[place + index] = UInt8(truncatingIfNeeded: word >> (8 * UInt32(index)))
    }
  }

  private mutating func copyBlock(in bytes: inout [UInt8], to place: Int) {
    let source = Int.random(in: bytes.indices, using: &random)
    let most = min(64, bytes.count - max(source, place))
    let block = Array(bytes[source..<source + most])
    bytes.replaceSubrange(place..<place + most, with: block)
  }
}
