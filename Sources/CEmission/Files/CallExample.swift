import CSyntax
import FixedPoint
import NetworkIR

/// What `main.c` and the test share: arrays of vectors, the memory, the calls.
struct CallExample {
  let context: EmissionContext
  let interface: PublicInterface

  /// Whole words, so that the memory is aligned, and never none.
  var scratch: CVariable {
    let words = CExpression.binary(
      .binary(.name("\(context.macroPrefix)_SCRATCH_BYTES"), .shiftRight, .integer(2)), .add,
      .integer(1))
    return CVariable(isStatic: true, .named("int32_t"), "scratch", count: words)
  }

  /// One instance's state, where the network has any.
  var state: [CVariable] {
    guard !interface.states.isEmpty else { return [] }
    return [CVariable(isStatic: true, .named("\(context.name)_state_t"), Self.stateName)]
  }

  private static let stateName = "network_state"

  /// The call that resets the state, where the network has any.
  var reset: [CStatement] {
    guard !interface.states.isEmpty else { return [] }
    return [.expression(.call("\(context.name)_init", [.address(.name(Self.stateName))]))]
  }

  /// A constant array with one port's values of a vector.
  func values(_ values: [Int], of port: PublicInterface.Port, named name: String) -> CVariable {
    CVariable(
      isStatic: true, .const(.named(port.typeName)), name,
      count: values.count == port.count ? count(of: port) : .integer(values.count),
      initial: .list(values.map { context.widths.literal($0) }))
  }

  func results(_ port: PublicInterface.Port) -> CVariable {
    CVariable(isStatic: true, .named(port.typeName), port.identifier, count: count(of: port))
  }

  func count(of port: PublicInterface.Port) -> CExpression {
    .name("\(context.macroPrefix)_\(port.macroStem)_COUNT")
  }

  /// The call; `input` names the array for each input. Where the input arrives row by row, a value:
  /// whether the outputs were ready after the last row.
  func run(_ input: (PublicInterface.Port) -> String) -> CExpression {
    guard interface.rows != nil else { return call(input) }
    return .call(Self.pusher, interface.inputs.map { .name(input($0)) })
  }

  private static let pusher = "push_rows"

  /// The function that pushes all rows of an input, where it arrives so.
  ///
  /// - Parameter before: What is done before each row.
  func pusher(_ before: [CStatement] = []) -> [CItem] {
    guard interface.rows != nil, let port = interface.inputs.first else { return [] }
    let ready = CExpression.name("is_ready"), row = CExpression.name(port.identifier)
    let loop = CStatement.countUp(
      .named("int32_t"), "number", below: .name("\(context.macroPrefix)_ROWS"),
      before + [
        .assign(ready, .set, call(\.identifier), note: nil),
        .assign(row, .set, row.element(count(of: port)), note: nil),
      ])
    let function = CFunction(
      isStatic: true, result: .int, name: Self.pusher,
      parameters: [CParameter(.pointer(to: .const(.named(port.typeName))), port.identifier)],
      body: [
        .declare(CVariable(.int, "is_ready", initial: .value(.integer(0))), note: nil), loop,
        .returnValue(ready),
      ])
    return [
      .blank, .comment(["Pushes all rows of an input; 1 where the outputs are ready then."]),
      .function(function),
    ]
  }

  private func call(_ input: (PublicInterface.Port) -> String) -> CExpression {
    let arguments =
      interface.inputs.map(input) + interface.outputs.map(\.identifier) + ["scratch"]
    let state = interface.states.isEmpty ? [] : [CExpression.address(.name(Self.stateName))]
    return .call(context.entryName, state + arguments.map { .name($0) })
  }

  /// The body for every element of a port, with `index` as its place.
  func forEach(_ port: PublicInterface.Port, _ body: [CStatement]) -> CStatement {
    .countUp(.named("int32_t"), "index", below: count(of: port), body)
  }
}
