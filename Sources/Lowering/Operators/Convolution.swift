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
  let layout: ChannelLayout

  init(_ window: WindowGeometry, input: Shape, output: Shape) {
    func pair(_ values: [Int], _ missing: Int) -> (Int, Int) {
      values.count == 2 ? (values[0], values[1]) : (missing, values[0])
    }
    layout = window.layout
    let axes = layout.spatialAxes(rank: input.rank)
    channels = input[layout.channelAxis(rank: input.rank)]
    (inputRows, inputColumns) = pair(Array(input.dimensions[axes]), 1)
    (outputRows, outputColumns) = pair(Array(output.dimensions[axes]), 1)
    (kernelRows, kernelColumns) = pair(window.kernel, 1)
    (strideRows, strideColumns) = pair(window.strides, 1)
    (dilationRows, dilationColumns) = pair(window.dilations, 1)
    (paddingTop, paddingLeft) = pair(window.paddingBefore, 0)
    (paddingBottom, paddingRight) = pair(window.paddingAfter, 0)
  }

  var paddedRows: Int { inputRows + paddingTop + paddingBottom }
  var paddedColumns: Int { inputColumns + paddingLeft + paddingRight }
  var paddedCount: Int { channels * paddedRows * paddedColumns }

  /// How far apart two neighbouring elements of one channel stand in a row.
  var columnStep: Int {
    switch layout {
    case .channelsFirst: 1
    case .channelsLast: channels
    }
  }

  /// How far apart two neighbouring rows of one channel stand in a padded copy.
  var rowStep: Int { paddedColumns * columnStep }

  /// How far apart two neighbouring channels of one place stand in a padded copy.
  var channelStep: Int {
    switch layout {
    case .channelsFirst: paddedRows * paddedColumns
    case .channelsLast: 1
    }
  }

  /// Offsets of the window's positions in one channel of a padded copy, row-major.
  var taps: [Int] {
    (0..<kernelRows).flatMap { row in
      (0..<kernelColumns).map { row * dilationRows * rowStep + $0 * dilationColumns * columnStep }
    }
  }

  /// The window's start over all output positions, in a padded copy, for outputs of so many
  /// channels.
  func positions(outputChannels: Int) -> Positions {
    let (place, rowStride) =
      switch layout {
      case .channelsFirst: (1, outputRows * outputColumns)
      case .channelsLast: (outputChannels, 1)
      }
    let rows = Positions.Loop(
      count: outputRows, inputStep: strideRows * rowStep, outputStep: outputColumns * place)
    let columns = Positions.Loop(
      count: outputColumns, inputStep: strideColumns * columnStep, outputStep: place)
    return Positions(loops: outputRows > 1 ? [rows, columns] : [columns], rowStride: rowStride)
  }

  /// The sizes of a tensor of this layout with so many rows and columns.
  func sizes(rows: Int, columns: Int) -> [Int] {
    switch layout {
    case .channelsFirst: [channels, rows, columns]
    case .channelsLast: [rows, columns, channels]
    }
  }

  /// Where the input begins in a padded copy, along each axis.
  var start: [Int] {
    switch layout {
    case .channelsFirst: [0, paddingTop, paddingLeft]
    case .channelsLast: [paddingTop, paddingLeft, 0]
    }
  }
}

/// The element of a padded copy: the border's value may not fit the input's own.
func paddedElement(_ range: IntegerRange) -> IntegerType {
  IntegerType.narrowest(holding: range) ?? .int32
}

/// Rule A11 on a padded input: the window's taps in each input channel of the row's group.
func convolutionJob(
  _ convolution: Convolution, _ stage: Stage, _ step: Int, input: (Tensor, BufferID),
  output: (Tensor, BufferID), strip: Strip? = nil
) -> LinearJob {
  let linear = convolution.linear
  let plane = PlaneGeometry(
    convolution.geometry, input: input.0.shape, output: output.0.shape)
  let channelsPerGroup = plane.channels / convolution.groups
  let rowsPerGroup = linear.outputs / convolution.groups
  let taps = (0..<channelsPerGroup).flatMap { channel in
    plane.taps.map { channel * plane.channelStep + $0 }
  }
  let range = paddedRange(convolution, input.0.range)
  let bases = (0..<linear.outputs).map {
    $0 / rowsPerGroup * channelsPerGroup * plane.channelStep
  }
  return LinearJob(
    names: stage.names, linear: linear, requantize: stage.requantization, input: input.1,
    output: output.1, inputRange: range,
    inputElement: convolution.geometry.isPadded ? paddedElement(range) : input.0.type,
    outputElement: output.0.type, outputRange: output.0.range,
    positions: plane.positions(outputChannels: linear.outputs),
    offsets: .taps(taps, groupBase: bases), strip: strip, step: step,
    readsStrip: plane.fitsStrip,
    commonest: stage.commonest)
}

func paddedRange(_ convolution: Convolution, _ input: IntegerRange) -> IntegerRange {
  convolution.geometry.isPadded
    ? input.union(IntegerRange(exactly: convolution.paddingValue)) : input
}

extension ProgramBuilder {
  mutating func emitConvolution(
    _ convolution: Convolution, _ context: StageContext, _ strategy: LinearStrategy
  ) {
    let plane = PlaneGeometry(
      convolution.geometry, input: context.input().shape, output: context.output().shape)
    let strip = strip(plane, convolution, context)
    let padded =
      convolution.geometry.isPadded && strip == nil
      ? emitPadded(plane, value: convolution.paddingValue, context) : nil
    let job = convolutionJob(
      convolution, context.stage, context.step,
      input: (context.input(), strip?.buffer ?? padded ?? context.inputBuffer()),
      output: (context.output(), context.outputBuffer()), strip: strip)
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
      before: plane.start,
      inner: plane.sizes(rows: plane.inputRows, columns: plane.inputColumns),
      outer: plane.sizes(rows: plane.paddedRows, columns: plane.paddedColumns), value: value)
    return padded
  }
}
