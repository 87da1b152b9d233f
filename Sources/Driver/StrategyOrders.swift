import Diagnostics
import Lowering
import NetworkIR
import TargetDescription

/// Reads LAYER=STRATEGY, where LAYER is an operator's name, the short one of tables, or "all": every
/// layer to which the strategy applies.
///
/// - Returns: the strategies by operator name.
/// - Throws: E0102 with the layers or the strategies that apply.
package func parseStrategies(
  _ texts: [String], of network: Network, for target: TargetProfile
) throws(DiagnosticList) -> [String: LinearStrategy] {
  guard !texts.isEmpty else { return [:] }
  let layers = ChoiceSpace(network, for: target, options: LoweringOptions()).layers
  var strategies: [String: LinearStrategy] = [:]
  for text in texts {
    let order = try parse(text)
    for layer in try order.layers(among: layers) {
      strategies[layer.names[0]] = try order.strategy(for: layer)
    }
  }
  return strategies
}

private struct StrategyOrder {
  let layer: String
  let name: String

  func layers(among all: [ChoiceSpace.Layer]) throws(DiagnosticList) -> [ChoiceSpace.Layer] {
    if layer == "all" {
      guard let strategy = LinearStrategy(rawValue: name) else { throw unknown(of: all) }
      return all.filter { $0.options.contains { $0.strategy == strategy } }
    }
    let exact = all.filter { $0.names.contains(layer) }
    let found = exact.isEmpty ? all.filter { $0.names[0].shortName == layer } : exact
    guard found.count == 1 else {
      throw refusal(
        found.isEmpty
          ? "no layer with weights is named \"\(layer)\""
          : "\(found.count) layers are shown as \"\(layer)\"",
        found.isEmpty
          ? "use all, or one of \(all.map { "\"\($0.names[0].shortName)\"" }.joined(separator: ", "))"
          : "give the whole name, as --json shows it")
    }
    return found
  }

  func strategy(for layer: ChoiceSpace.Layer) throws(DiagnosticList) -> LinearStrategy {
    guard let strategy = LinearStrategy(rawValue: name) else { throw unknown(of: [layer]) }
    guard layer.options.contains(where: { $0.strategy == strategy }) else {
      throw refusal(
        "\(name) does not apply to layer \"\(layer.names[0].shortName)\"",
        "use one of \(list([layer]))")
    }
    return strategy
  }

  private func unknown(of layers: [ChoiceSpace.Layer]) -> DiagnosticList {
    refusal("there is no strategy \"\(name)\"", "use one of \(list(layers))")
  }

  /// The strategies that apply to any of the layers.
  private func list(_ layers: [ChoiceSpace.Layer]) -> String {
    let applicable = Set(layers.flatMap { $0.options.map(\.strategy) })
    return LinearStrategy.allCases.filter(applicable.contains).map(\.rawValue)
      .joined(separator: ", ")
  }
}

/// The last equals sign separates, since names may hold others.
private func parse(_ text: String) throws(DiagnosticList) -> StrategyOrder {
  guard let sign = text.lastIndex(of: "="), sign != text.startIndex else {
    throw refusal("\"\(text)\" is not LAYER=STRATEGY", "write it as all=index-lists")
  }
  return StrategyOrder(
    layer: String(text[..<sign]), name: String(text[text.index(after: sign)...]))
}

private func refusal(_ cause: String, _ remedy: String) -> DiagnosticList {
  Diagnostic(.badArgument, at: .argument("--strategy"), cause: cause, remedy: remedy).alone
}
