import FixedPoint
import KernelIR
import NetworkIR

// A padded input is not copied as a whole: memory for as many of its rows as the window has is
// filled again for every row of outputs. The border at the left and at the right stays.

/// Rows of a padded input with its channels last.
struct Strip: Hashable {
  let buffer: BufferID
  let element: IntegerType
  let range: IntegerRange
  let source: BufferID
  let sourceElement: IntegerType
  let sourceRange: IntegerRange
  let paddingValue: Int
  let plane: StripPlane
}

/// The sizes of a strip, in elements and rows.
struct StripPlane: Hashable {
  /// Elements of a row of the input.
  let inner: Int
  /// Elements of the border at the left and at the right.
  let left: Int
  let right: Int
  let inputRows: Int
  let kernelRows: Int
  let strideRows: Int
  let paddingTop: Int

  var count: Int { kernelRows * (left + inner + right) }
}

extension PlaneGeometry {
  /// Whether a padded input is read through a strip.
  var fitsStrip: Bool {
    let isPadded = paddedRows > inputRows || paddedColumns > inputColumns
    return layout == .channelsLast && isPadded && dilationRows == 1 && outputRows > 1
  }

  var strip: StripPlane {
    StripPlane(
      inner: inputColumns * channels, left: paddingLeft * channels, right: paddingRight * channels,
      inputRows: inputRows, kernelRows: kernelRows, strideRows: strideRows, paddingTop: paddingTop)
  }
}

extension ProgramBuilder {
  mutating func strip(
    _ plane: PlaneGeometry, _ convolution: Convolution, _ context: StageContext
  ) -> Strip {
    let input = context.input()
    let range = paddedRange(convolution, input.range)
    let element = paddedElement(range)
    let buffer = arenaBuffer(
      "rows_of_" + input.name, element, count: plane.strip.count, range,
      live: context.step...context.step)
    return Strip(
      buffer: buffer, element: element, range: range, source: context.inputBuffer(),
      sourceElement: input.type, sourceRange: input.range, paddingValue: convolution.paddingValue,
      plane: plane.strip)
  }
}

/// Fills a strip before each row of outputs.
struct StripFiller {
  private let strip: Strip
  /// The input's row at the top of the window, and the one that is copied.
  private let top: LocalID
  private let line: LocalID
  private let image: PointerID
  private let from: PointerID
  private let into: PointerID

  init(_ strip: Strip, in function: inout FunctionBuilder) {
    self.strip = strip
    let plane = strip.plane
    let lines = IntegerRange(-plane.paddingTop, plane.inputRows + plane.kernelRows)
    top = function.variable("top", IntegerRange(lines.lower, lines.upper + plane.strideRows))
    line = function.variable("line", IntegerRange(lines.lower, lines.upper + plane.strideRows))
    image = function.pointer("image", to: strip.sourceElement, in: .readOnlyRAM, strip.sourceRange)
    from = function.pointer("from", to: strip.sourceElement, in: .readOnlyRAM, strip.sourceRange)
    into = function.pointer("into", to: strip.element, in: .writableRAM, strip.range)
  }

  private var fill: Statement {
    .store(.pointer(into), index: 0, .constant(strip.paddingValue))
  }

  /// Borders, and where the filling begins.
  var start: [Statement] {
    [
      .define(top, .constant(-strip.plane.paddingTop)), .define(line, .local(top)),
      .point(image, Address(.buffer(strip.source))), .point(from, Address(.pointer(image))),
      .point(into, Address(.buffer(strip.buffer))),
      .repeatTimes(strip.plane.count, [fill, .advance(into, 1)]),
    ]
  }

  /// Fills the strip for one row of outputs.
  var turn: [Statement] {
    let plane = strip.plane
    let border = plane.left + plane.right
    return [
      .repoint(from, Address(.pointer(image))),
      .repoint(into, Address(.buffer(strip.buffer), offset: plane.left)),
      .assign(line, .local(top)),
      .repeatTimes(
        plane.kernelRows,
        [oneLine, .assign(line, .local(line) + 1)]
          + (border > 0 ? [.advance(into, .constant(border))] : [])),
    ]
  }

  /// Copies a line of the input, or clears it outside.
  private var oneLine: Statement {
    let copy = Statement.repeatTimes(
      strip.plane.inner,
      [.store(.pointer(into), index: 0, .element(from)), .advance(from, 1), .advance(into, 1)])
    let clear = Statement.repeatTimes(strip.plane.inner, [fill, .advance(into, 1)])
    let isInside = Condition(.local(line), .less, .constant(strip.plane.inputRows))
    return .branch(
      Condition(.local(line), .less, 0), then: [clear],
      otherwise: [.branch(isInside, then: [copy], otherwise: [clear])])
  }

  /// Moves to the next row of outputs.
  var end: [Statement] {
    let plane = strip.plane
    // The first row of the input that the window reaches moves on once the window has left the top.
    let isBelow = Condition(.local(top), .lessOrEqual, .constant(plane.inputRows))
    let step: [Statement] = [
      .assign(top, .local(top) + 1),
      .branch(
        Condition(.local(top), .greater, 0),
        then: [.branch(isBelow, then: [.advance(image, .constant(plane.inner))], otherwise: [])],
        otherwise: []),
    ]
    return plane.strideRows > 1 ? [.repeatTimes(plane.strideRows, step)] : step
  }
}
