import Diagnostics
import FixedPoint

extension NetworkVerifier {
  /// The tensors that states give, before the operators are checked.
  mutating func checkStates() {
    for (index, state) in network.states.enumerated() {
      guard exists(state.tensor) else {
        report(
          .nowhere, "state \(index) is tensor \(state.tensor.index), which does not exist",
          "number tensors from 0 to \(network.tensors.count - 1)")
        continue
      }
      let place = Place.tensor(network[state.tensor].name)
      produce(state.tensor, at: place)
      if sound.contains(state.tensor) { checkInitial(state, place) }
    }
  }

  private mutating func checkInitial(_ state: NetworkState, _ place: Place) {
    let tensor = network[state.tensor]
    if state.initial.count != tensor.shape.elementCount {
      report(
        place,
        "its shape \(tensor.shape) needs \(counted(tensor.shape.elementCount, "element")), "
          + "and it begins with \(state.initial.count)",
        "give one initial integer per element")
    }
    if let outside = state.initial.first(where: { !tensor.range.contains($0) }) {
      report(
        place, "it begins with \(outside), outside its range \(tensor.range)",
        "give initial integers of its range")
    }
  }

  /// What the states hold after a run, once all that gives tensors is known.
  mutating func checkNextStates() {
    for state in network.states where exists(state.tensor) {
      let place = Place.tensor(network[state.tensor].name)
      guard exists(state.next) else {
        report(
          place, "its next elements are tensor \(state.next.index), which does not exist",
          "number tensors from 0 to \(network.tensors.count - 1)")
        continue
      }
      if sound.isSuperset(of: [state.tensor, state.next]) { checkNext(state, place) }
    }
  }

  private mutating func checkNext(_ state: NetworkState, _ place: Place) {
    let (tensor, next) = (network[state.tensor], network[state.next])
    if next.shape != tensor.shape || next.type != tensor.type {
      report(
        place,
        "it is \(tensor.type.rawValue) \(tensor.shape), and its next elements \"\(next.name)\" "
          + "are \(next.type.rawValue) \(next.shape)",
        "give it the next elements' shape and type")
    }
    if !tensor.range.contains(next.range) {
      report(
        place,
        "its range \(tensor.range) does not hold \(next.range) of its next elements "
          + "\"\(next.name)\"", "declare a range that holds both")
    }
    if state.next != state.tensor, network.states.contains(where: { $0.tensor == state.next }) {
      report(
        place, "its next elements are another state, \"\(next.name)\"",
        "let an operator or an input give them")
    }
  }
}
