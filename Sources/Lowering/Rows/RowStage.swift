import FixedPoint
import KernelIR
import NetworkIR

/// A stage that makes each row of its output from a few rows of its inputs.
///
/// It runs once a turn, on the rows that its windows cover, border included: a network of the sizes
/// of one turn, which every strategy and operator can compute.
struct RowStage: Hashable {
  let stage: Stage
  /// The tensors of the stage as one turn sees them.
  let network: Network
  /// What each different input gives to a turn.
  let inputs: [RowInput]
  let output: TensorID
  let outputRows: Int
  /// Elements of a row of the output.
  let rowCount: Int
  /// Turns that one row takes: a tall window that overlaps no other is combined row by row.
  var turns = 1
}

/// The rows of an input that a turn reads.
struct RowInput: Hashable {
  let tensor: TensorID
  /// With the border at the left and at the right, and as many rows as a window has.
  let plane: StripPlane
  let paddingValue: Int
  /// Of the rows with their border.
  let element: IntegerType
  let range: IntegerRange

  /// Whether a turn may read the rows where the whole tensor stands.
  var isBare: Bool {
    plane.left + plane.right == 0 && plane.paddingTop == 0 && plane.end <= plane.inputRows
  }

  /// The row of the padded input behind the last one that is read.
  var end: Int { plane.end + plane.paddingTop }
}

extension RowStage {
  /// nil where rows of the output need more than a window of rows, or the rows are not contiguous.
  init?(_ stage: Stage, in network: Network) {
    let result = network[stage.outputs[0]]
    guard stage.outputs.count == 1, result.shape.rank == 4, result.shape[0] == 1,
      result.shape[1] > 0,
      stage.main.inputs.allSatisfy({
        network[$0].shape.rank == 4 && network[$0].shape[0] == 1 && network[$0].shape[1] > 1
      })
    else { return nil }
    switch stage.main.kind {
    case .convolution(let convolution):
      self.init(convolution, stage, network)
    case .maxPool(let window):
      self.init(pool: window, value: network[stage.main.inputs[0]].range.lower, stage, network)
    case .sumPool(let window, let value): self.init(pool: window, value: value, stage, network)
    case .requantize, .mappedSum, .product, .extremum: self.init(elements: stage, network)
    case .dense, .reshape, .transpose, .concatenate, .pad, .argMax, .topK, .slice, .dilate,
      .reduce, .softmax, .recurrence, .constant:
      return nil
    }
  }

  /// Row r of the output is made of row r of each input.
  private init?(elements stage: Stage, _ network: Network) {
    let result = network[stage.outputs[0]]
    let names = Set(stage.main.inputs)
    guard names.allSatisfy({ network[$0].shape == result.shape }), hasRowFunctions(stage)
    else { return nil }
    let row = result.shape[2] * result.shape[3]
    let inputs = names.sorted { $0.index < $1.index }.map { tensor in
      RowInput(
        tensor: tensor,
        plane: StripPlane(
          inner: row, left: 0, right: 0, inputRows: result.shape[1], outputRows: result.shape[1],
          windowRows: 1, strideRows: 1, paddingTop: 0), paddingValue: 0,
        element: network[tensor].type, range: network[tensor].range)
    }
    self.init(
      stage: stage,
      network: network.ofRows(stage, inputs: inputs, columns: { _ in result.shape[2] }),
      inputs: inputs, output: stage.outputs[0], outputRows: result.shape[1], rowCount: row)
  }

  private init?(_ convolution: Convolution, _ stage: Stage, _ network: Network) {
    let geometry = convolution.geometry
    guard let input = RowInput(geometry, value: convolution.paddingValue, stage, network) else {
      return nil
    }
    let kind = OperatorKind.convolution(
      Convolution(
        geometry: geometry.withoutPadding, groups: convolution.groups,
        paddingValue: convolution.paddingValue, linear: convolution.linear))
    self.init(window: input, kind, stage, network)
  }

  private init?(pool window: WindowGeometry, value: Int, _ stage: Stage, _ network: Network) {
    guard let input = RowInput(window, value: value, stage, network) else { return nil }
    let isTall = window.kernel[0] > 2 && window.isCombined(network, stage, input.range)
    let geometry = isTall ? window.withoutPadding.ofOneRow : window.withoutPadding
    self.init(
      window: isTall ? input.ofOneRow(turns: window.kernel[0]) : input,
      stage.main.kind.pooling(geometry, value), stage, network)
    if isTall { turns = window.kernel[0] }
  }

