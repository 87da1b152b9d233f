import CSyntax
import FixedPoint
import KernelIR
import NetworkIR

/// What NAME.h says of the state: its type, its size and the function that resets it; nothing where
/// the network keeps nothing.
struct StateDeclarations {
  let context: EmissionContext
  let interface: PublicInterface

  var declarations: [CItem] {
    guard !interface.states.isEmpty else { return [] }
    let name = context.name
    return [
      .blank,
      .comment([
        "What the network keeps between calls: a \(name)_state_t per instance, at most",
        "\(context.macroPrefix)_STATE_BYTES bytes, in RAM of the caller. A copy of it is a snapshot.",
      ]),
      .structure(interface.states.map(member), "\(name)_state_t"),
      .blank,
      .comment(["Sets the state to its contents before the first call."]),
      .function(ResetEmitter(program: context).prototype),
    ]
  }

  private func member(_ state: PublicInterface.State) -> CMember {
    guard let tensor = state.tensor else { return kept(state) }
    let head = "\"\(tensor.name)\", shape \(tensor.shape), in \(tensor.range)."
    return CMember(
      note: [head] + MeaningText(tensor.meaning).lines,
      CVariable(state.element.cType, state.identifier, count: .integer(state.count)))
  }

  /// What pushed rows leave for later ones.
  private func kept(_ state: PublicInterface.State) -> CMember {
    let isCounter = context.program.rows?.counter == state.buffer
    return CMember(
      note: [
        isCounter
          ? "The number of the next row, 0 before the first and after the last."
          : "\"\(state.name)\", in \(state.range)."
      ],
      CVariable(state.element.cType, state.identifier, count: .integer(state.count)))
  }
}
