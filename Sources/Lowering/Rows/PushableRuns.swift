import Diagnostics
import NetworkIR

/// The stages that can run as the rows of a network's input arrive.
struct PushableRuns {
  /// The runs of stages, by their numbers, the shortest first; not empty. All that read the input are
  /// in each.
  let runs: [Range<Int>]

  /// - Throws: E0302 where the input is no plane of rows, or something needs it whole.
  init(_ stages: [Stage], of network: Network) throws(DiagnosticList) {
    let input = try Self.plane(of: network)
    let readers = stages.indices.filter { stages[$0].main.inputs.contains(input) }
    guard let first = readers.first, let last = readers.last else {
      throw Self.refusal("nothing reads input \"\(network[input].name.shortName)\"")
    }
    var made: Set<TensorID> = [input]
    var runs: [Range<Int>] = []
    for (number, stage) in stages.enumerated().dropFirst(first) {
      guard stage.takesRows(made, in: network) else { break }
      made.formUnion(stage.outputs)
      if number >= last { runs.append(first..<number + 1) }
    }
    guard !runs.isEmpty else {
      let blocking = stages[first...last].first { !$0.takesRows(made, in: network) } ?? stages[last]
      let isOfRows = blocking.main.inputs.contains { made.contains($0) }
      guard isOfRows, made.isSuperset(of: blocking.main.inputs) else {
        throw Self.refusal(
          "\(blocking.text) is not behind the last reader of the input, and reads what is not made of"
            + " its rows")
      }
      throw Self.refusal(of: blocking, before: stages[last], in: network)
    }
    self.runs = runs
  }

  /// The only input, a plane with its channels last.
  private static func plane(of network: Network) throws(DiagnosticList) -> TensorID {
    guard network.inputs.count == 1 else {
      throw refusal("the network has \(network.inputs.count) inputs")
    }
    let input = network.inputs[0].tensor, tensor = network[input]
    let name = "input \"\(tensor.name.shortName)\""
    guard tensor.shape.rank == 4, tensor.shape[0] == 1, tensor.shape[1] > 1 else {
      throw refusal(
        "\(name) has the shape \(tensor.shape), not that of a plane of rows, "
          + "[1 x rows x columns x channels]")
    }
    guard !network.outputs.contains(input), !network.states.contains(where: { $0.next == input })
    else { throw refusal("\(name) is an output too, or a state") }
    return input
  }

  /// - Parameters:
  ///   - stage: The first that cannot take rows.
  ///   - last: The last that reads the input.
  private static func refusal(
    of stage: Stage, before last: Stage, in network: Network
  ) -> DiagnosticList {
    let input = "input \"\(network[network.inputs[0].tensor].name.shortName)\""
    guard !stage.main.kind.hasChannelsFirst else {
      return refusal(
        "\(stage.text) has its channels first, so that the elements of a row are not together",
        remedy:
          "convert the network with its channels last (TensorFlow Lite), or leave the option out")
    }
    return refusal(
      stage == last
        ? "\(stage.text) needs more than a few rows of \(input) at once"
        : "\(last.text) reads \(input) again behind \(stage.text), which needs whole tensors")
  }

  private static func refusal(
    _ cause: String, remedy: String = "leave the option out, and give the input as a whole"
  ) -> DiagnosticList {
    Diagnostic(.unsupportedForm, at: .argument("--push-rows"), cause: cause, remedy: remedy).alone
  }
}

extension Stage {
  /// Whether the stage can be computed row by row; states are kept whole.
  func canBeFused(in network: Network) -> Bool {
    let tensors = main.inputs + outputs
    let isState = network.states.contains {
      tensors.contains($0.tensor) || tensors.contains($0.next)
    }
    return !isState && RowStage(self, in: network) != nil
  }
}

extension Stage {
  /// Whether the stage needs a few rows at a time, and of tensors alone that are made as rows arrive.
  fileprivate func takesRows(_ made: Set<TensorID>, in network: Network) -> Bool {
    canBeFused(in: network) && made.isSuperset(of: main.inputs)
  }

  fileprivate var text: String { "\"\(main.name.shortName)\" (\(main.kind.keyword))" }
}

extension OperatorKind {
  fileprivate var hasChannelsFirst: Bool {
    switch self {
    case .convolution(let convolution): convolution.geometry.layout == .channelsFirst
    case .maxPool(let window), .sumPool(let window, _): window.layout == .channelsFirst
    case .dense, .requantize, .mappedSum, .reshape, .transpose, .concatenate, .pad, .argMax,
      .topK, .product, .extremum, .slice, .dilate, .reduce, .softmax, .recurrence, .constant:
      false
    }
  }
}
