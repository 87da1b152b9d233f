import Diagnostics
import NumpyFormat
import TestSupport
import Testing

@Suite("NumPy arrays")
struct NumpyFormatTests {
  static let samples: [NumpyElements] = [
    .boolean([true, false, true, true, false, false]),
    .int8([-128, -1, 0, 1, 2, 127]), .uint8([0, 1, 2, 127, 128, 255]),
    .int16([-32768, -1, 0, 1, 258, 32767]), .uint16([0, 1, 2, 258, 32768, 65535]),
    .int32([.min, -1, 0, 1, 66051, .max]), .uint32([0, 1, 2, 66051, 1 << 31, .max]),
    .int64([.min, -1, 0, 1, 1 << 40, .max]), .uint64([0, 1, 2, 3, 1 << 63, .max]),
    .float16([-0.5, 0, 1, 65504, .infinity, 0x1p-24]),
    .float32([-0.1, 0, 1, .greatestFiniteMagnitude, -.infinity, .leastNonzeroMagnitude]),
    .float64([-0.1, 0, 1, .greatestFiniteMagnitude, -.infinity, .leastNonzeroMagnitude]),
  ]

  @Test("what is written reads back, in every element type and shape", arguments: samples)
  func roundTrip(elements: NumpyElements) throws {
    for shape in [[6], [2, 3], [1, 3, 2, 1]] {
      let array = NumpyArray(shape: shape, elements: elements)
      let bytes = writeNumpyArray(array)
      #expect(try readNumpyArray(bytes, file: "x.npy") == array)
      #expect((bytes.count - 6 * elements.type.bytes) % 64 == 0)
    }
  }

  @Test("scalars and empty arrays read back")
  func edges() throws {
    for array in [
      NumpyArray(shape: [], elements: .int8([5])), NumpyArray(shape: [0], elements: .float32([])),
      NumpyArray(shape: [3, 0], elements: .uint64([])),
    ] {
      #expect(try readNumpyArray(writeNumpyArray(array), file: "x.npy") == array)
    }
  }

  @Test("the bytes are those that NumPy documents")
  func exactBytes() {
    let array = NumpyArray(shape: [2], elements: .int16([1, -2]))
    let text = "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }"
    let padding = String(repeating: " ", count: 118 - text.utf8.count - 1)
    let expected =
      [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array((text + padding + "\n").utf8)
      + [1, 0, 0xFE, 0xFF]
    #expect(writeNumpyArray(array) == expected)
  }

  @Test("big-endian elements are read, in versions 1 to 3", arguments: [1, 2, 3] as [UInt8])
  func bigEndian(version: UInt8) throws {
    let bytes =
      file("{'descr':'>i4','fortran_order':False,'shape':(2,)}", version: version) + [
        0, 1, 2, 3, 0xFF, 0xFF, 0xFF, 0xFE,
      ]
    #expect(try readNumpyArray(bytes, file: "x.npy").elements == .int32([66051, -2]))
  }

  @Test("Fortran order becomes row-major order")
  func fortranOrder() throws {
    let bytes =
      file("{\"shape\": (2, 3), \"fortran_order\": True, \"descr\": \"|u1\"}")
      + [11, 21, 12, 22, 13, 23]
    #expect(
      try readNumpyArray(bytes, file: "x.npy")
        == NumpyArray(shape: [2, 3], elements: .uint8([11, 12, 13, 21, 22, 23])))
  }

  @Test("integers and floats come as one type each")
  func views() {
    #expect(NumpyElements.boolean([true, false]).integers == [1, 0])
    #expect(NumpyElements.int8([-3]).integers == [-3])
    #expect(NumpyElements.uint64([1 << 63]).integers == nil)
    #expect(NumpyElements.uint64([1 << 62]).integers == [1 << 62])
    #expect(NumpyElements.float32([1]).integers == nil)
    #expect(NumpyElements.float16([0.5]).floats == [0.5])
    #expect(NumpyElements.float64([0.1]).floats == [0.1])
    #expect(NumpyElements.int8([1]).floats == nil)
  }

