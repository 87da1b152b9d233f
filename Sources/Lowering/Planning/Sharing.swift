import KernelIR

/// Places the scratch buffers of all stages. A stage's result may be written over what the stage is
/// the last to read, at the distance that the emitted statements allow.
func arenaPlan(
  _ builder: ProgramBuilder, name: String
) -> (offsets: [BufferID: Int], bytes: Int) {
  let live = builder.lifetimes.sorted { $0.key.index < $1.key.index }
  let ending = Dictionary(grouping: live.indices) { live[$0].value.upperBound }
  let finder = ClearanceFinder(builder.finish(name: name, offsets: [:], scratchBytes: 0))
  let requests = live.map { id, steps in
    var request = ArenaRequest(bytes: builder.buffers[id.index].bytes, live: steps)
    let calls = builder.callsOfStep[steps.lowerBound] ?? []
    let end = builder.lastSteps[steps.lowerBound] ?? steps.lowerBound
    for index in ending[end] ?? [] where !calls.isEmpty {
      let earlier = live[index]
      guard earlier.value.lowerBound < steps.lowerBound else { continue }
      request.clearances[index] = finder.clearance(of: id, over: earlier.key, in: calls)
    }
    return request
  }
  let plan = planArena(requests)
  return (Dictionary(uniqueKeysWithValues: zip(live.map(\.key), plan.offsets)), plan.bytes)
}
