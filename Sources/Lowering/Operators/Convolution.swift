import FixedPoint
import KernelIR
import NetworkIR

/// The sizes of a window operator with its spatial axes written as two: rows and columns (one row
/// in 1-D).
struct PlaneGeometry {
  let channels: Int
  let inputRows: Int
  let inputColumns: Int
  let outputRows: Int
  let outputColumns: Int
  let kernelRows: Int
  let kernelColumns: Int
  let strideRows: Int
  let strideColumns: Int
  let dilationRows: Int
  let dilationColumns: Int
  let paddingTop: Int
  let paddingLeft: Int
  let paddingBottom: Int
  let paddingRight: Int

  init(_ window: WindowGeometry, input: Shape, output: Shape) {
    func pair(_ values: [Int], _ missing: Int) -> (Int, Int) {
      values.count == 2 ? (values[0], values[1]) : (missing, values[0])
    }
    channels = input[1]
    (inputRows, inputColumns) = pair(Array(input.dimensions.dropFirst(2)), 1)
    (outputRows, outputColumns) = pair(Array(output.dimensions.dropFirst(2)), 1)
    (kernelRows, kernelColumns) = pair(window.kernel, 1)
    (strideRows, strideColumns) = pair(window.strides, 1)
    (dilationRows, dilationColumns) = pair(window.dilations, 1)
    (paddingTop, paddingLeft) = pair(window.paddingBefore, 0)
    (paddingBottom, paddingRight) = pair(window.paddingAfter, 0)
  }

  var paddedRows: Int { inputRows + paddingTop + paddingBottom }
  var paddedColumns: Int { inputColumns + paddingLeft + paddingRight }
  var paddedCount: Int { channels * paddedRows * paddedColumns }

  /// Offsets of the window's positions in a padded plane, row-major.
  var taps: [Int] {
    (0..<kernelRows).flatMap { row in
      (0..<kernelColumns).map { row * dilationRows * paddedColumns + $0 * dilationColumns }
    }
  }

  /// The window's start over all output positions, in a padded plane.
  func positions(rowStride: Int) -> Positions {
    let rows = Positions.Loop(
      count: outputRows, inputStep: strideRows * paddedColumns, outputStep: outputColumns)
    let columns = Positions.Loop(count: outputColumns, inputStep: strideColumns, outputStep: 1)
    return Positions(loops: outputRows > 1 ? [rows, columns] : [columns], rowStride: rowStride)
  }
}

/// The element of a padded copy: the border's value may not fit the input's own.
func paddedElement(_ range: IntegerRange) -> IntegerType {
  IntegerType.narrowest(holding: range) ?? .int32
}

/// Rule A11 on a padded input: the window's taps in each input channel of the row's group.
func convolutionJob(
  _ convolution: Convolution, _ stage: Stage, _ step: Int, input: (Tensor, BufferID),
  output: (Tensor, BufferID)
) -> LinearJob {
  let linear = convolution.linear
  let plane = PlaneGeometry(
    convolution.geometry, input: input.0.shape, output: output.0.shape)
  let planeCount = plane.paddedRows * plane.paddedColumns
  let channelsPerGroup = plane.channels / convolution.groups
  let rowsPerGroup = linear.outputs / convolution.groups
  let taps = (0..<channelsPerGroup).flatMap { channel in
    plane.taps.map { channel * planeCount + $0 }
  }
  let range = paddedRange(convolution, input.0.range)
  let bases = (0..<linear.outputs).map { $0 / rowsPerGroup * channelsPerGroup * planeCount }
  return LinearJob(
    names: stage.names, linear: linear, requantize: stage.requantization, input: input.1,
    output: output.1, inputRange: range,
    inputElement: convolution.geometry.isPadded ? paddedElement(range) : input.0.type,
    outputElement: output.0.type, outputRange: output.0.range,
    positions: plane.positions(rowStride: plane.outputRows * plane.outputColumns),
    offsets: .taps(taps, groupBase: bases), step: step)
}

private func paddedRange(_ convolution: Convolution, _ input: IntegerRange) -> IntegerRange {
  convolution.geometry.isPadded
    ? input.union(IntegerRange(exactly: convolution.paddingValue)) : input
}

extension ProgramBuilder {
  mutating func emitConvolution(
    _ convolution: Convolution, _ context: StageContext, _ strategy: LinearStrategy
  ) {
    let plane = PlaneGeometry(
      convolution.geometry, input: context.input().shape, output: context.output().shape)
    let source =
      convolution.geometry.isPadded
      ? emitPadded(plane, value: convolution.paddingValue, context) : context.inputBuffer()
    let job = convolutionJob(
      convolution, context.stage, context.step, input: (context.input(), source),
      output: (context.output(), context.outputBuffer()))
    emit(job, by: strategy)
  }

  /// A copy of the input with its border filled, in scratch memory.
  mutating func emitPadded(
    _ plane: PlaneGeometry, value: Int, _ context: StageContext
  ) -> BufferID {
    let input = context.input()
    let range = input.range.union(IntegerRange(exactly: value))
    let element = paddedElement(range)
    let padded = arenaBuffer(
      "padded_" + input.name, element, count: plane.paddedCount, range,
      live: context.step...context.step)
    emitPadding(
      from: context.inputBuffer(), input, into: (padded, element, range), context,
      before: [0, plane.paddingTop, plane.paddingLeft],
      inner: [plane.channels, plane.inputRows, plane.inputColumns],
      outer: [plane.channels, plane.paddedRows, plane.paddedColumns], value: value)
    return padded
  }
}