  @Test(
    "each broken header is refused with its reason",
    arguments: [
      (
        "{'descr': '<f4', 'fortran_order': False}",
        "its header lacks one of descr, fortran_order and shape"
      ),
      (
        "{'descr': '<c8', 'fortran_order': False, 'shape': ()}",
        "its element type \"<c8\" is not supported"
      ),
      (
        "{'descr': '|f4', 'fortran_order': False, 'shape': ()}",
        "its element type \"|f4\" is not supported"
      ),
      (
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}", "its elements are records"
      ),
      (
        "{'descr': '<f4', 'fortran_order': 1, 'shape': ()}",
        "its header's fortran_order is neither True nor False"
      ),
      ("{'descr': '<f4', 'descr': '<f4'}", "its header has the unknown or repeated key \"descr\""),
      ("{'rank': 3}", "its header has the unknown or repeated key \"rank\""),
      (
        "{'shape': (-1,)}",
        "its header has a dimension that is no number from 0 to 9223372036854775807"
      ),
      (
        "{'shape': (99999999999999999999,)}",
        "its header has a dimension that is no number from 0 to 9223372036854775807"
      ),
      ("{'shape': (1", "its header lacks a \")\""),
      ("{'shape' (1", "its header lacks a \":\""),
      ("{shape: (1)}", "its header lacks a quoted string"),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()} x",
        "its header goes on after the closing \"}\""
      ),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}",
        "its shape [4611686018427387904, 4] has too many elements"
      ),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,)}",
        "its shape needs 4611686018427387904 elements of 4 bytes, and 0 bytes follow the header"
      ),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
        "its shape needs 2 elements of 4 bytes, and 0 bytes follow the header"
      ),
    ])
  func refusals(header: String, cause: String) {
    let found = fault(file(header))
    #expect(found?.cause == cause)
    #expect(found?.code == .badArray && found?.place == .file("x.npy"))
  }

  @Test("files that are too short or of another kind are refused")
  func brokenPreambles() {
    #expect(fault([])?.cause == "it is not a .npy file")
    #expect(fault(Array("PK\u{3}\u{4}0000000".utf8))?.cause == "it is not a .npy file")
    #expect(fault(numpy(4, 0, 0, 0))?.cause == "its format version 4.0 is unknown")
    #expect(fault(numpy(2, 0, 0, 0))?.cause == "it ends within its preamble")
    #expect(fault(numpy(1, 0, 9, 0))?.cause == "it ends within its header")
    #expect(
      fault(numpy(1, 0, 9, 0))?.description
        == "error[E0103]: file \"x.npy\": it ends within its header; write it again with numpy.save"
    )
  }

  @Test("5000 mutated files are read or refused, never more")
  func mutations() throws {
    let seed: UInt64 = 2026
    var generator = SplitMix(seed: seed)
    var refused = 0
    for round in 0..<5000 {
      let elements = Self.samples[round % Self.samples.count]
      var bytes = writeNumpyArray(NumpyArray(shape: [2, 3], elements: elements))
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        let index = Int.random(in: 0..<min(bytes.count, 80), using: &generator)
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      if round % 5 == 0 { bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator)) }
      do {
        let array = try readNumpyArray(bytes, file: "x.npy")
        #expect(array.shape.reduce(1, *) == array.elements.count, "seed \(seed), round \(round)")
      } catch {
        refused += 1
        #expect(error.diagnostics.allSatisfy { $0.code == .badArray })
      }
    }
    #expect(refused > 3000, "mutations hardly ever hurt, seed \(seed)")
  }

  private func file(_ header: String, version: UInt8 = 1) -> [UInt8] {
    let length = version == 1 ? 2 : 4
    return [0x93] + Array("NUMPY".utf8) + [version, 0]
      + (0..<length).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
      + Array(header.utf8)
  }

  private func numpy(_ rest: UInt8...) -> [UInt8] { [0x93] + Array("NUMPY".utf8) + rest }

  private func fault(_ bytes: [UInt8]) -> Diagnostic? {
    do {
      _ = try readNumpyArray(bytes, file: "x.npy")
      return nil
    } catch { return error.diagnostics.first }
  }
}
