import Diagnostics
import Foundation

// The Pareto front as SVG: flash to the right, time upwards, RAM as the colour; a table beside it
// names every point. Text is the reader's own sans-serif; nothing is loaded from elsewhere.

extension Exploration {
  /// The picture as SVG text.
  package var picture: String { FrontPicture(self).text }
}

private struct FrontPicture {
  let exploration: Exploration
  private let across: PictureAxis
  private let upwards: PictureAxis
  private let shades: [Int]
  /// As high as the table beside it, within reason.
  private var plot: Frame {
    Frame(
      x: 84, y: 76, width: 480,
      height: min(640, max(340, 20 * Double(exploration.points.count + 1))))
  }
  private let tableX = 604.0
  /// Light to dark: little RAM to much.
  private let colors = ["#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#08519c"]

  struct Frame {
    let x: Double
    let y: Double
    let width: Double
    let height: Double
    var right: Double { x + width }
    var bottom: Double { y + height }
  }

  init(_ exploration: Exploration) {
    self.exploration = exploration
    across = PictureAxis(exploration.points.map(\.costs.flashBytes))
    upwards = PictureAxis(exploration.points.map(\.costs.instructions))
    let memory = exploration.points.map(\.costs.ramBytes)
    let (least, most) = (Double(max(1, memory.min() ?? 1)), Double(max(1, memory.max() ?? 1)))
    // Equal ratios are equal steps, as on the axes.
    shades = memory.map { bytes in
      most > least ? min(4, Int(5 * log(Double(bytes) / least) / log(most / least))) : 2
    }
  }

  var text: String {
    let height = max(Int(plot.bottom) + 64, 130 + 20 * exploration.points.count)
    let lines = [head(height: height), titles, grid, axes, legend, line, dots, table, "</svg>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func head(height: Int) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 \(height)" width="900" \
    height="\(height)" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#333">
    <rect width="900" height="\(height)" fill="#fff"/>
    """
  }

  private var titles: String {
    let origin = exploration.isCounted ? "counted under emulation" : "estimates"
    let note =
      "Choices of kernels that no other beats in \(exploration.unit), flash and RAM; \(origin)."
    return """
      \(label(24, 32, "\(exploration.network.shortName) on \(exploration.target)", "font-size=\"18\" font-weight=\"bold\""))
      \(label(24, 52, note, "fill=\"#666\""))
      """
  }

  private var grid: String {
    let columns = across.ticks.map { tick -> String in
      let x = plot.x + across.place(tick) * plot.width
      return stroke(x, plot.y, x, plot.bottom, "#e8e8e8")
        + label(x, plot.bottom + 18, briefly(tick), "text-anchor=\"middle\"")
    }
    let rows = upwards.ticks.map { tick -> String in
      let y = plot.bottom - upwards.place(tick) * plot.height
      return stroke(plot.x, y, plot.right, y, "#e8e8e8")
        + label(plot.x - 8, y + 4, briefly(tick), "text-anchor=\"end\"")
    }
    return (columns + rows).joined(separator: "\n")
  }

  private var axes: String {
    let (middle, center) = (plot.x + plot.width / 2, plot.y + plot.height / 2)
    return [
      stroke(plot.x, plot.bottom, plot.right, plot.bottom, "#888"),
      stroke(plot.x, plot.y, plot.x, plot.bottom, "#888"),
      label(middle, plot.bottom + 42, "flash, bytes", "text-anchor=\"middle\""),
      label(
        28, center, "\(exploration.unit) per inference",
        "text-anchor=\"middle\" transform=\"rotate(-90 28 \(number(center)))\""),
    ].joined(separator: "\n")
  }

  /// What the colours mean: the least and the most RAM at the ends of the row of colours.
  private var legend: String {
    let memory = exploration.points.map(\.costs.ramBytes)
    let y = plot.bottom + 42
    let patches = colors.enumerated().map { index, color in
      "<rect x=\"\(number(plot.right - 126 + 16 * Double(index)))\" y=\"\(number(y - 10))\" "
        + "width=\"16\" height=\"12\" fill=\"\(color)\"/>"
    }
    return label(plot.right - 132, y, "RAM \(separated(memory.min() ?? 0))", "text-anchor=\"end\"")
      + patches.joined() + label(plot.right - 40, y, separated(memory.max() ?? 0), "")
  }

  /// Steps along the points that none beats in time and flash alone.
  private var line: String {
    var least = Int.max
    var path = ""
    for (index, point) in exploration.points.enumerated() where point.costs.flashBytes < least {
      let (x, y) = place(index)
      path += path.isEmpty ? "M\(number(x)) \(number(y))" : "V\(number(y))H\(number(x))"
      least = point.costs.flashBytes
    }
    return "<path d=\"\(path)\" fill=\"none\" stroke=\"#bbb\" stroke-width=\"1.5\"/>"
  }

  private var dots: String {
    exploration.points.indices.reversed().map { index in
      let (x, y) = place(index)
      return dot(index, x, y)
    }.joined(separator: "\n")
  }

  private func dot(_ index: Int, _ x: Double, _ y: Double) -> String {
    let ink = shades[index] >= 3 ? "#fff" : "#123"
    let choice = exploration.points[index].layers.map { "\($0.name.shortName): \($0.strategy)" }
    return """
      <g><title>\(escaped(choice.joined(separator: "\n")))</title>\
      <circle cx="\(number(x))" cy="\(number(y))" r="9" fill="\(colors[shades[index]])" \
      stroke="#234" stroke-width="0.8"/>\
      \(label(x, y + 3.5, "\(index + 1)", "text-anchor=\"middle\" font-size=\"10\" fill=\"\(ink)\""))</g>
      """
  }

  private func place(_ index: Int) -> (Double, Double) {
    let costs = exploration.points[index].costs
    return (
      plot.x + across.place(costs.flashBytes) * plot.width,
      plot.bottom - upwards.place(costs.instructions) * plot.height
    )
  }

  private var table: String {
    let right = "text-anchor=\"end\""
    let columns = [tableX + 110, tableX + 190, tableX + 262]
    let titles = zip(columns, [exploration.unit, "flash", "RAM"]).map {
      label($0, plot.y + 4, $1, right + " font-weight=\"bold\"")
    }
    let rows = exploration.points.enumerated().map { index, point in
      let y = plot.y + 28 + 20 * Double(index)
      let values = [point.costs.instructions, point.costs.flashBytes, point.costs.ramBytes]
      return dot(index, tableX + 9, y - 4)
        + zip(columns, values).map { label($0, y, separated($1), right) }.joined()
    }
    return (titles + rows).joined(separator: "\n")
  }

  // MARK: Elements

  private func label(_ x: Double, _ y: Double, _ text: String, _ attributes: String) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\"\(attributes.isEmpty ? "" : " " + attributes)>\(escaped(text))</text>"
  }

  private func stroke(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String
  ) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
      + "stroke=\"\(color)\"/>"
  }

  /// With one decimal at most, so that the text is the same on every machine.
  private func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private func separated(_ number: Int) -> String {
    number < 1000
      ? "\(number)" : separated(number / 1000) + "," + String(1000 + number % 1000).dropFirst()
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
