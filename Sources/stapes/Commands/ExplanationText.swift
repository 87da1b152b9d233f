import Diagnostics
import Driver

extension Stapes {
  /// The layers' options, the total and the offers, as tables for people.
  static func text(of explanation: ChoiceExplanation) -> String {
    let layers = explanation.layers.map { text(of: $0, unit: explanation.unit) }
    let rows = explanation.rows.map { [text(of: $0, unit: explanation.unit)] } ?? []
    return (layers + [totals(explanation)] + rows + [offers(explanation)])
      .joined(separator: "\n\n")
  }

  private static func text(of rows: ChoiceExplanation.Rows, unit: String) -> String {
    var table = TextTable(["", "computed", unit, "flash", "RAM"])
    table.add([rows.isChosen ? "" : "*", "layer by layer"] + cells(rows.layerByLayer))
    table.add([rows.isChosen ? "*" : "", "row by row"] + cells(rows.rowByRow))
    let regions = rows.regions.map { region in
      let names = region.names.map(\.shortName).joined(separator: ", ")
      return "row by row: \(names): only rows of \(grouped(region.tensorBytes)) bytes of tensors"
    }
    return (regions + [table.text]).joined(separator: "\n")
  }

  private static func text(of layer: ChoiceExplanation.Layer, unit: String) -> String {
    var table = TextTable(["", "strategy", unit, "flash", "shared", "scratch + stack"])
    for option in layer.options {
      table.add([
        option.isChosen ? "*" : "", option.strategy, grouped(option.costs.instructions),
        grouped(option.costs.flashBytes),
        option.sharedFlashBytes == 0 ? "" : grouped(option.sharedFlashBytes),
        grouped(option.costs.ramBytes),
      ])
    }
    return (layer.names.first ?? "").shortName + "\n" + table.text
  }

  private static func totals(_ explanation: ChoiceExplanation) -> String {
    var table = TextTable(["", explanation.unit, "flash", "RAM"])
    table.add(
      ["without the layers above"] + cells(explanation.others))
    table.add(["all, as chosen (*)"] + cells(explanation.total))
    return table.text + "\n(estimates; `stapes measure` counts)"
  }

  private static func offers(_ explanation: ChoiceExplanation) -> String {
    var table = TextTable(["with", explanation.unit, "flash", "RAM", "changes"])
    for offer in explanation.offers {
      let changes = offer.layers.map { "\($0.layer.shortName): \($0.to)" }.joined(separator: ", ")
      let cells = offer.total.map(cells) ?? ["", "", ""]
      let remark = offer.total == nil ? "nothing fits" : changes.isEmpty ? "no change" : changes
      table.add([offer.change] + cells + [remark])
    }
    return table.text
  }

  private static func cells(_ costs: ChoiceExplanation.Costs) -> [String] {
    [grouped(costs.instructions), grouped(costs.flashBytes), grouped(costs.ramBytes)]
  }
}
