import Dispatch

/// Calls a function for every index, on all cores; the results do not depend on the cores, since
/// each index has its own.
func inParallel(_ count: Int, _ body: @Sendable (Int) -> Void) {
  withoutActuallyEscaping(body) { body in
    DispatchQueue.concurrentPerform(iterations: count) { body($0) }
  }
}

/// The results of a function for every index, computed on all cores.
func mapInParallel<Result: Sendable>(
  _ count: Int, _ transform: @Sendable (Int) -> Result
) -> [Result] {
  [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
    nonisolated(unsafe) let target = buffer
    inParallel(count) { index in
      // Each index is written once, by one thread.
      target.initializeElement(at: index, to: transform(index))
    }
    initialized = count
  }
}

/// The values of all examples, computed on all cores; `fill` writes one example.
func samples(
  _ count: Int, size: Int,
  _ fill: @Sendable (_ example: Int, _ target: UnsafeMutableBufferPointer<Float>) -> Void
) -> [Float] {
  [Float](unsafeUninitializedCapacity: count * size) { buffer, initialized in
    buffer.initialize(repeating: 0)
    nonisolated(unsafe) let target = buffer
    inParallel(count) { example in
      fill(
        example, UnsafeMutableBufferPointer(rebasing: target[example * size..<(example + 1) * size])
      )
    }
    initialized = count * size
  }
}
