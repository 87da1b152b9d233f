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
