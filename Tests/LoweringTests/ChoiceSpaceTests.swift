import FixedPoint
import NetworkIR
import TargetDescription
import TestSupport
import Testing

@testable import Lowering

@Suite("Choosing strategies")
struct ChoiceSpaceTests {
  private let network = Result { try layeredNetwork([48, 24, 12, 6]) }

  private func space() throws -> (ChoiceSpace, TargetProfile) {
    let target = try profile("rv32ec")
    return (ChoiceSpace(try network.get(), for: target, options: LoweringOptions()), target)
  }

  /// Every choice of an option for each layer.
  private func all(_ space: ChoiceSpace) -> [PlannedChoice] {
    var choices: [[Int]] = [[]]
    for layer in space.layers {
      choices = choices.flatMap { choice in layer.options.indices.map { choice + [$0] } }
    }
    return choices.map(space.planned)
  }

  @Test("The fastest choice within flash and RAM is the fastest of all that keep them")
  func fastest() throws {
    let (space, _) = try space()
    let all = all(space)
    for flash in stride(from: 800, through: 12_000, by: 700) {
      for ram in [380, 460, 600, 4000] {
        let expected = all.filter { $0.flashBytes <= flash && $0.ramBytes <= ram }
          .map(\.instructions).min()
        let found = space.fastest(flashBytes: flash, ramBytes: ram)
        #expect(found?.instructions == expected, "flash \(flash), RAM \(ram)")
        if let found { #expect(found.flashBytes <= flash && found.ramBytes <= ram) }
      }
    }
  }

  @Test("The smallest choice within an instruction budget is the smallest of all that keep it")
  func smallest() throws {
    let (space, _) = try space()
    let all = all(space)
    for instructions in stride(from: 1000, through: 40_000, by: 1500) {
      let expected = all.filter { $0.instructions <= instructions && $0.ramBytes <= 4000 }
        .map(\.flashBytes).min()
      let found = space.smallest(instructions: instructions, ramBytes: 4000)
      #expect(found?.flashBytes == expected, "\(instructions) instructions")
    }
  }

  @Test("No choice of the front is beaten by any other, and it reaches both ends")
  func front() throws {
    let (space, _) = try space()
    let (front, all) = (space.front(), all(space))
    for one in front {
      let better = all.first {
        $0.instructions < one.instructions && $0.flashBytes < one.flashBytes
          && $0.ramBytes < one.ramBytes
      }
      #expect(better == nil)
    }
    #expect(front.first?.instructions == all.map(\.instructions).min())
    #expect(front.map(\.flashBytes).min() == all.map(\.flashBytes).min())
  }

  @Test("A forced strategy is taken, and one that does not apply leaves the choice open")
  func forced() throws {
    let target = try profile("rv32ec")
    let network = try network.get()
    func strategies(_ forced: [String: LinearStrategy]) throws -> [String: LinearStrategy] {
      try lower(network, for: target, options: .init(strategies: forced)).report.strategies
    }
    let names = try space().0.layers.map { $0.names[0] }
    let free = try strategies([:])
    let forced = try strategies([names[0]: .squares])
    #expect(forced[names[0]] == .squares)
    #expect(forced[names[1]] == free[names[1]] && free[names[1]] != nil)
  }

  @Test("An instruction budget gives smaller code than speed does, and the code keeps to it")
  func instructionBudget() throws {
    let target = try profile("rv32ec")
    let network = try network.get()
    func totals(_ options: LoweringOptions) throws -> (instructions: Int, flash: Int) {
      let rows = try lower(network, for: target, options: options).report.operators
      return (
        rows.reduce(0) { $0 + $1.instructions }, rows.reduce(0) { $0 + $1.flashBytes }
      )
    }
    let fast = try totals(.init())
    let small = try totals(.init(maxInstructions: fast.instructions * 2))
    #expect(small.flash < fast.flash)
    #expect(small.instructions <= fast.instructions * 2)
  }

  @Test("Fewer active inputs make strategies that skip zeros cheaper, and no other")
  func activity() throws {
    let target = try profile("rv32ec")
    let network = try network.get()
    func price(_ strategy: LinearStrategy, _ permille: Int) -> Int? {
      let options = LoweringOptions(activity: ActivationDensity(permille: ["x": permille]))
      return ChoiceSpace(network, for: target, options: options).layers[0].options
        .first { $0.strategy == strategy }?.instructions
    }
    let (sparse, dense) = (try #require(price(.packedTernary, 100)), price(.packedTernary, 900))
    #expect(try #require(dense) > 2 * sparse)
    #expect(price(.indexLists, 100) == price(.indexLists, 900))
  }

  @Test(
    "A price's scratch bytes are those of the buffers that the strategy takes",
    arguments: LinearStrategy.allCases)
  func scratch(strategy: LinearStrategy) throws {
    let target = try profile("rv32ec")
    for outputs in [7, 8, 13] {
      let network = try layeredNetwork([21, outputs])
      let schedule = Schedule(network)
      let space = ChoiceSpace(network, for: target, options: .init())
      guard let price = space.layers[0].options.first(where: { $0.strategy == strategy }) else {
        continue
      }
      var builder = ProgramBuilder()
      builder.registers = target.machine.generalRegisters
      var storage = TensorStorage(schedule)
      storage.allocate(in: &builder)
      builder.strategies = [0: strategy]
      let tensors = builder.arenaRequests.reduce(0) { $0 + $1.request.bytes }
      builder.columnHulls = columnHulls(schedule, builder.strategies)
      builder.emit(schedule, storage)
      let all = builder.arenaRequests.reduce(0) { $0 + $1.request.bytes }
      #expect(price.scratchBytes == all - tensors, "\(outputs) outputs")
    }
  }
}
