import Driver
import Foundation

/// The tables of what `auto` looked at and chose.
func choiceText(_ choice: WeightChoice) -> String {
  [chosenTable(choice), optionTable(choice), networkTable(choice)].joined(separator: "\n\n")
    + "\n(costs are estimates; `stapes measure` counts)"
}

private func chosenTable(_ choice: WeightChoice) -> String {
  var table = TextTable([
    "layer", "chosen", "added error", "flash", "saved", choice.unit, "saved",
  ])
  for layer in choice.layers {
    table.add([
      layer.name, layer.chosen, percent(layer.error), grouped(layer.cost.flashBytes),
      grouped(layer.savedFlash), grouped(layer.cost.instructions),
      grouped(layer.savedInstructions),
    ])
  }
  return table.text + "\n(saved: against the finest weights)"
}

private func optionTable(_ choice: WeightChoice) -> String {
  var table = TextTable(["layer", "option", "added error", "flash", choice.unit])
  for layer in choice.layers {
    for option in layer.options {
      table.add([
        layer.name, option.weights, percent(option.error), grouped(option.cost.flashBytes),
        grouped(option.cost.instructions),
      ])
    }
  }
  return table.text + "\n(of the fastest kernel; the search looks at all)"
}

private func networkTable(_ choice: WeightChoice) -> String {
  var table = TextTable(["network", "error", "same class", "flash", "RAM", choice.unit, ""])
  for point in choice.networks {
    table.add([
      point.weights, percent(point.error), percent(point.agreement),
      point.flashBytes.map(grouped) ?? "too large", point.ramBytes.map(grouped) ?? "",
      point.instructions.map(grouped) ?? "", point.isTaken ? "taken" : "",
    ])
  }
  return table.text
}

/// A share as a percentage with two digits.
func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }

/// What the weights and the values of each layer may be.
func levelText(_ report: DiscretizationReport) -> String {
  var table = TextTable(["layer", "values behind it", "integers of its weights"])
  for layer in report.layers {
    let values = layer.outputs.map {
      String(
        format: "%g … %g, step %g", $0.step * Double($0.lowest - $0.zero),
        $0.step * Double($0.highest - $0.zero), $0.step)
    }
    table.add([
      layer.name, values ?? "not rounded",
      layer.weightLevels.map(String.init).joined(separator: " "),
    ])
  }
  return table.text
}
