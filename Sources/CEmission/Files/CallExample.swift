import CSyntax
import FixedPoint
import NetworkIR

/// What `main.c` and the test share: arrays of vectors, the memory, the calls.
struct CallExample {
  let context: EmissionContext
  let interface: PublicInterface

  /// Whole words, so that the memory is aligned, and never none.
  var scratch: CItem {
    let words = CExpression.binary(
      .binary(.name("\(context.macroPrefix)_SCRATCH_BYTES"), .shiftRight, .integer(2)), .add,
      .integer(1))
    return .variable(
      CVariable(isStatic: true, .named("int32_t"), "scratch", count: words))
  }

  /// One instance's state, where the network has any.
  var state: [CItem] {
    guard !interface.states.isEmpty else { return [] }
    return [
      .variable(CVariable(isStatic: true, .named("\(context.name)_state_t"), Self.stateName))
    ]
  }

  private static let stateName = "network_state"

  /// The call that resets the state, where the network has any.
  var reset: [CStatement] {
    guard !interface.states.isEmpty else { return [] }
    return [.expression(.call("\(context.name)_init", [.address(.name(Self.stateName))]))]
  }

  /// A constant array with one port's values of a vector.
  func values(_ values: [Int], of port: PublicInterface.Port, named name: String) -> CItem {
    .variable(
      CVariable(
        isStatic: true, .const(.named(port.typeName)), name, count: count(of: port),
        initial: .list(values.map { context.widths.literal($0) })))
  }

  func results(_ port: PublicInterface.Port) -> CItem {
    .variable(
      CVariable(
        isStatic: true, .named(port.typeName), port.identifier, count: count(of: port)))
  }

  func count(of port: PublicInterface.Port) -> CExpression {
    .name("\(context.macroPrefix)_\(port.macroStem)_COUNT")
  }

  /// The call; `input` names the array for each input.
  func run(_ input: (PublicInterface.Port) -> String) -> CStatement {
    let arguments =
      interface.inputs.map(input) + interface.outputs.map(\.identifier) + ["scratch"]
    let state = interface.states.isEmpty ? [] : [CExpression.address(.name(Self.stateName))]
    return .expression(.call("\(context.name)_run", state + arguments.map { .name($0) }))
  }

  /// The body for every element of a port, with `index` as its place.
  func forEach(_ port: PublicInterface.Port, _ body: [CStatement]) -> CStatement {
    .countUp(.named("int32_t"), "index", below: count(of: port), body)
  }
}
