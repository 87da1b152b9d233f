import Foundation
import FuzzTargets

/// The reader that is fed, by the variable that `tools/fuzz` sets.
private let chosen = ProcessInfo.processInfo.environment["STAPES_FUZZ_TARGET"]
  .flatMap { FuzzTarget(rawValue: $0) }

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let chosen else { fatalError("STAPES_FUZZ_TARGET names no reader") }
  chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
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
  return runFuzzer(&count, &arguments) { fuzzOne($0, $1) }
}
