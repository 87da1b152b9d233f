import FixedPoint
import KernelIR
import NetworkIR

/// The memory of a region's rows, and the addresses of places in it.
struct RowMemory {
  let region: RowRegion
  private let storage: TensorStorage
  private var strips: [RowPlan.StripID: BufferID] = [:]

  init(
    _ region: RowRegion, _ network: Network, _ storage: TensorStorage,
    in builder: inout ProgramBuilder
  ) {
    self.region = region
    self.storage = storage
    for (stage, row) in region.stages.enumerated() {
      for (index, input) in row.inputs.enumerated() {
        let id = RowPlan.StripID(stage: stage, input: index)
        guard let rows = region.plan.rows[id] else { continue }
        let name = "rows_of_" + network[input.tensor].name
        let count = rows * input.plane.row
        strips[id] =
          region.pushed == nil
          ? builder.arenaBuffer(name, input.element, count: count, input.range, live: region.steps)
          : builder.rowState(name, input.element, count: count, input.range)
      }
    }
  }

  /// The rows' memory of an input; nil where it is read in the whole tensor.
  subscript(id: RowPlan.StripID) -> BufferID? { strips[id] }

  func input(_ id: RowPlan.StripID) -> RowInput { region.stages[id.stage].inputs[id.input] }

  /// The memory that stands for an input of a stage while its function is made.
  func buffer(of input: Int, _ stage: Int) -> BufferID {
    strips[RowPlan.StripID(stage: stage, input: input)]
      ?? storage[region.stages[stage].inputs[input].tensor]
  }

  /// The memory that stands for the output of a stage while its function is made.
  func outputBuffer(_ stage: Int) -> BufferID {
    let tensor = region.stages[stage].output
    let takers = strips.keys.filter { input($0).tensor == tensor }
    let first = takers.min { ($0.stage, $0.input) < ($1.stage, $1.input) }
    guard region.isInternal(tensor), let first else { return storage[tensor] }
    return strips[first] ?? storage[tensor]
  }

  /// Where a turn begins to read.
  func start(of place: RowPlan.Place) -> Address {
    switch place {
    case .strip(let id, let slot):
      Address(.buffer(strips[id] ?? BufferID(0)), offset: slot * input(id).plane.row)
    case .tensor, .pushed: inside(place)
    }
  }

  /// Where the row itself stands, behind a border.
  func inside(_ place: RowPlan.Place) -> Address {
    switch place {
    case .strip(let id, _):
      var address = start(of: place)
      address.offset += input(id).plane.left
      return address
    case .tensor(let tensor, let row):
      return Address(.buffer(storage[tensor]), offset: row * rowCount(tensor))
    case .pushed:
      return Address(.buffer(region.pushed.map { storage[$0.tensor] } ?? BufferID(0)))
    }
  }

  /// Elements of a row of a tensor.
  private func rowCount(_ tensor: TensorID) -> Int {
    let made = region.stages.first { $0.output == tensor }?.rowCount
    return made
      ?? region.stages.lazy.flatMap(\.inputs).first { $0.tensor == tensor }?.plane.inner ?? 0
  }
}