  private init(
    window input: RowInput, _ kind: OperatorKind, _ stage: Stage, _ network: Network
  ) {
    let result = network[stage.outputs[0]].shape, channels = network[input.tensor].shape[3]
    var main = stage.main
    main.kind = kind
    let own = Stage(main: main, requantize: stage.requantize)
    self.init(
      stage: own,
      network: network.ofRows(own, inputs: [input], columns: { $0.plane.row / channels }),
      inputs: [input], output: stage.outputs[0], outputRows: result[1],
      rowCount: result[2] * result[3])
  }
}

extension RowInput {
  /// nil where the window is not one of rows whose channels are last, or a border is taller than it.
  fileprivate init?(
    _ window: WindowGeometry, value: Int, _ stage: Stage, _ network: Network
  ) {
    let input = network[stage.main.inputs[0]]
    guard window.layout == .channelsLast, window.spatialRank == 2 else { return nil }
    let plane = PlaneGeometry(
      window, input: input.shape, output: network[stage.outputs[0]].shape)
    let strip = plane.strip
    guard strip.paddingTop < strip.windowRows else { return nil }
    range = plane.isPadded ? input.range.union(IntegerRange(exactly: value)) : input.range
    element = plane.isPadded ? paddedElement(range) : input.type
    // Rows are written where they are read, and a border's value may need a wider type.
    guard element == input.type else { return nil }
    tensor = stage.main.inputs[0]
    self.plane = strip
    paddingValue = value
  }

  /// A row at a time, of a window of so many rows that overlaps no other.
  fileprivate func ofOneRow(turns: Int) -> RowInput {
    RowInput(
      tensor: tensor,
      plane: StripPlane(
        inner: plane.inner, left: plane.left, right: plane.right, inputRows: plane.inputRows,
        outputRows: plane.outputRows, windowRows: 1, strideRows: plane.strideRows, paddingTop: 0),
      paddingValue: paddingValue, element: element, range: range)
  }
}

extension WindowGeometry {
  var withoutPadding: WindowGeometry {
    WindowGeometry(
      kernel: kernel, strides: strides, dilations: dilations,
      paddingBefore: kernel.map { _ in 0 }, paddingAfter: kernel.map { _ in 0 }, layout: layout)
  }

  fileprivate var ofOneRow: WindowGeometry {
    WindowGeometry(
      kernel: [1] + kernel.dropFirst(), strides: strides, dilations: dilations,
      paddingBefore: paddingBefore, paddingAfter: paddingAfter, layout: layout)
  }

  /// Whether the rows of a window can be combined in the output's memory, one after another: no
  /// other window has them, and every partial result is in the output's range.
  fileprivate func isCombined(
    _ network: Network, _ stage: Stage, _ input: IntegerRange
  ) -> Bool {
    let result = network[stage.outputs[0]].range
    let rows = network[stage.outputs[0]].shape[1]
    let last = (rows - 1) * strides[0] + kernel[0]
    guard strides[0] >= kernel[0] || rows == 1, dilations[0] == 1, paddingBefore[0] == 0,
      last <= network[stage.main.inputs[0]].shape[1]
    else { return false }
    if case .sumPool = stage.main.kind {
      // A partial sum is linear in the rows, so that one row and all of them decide.
      let row = (try? input.scaled(by: kernel[1])) ?? IntegerType.int32.range
      return result.contains(row)
    }
    return result.contains(input)
  }
}

extension OperatorKind {
  /// The pooling of the same kind with another window.
  fileprivate func pooling(_ window: WindowGeometry, _ value: Int) -> OperatorKind {
    if case .maxPool = self { return .maxPool(window) }
    return .sumPool(window, paddingValue: value)
  }
}

extension Network {
  /// The network with the stage's tensors as large as one turn of it needs.
  fileprivate func ofRows(
    _ stage: Stage, inputs: [RowInput], columns: (RowInput) -> Int
  ) -> Network {
    var copy = self
    for input in inputs {
      let channels = self[input.tensor].shape[3]
      copy.tensors[input.tensor.index].shape = Shape([
        1, input.plane.windowRows, columns(input), channels,
      ])
      copy.tensors[input.tensor.index].range = input.range
    }
    for tensor in Set(stage.main.outputs + stage.outputs) {
      let shape = self[tensor].shape
      copy.tensors[tensor.index].shape = Shape([1, 1, shape[2], shape[3]])
    }
    return copy
  }
}

/// Whether one function per axis but rows is all that the stage's elements differ by.
private func hasRowFunctions(_ stage: Stage) -> Bool {
  guard case .requantize(let requantize) = stage.main.kind else { return true }
  return requantize.axis == nil || requantize.axis == 3
}
