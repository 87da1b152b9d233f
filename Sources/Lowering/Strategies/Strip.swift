import FixedPoint
import KernelIR
import NetworkIR

// The input of a convolution is not padded, and not read, as a whole: memory for as many of its rows
// as the window has holds them for one row of outputs, with the border at the left and at the right.
// Each row of the input is copied once, so that rows of outputs may be written over it from then on.

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
  let outputRows: Int
  /// Rows from the first that a window reads to the last.
  let windowRows: Int
  let strideRows: Int
  let paddingTop: Int

  /// Elements of a row with its border.
  var row: Int { left + inner + right }
  var count: Int { windowRows * row }

  /// Rows that the next window reads too.
  var keptRows: Int { max(0, windowRows - strideRows) }
  /// Rows of the input between one window and the next.
  var skippedRows: Int { max(0, strideRows - windowRows) }
  /// The row of the padded input behind the last one that a window reads.
  var end: Int { (outputRows - 1) * strideRows + windowRows - paddingTop }
}

extension PlaneGeometry {
  var isPadded: Bool { paddedRows > inputRows || paddedColumns > inputColumns }

  /// Whether a padded input is read through a strip.
  var fitsStrip: Bool { layout == .channelsLast && isPadded && outputRows > 1 }

  var strip: StripPlane {
    StripPlane(
      inner: inputColumns * channels, left: paddingLeft * channels, right: paddingRight * channels,
      inputRows: inputRows, outputRows: outputRows,
      windowRows: (kernelRows - 1) * dilationRows + 1, strideRows: strideRows,
      paddingTop: paddingTop)
  }
}

extension ProgramBuilder {
  /// The strip of a padded convolution; nil where there is none.
  mutating func strip(
    _ plane: PlaneGeometry, _ convolution: Convolution, _ context: StageContext
  ) -> Strip? {
    guard plane.fitsStrip else { return nil }
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
  /// The next row of the input.
  private let line: LocalID
  private let image: PointerID
  private let into: PointerID
  private let kept: PointerID
  private let stripEnd: PointerID

  init(_ strip: Strip, in function: inout FunctionBuilder) {
    self.strip = strip
    let plane = strip.plane
    line = function.variable(
      "line", IntegerRange(-plane.paddingTop, plane.end + plane.strideRows))
    image = function.pointer("image", to: strip.sourceElement, in: .readOnlyRAM, strip.sourceRange)
    into = function.pointer("into", to: strip.element, in: .writableRAM, strip.range)
    kept = function.pointer("kept", to: strip.element, in: .readOnlyRAM, strip.range)
    stripEnd = function.pointer("end", to: strip.element, in: .readOnlyRAM, strip.range)
  }

  private var plane: StripPlane { strip.plane }
  private var first: Address { Address(.buffer(strip.buffer)) }
  private var fill: Statement {
    .store(.pointer(into), index: 0, .constant(strip.paddingValue))
  }

  /// Borders, and where the filling begins.
  var start: [Statement] {
    let border: [Statement] = [
      .repeatTimes(plane.count, [fill, .advance(into, 1)]), .repoint(into, first),
    ]
    let keep = plane.keptRows > 0 ? [Statement.point(kept, first)] : []
    return [
      .define(line, .constant(-plane.paddingTop)), .point(image, Address(.buffer(strip.source))),
      .point(into, first), .point(stripEnd, Address(.buffer(strip.buffer), offset: plane.count)),
    ] + keep + (plane.left + plane.right > 0 ? border : [])
  }

  /// Fills the strip to its end with the next rows.
  var turn: [Statement] { [.repeatUntil(into, reaches: stripEnd, oneLine)] }

  /// Copies a row of the input, or clears it outside.
  private var oneLine: [Statement] {
    let copy = Statement.repeatTimes(
      plane.inner,
      [.store(.pointer(into), index: 0, .element(image)), .advance(image, 1), .advance(into, 1)])
    let clear = Statement.repeatTimes(plane.inner, [fill, .advance(into, 1)])
    return moved(plane.left) + whereInside([copy], otherwise: [clear]) + moved(plane.right)
      + [.assign(line, .local(line) + 1)]
  }

  private func moved(_ elements: Int) -> [Statement] {
    elements > 0 ? [.advance(into, .constant(elements))] : []
  }

  /// What happens to the next row where the input has it, and where it does not.
  private func whereInside(
    _ inside: [Statement], otherwise: [Statement]
  ) -> [Statement] {
    let below = Condition(.local(line), .less, .constant(plane.inputRows))
    let mayBeBelow = plane.end + plane.skippedRows > plane.inputRows
    let body =
      mayBeBelow ? [Statement.branch(below, then: inside, otherwise: otherwise)] : inside
    guard plane.paddingTop > 0 else { return body }
    return [.branch(Condition(.local(line), .less, 0), then: otherwise, otherwise: body)]
  }

  /// Moves to the next row of outputs: the rows that its window reads too come to the top.
  var end: [Statement] {
    let move: [Statement] = [
      .store(.pointer(into), index: 0, .element(kept)), .advance(kept, 1), .advance(into, 1),
    ]
    guard plane.keptRows > 0 else { return [.repoint(into, first)] + skip }
    return [
      .repoint(kept, Address(.buffer(strip.buffer), offset: plane.strideRows * plane.row)),
      .repoint(into, first), .repeatUntil(kept, reaches: stripEnd, move),
    ]
  }

  /// Leaves out rows that no window reads.
  private var skip: [Statement] {
    guard plane.skippedRows > 0 else { return [] }
    let step =
      whereInside([.advance(image, .constant(plane.inner))], otherwise: [])
      + [.assign(line, .local(line) + 1)]
    return [.repeatTimes(plane.skippedRows, step)]
  }
}
