/// target += factor * source.
@inline(__always)
func addScaled(
  _ target: UnsafeMutablePointer<Float>, _ factor: Float, _ source: UnsafePointer<Float>,
  _ count: Int
) {
  var index = 0
  while index + 8 <= count {
    let old = UnsafeRawPointer(target + index).loadUnaligned(as: SIMD8<Float>.self)
    let new = UnsafeRawPointer(source + index).loadUnaligned(as: SIMD8<Float>.self)
    UnsafeMutableRawPointer(target + index).storeBytes(
      of: old + factor * new, as: SIMD8<Float>.self)
    index += 8
  }
  while index < count {
    target[index] += factor * source[index]
    index += 1
  }
}

/// target += factor * source, in double precision.
@inline(__always)
func addScaled(
  _ target: UnsafeMutablePointer<Double>, _ factor: Double, _ source: UnsafePointer<Double>,
  _ count: Int
) {
  var index = 0
  while index + 4 <= count {
    let old = UnsafeRawPointer(target + index).loadUnaligned(as: SIMD4<Double>.self)
    let new = UnsafeRawPointer(source + index).loadUnaligned(as: SIMD4<Double>.self)
    UnsafeMutableRawPointer(target + index).storeBytes(
      of: old + factor * new, as: SIMD4<Double>.self)
    index += 4
  }
  while index < count {
    target[index] += factor * source[index]
    index += 1
  }
}

/// The sum of the products of two rows, added up in eight lanes and blocks, so that the result is
/// the same on every run.
@inline(__always)
func dotProduct(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Double
{
  var total = 0.0
  var start = 0
  while start < count {
    let end = min(start + 512, count)
    var lanes = SIMD8<Float>.zero
    var index = start
    while index + 8 <= end {
      lanes +=
        UnsafeRawPointer(left + index).loadUnaligned(as: SIMD8<Float>.self)
        * UnsafeRawPointer(right + index).loadUnaligned(as: SIMD8<Float>.self)
      index += 8
    }
    var tail: Float = 0
    while index < end {
      tail += left[index] * right[index]
      index += 1
    }
    total += Double(lanes.sum()) + Double(tail)
    start = end
  }
  return total
}
