import Diagnostics
import NetworkIR
import TFLiteImport

/// What libFuzzer calls with each input; `tools/fuzz` builds and runs it.
///
/// Every input is imported under every contract; a network that is imported must be sound.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTFLite(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  for contract in ReferenceContract.allCases {
    guard let imported = try? importTFLite(bytes, name: "fuzz", contract: contract) else {
      continue
    }
    precondition(verify(imported.network).diagnostics.isEmpty, "the imported network breaks rules")
  }
  return 0
}

/// libFuzzer's loop, by its C name.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer,
  _ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The entry that the package manager gives an executable of this name.
@_cdecl("Fuzzing_main")
public func startFuzzing(_ count: CInt, _ arguments: UnsafeMutableRawPointer) -> CInt {
  var count = count
  var arguments = arguments
  return runFuzzer(&count, &arguments) { fuzzTFLite($0, $1) }
}
