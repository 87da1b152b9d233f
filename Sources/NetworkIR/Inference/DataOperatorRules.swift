import FixedPoint

func productFaults(_ offsets: [Int]) -> [String] {
  offsets.count == 2
    ? wordFaults("the offset", offsets)
    : ["it multiplies two inputs and has \(counted(offsets.count, "offset"))"]
}

func reduceFaults(_ axes: [Int]) -> [String] {
  zip(axes, axes.dropFirst()).allSatisfy(<)
    ? [] : ["its axes must strictly ascend, and are \(axes)"]
}

func dilateFaults(_ factors: [Int], _ value: Int) -> [String] {
  let faults =
    factors.allSatisfy { 1...NetworkLimit.elements ~= $0 }
    ? [] : ["a factor is below 1 or above \(NetworkLimit.elements)"]
  return faults + wordFaults("the value", [value])
}

extension Slice {
  var faults: [String] {
    guard steps.count == starts.count, sizes.count == starts.count else {
      return ["it has \(starts.count) starts, \(steps.count) steps and \(sizes.count) sizes"]
    }
    let limit = NetworkLimit.elements
    var faults: [String] = []
    if !(starts + steps).allSatisfy({ -limit...limit ~= $0 }) {
      faults.append("a start or step is below \(-limit) or above \(limit)")
    }
    if !sizes.allSatisfy({ 1...limit ~= $0 }) {
      faults.append("a size is below 1 or above \(limit)")
    }
    return faults
  }
}
