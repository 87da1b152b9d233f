import Foundation

// The choice of weights as SVG: flash to the right in one frame, time in the other, the outputs'
// error upwards. A point is a whole network, measured, hollow where it does not fit; the line is what
// the layers' figures foretell for the best combinations.

extension WeightChoice {
  /// The picture as SVG text.
  package var picture: String { WeightPicture(self).text }
}

private struct WeightPicture {
  private let choice: WeightChoice
  private let points: [WeightChoice.Point]
  private let upwards: PictureAxis
  private let width = 340.0
  private let height = 300.0

  init(_ choice: WeightChoice) {
    self.choice = choice
    points = choice.networks
    // Errors in millionths, so that an axis of integers shows them.
    upwards = PictureAxis(points.map { Self.millionths($0.error) })
  }

  private static func millionths(_ error: Double) -> Int { max(1, Int((error * 1e6).rounded())) }

  var text: String {
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 420" font-family="sans-serif" \
      font-size="12">
      <rect width="900" height="420" fill="#fff"/>
      <text x="24" y="32" font-size="16">Weights on \(choice.target): error of the outputs \
      against flash and \(choice.unit)</text>
      """
    let frames = [
      frame(x: 90, "flash, bytes", choice.flashFront) { $0.flashBytes ?? $0.leastFlashBytes },
      frame(x: 530, "\(choice.unit) per inference", choice.timeFront) {
        $0.instructions ?? $0.leastInstructions
      },
    ]
    return ([head] + frames + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func frame(
    x: Double, _ title: String, _ front: [WeightChoice.Sum], _ cost: (WeightChoice.Point) -> Int
  ) -> String {
    let across = PictureAxis(points.map(cost))
    let columns = across.ticks.map { tick -> String in
      let place = x + across.place(tick) * width
      return line(place, 60, place, 60 + height)
        + label(place, 78 + height, briefly(tick), "middle")
    }
    let rows = upwards.ticks.map { tick -> String in
      let place = 60 + height - upwards.place(tick) * height
      let percent = String(format: "%g %%", Double(tick) / 1e4)
      return line(x, place, x + width, place) + label(x - 8, place + 4, percent, "end")
    }
    let dots = points.map { point -> String in
      let place = (
        x + across.place(cost(point)) * width,
        60 + height - upwards.place(Self.millionths(point.error)) * height
      )
      return dot(point, place)
    }
    let name = label(x + width / 2, 104 + height, title, "middle")
    return (columns + rows + [steps(front, across, x)] + dots + [name]).joined(separator: "\n")
  }

  /// The front as stairs, as far as it lies within the frame.
  private func steps(_ front: [WeightChoice.Sum], _ across: PictureAxis, _ x: Double) -> String {
    let inside = front.sorted { $0.cost < $1.cost }.filter {
      Double($0.cost) <= across.upper && Double($0.cost) >= across.lower
        && Double(Self.millionths($0.error)) <= upwards.upper
        && Double(Self.millionths($0.error)) >= upwards.lower
    }
    var path: [String] = []
    var height: Double?
    for sum in inside {
      let place = number(x + across.place(sum.cost) * width)
      let next = 60 + self.height - upwards.place(Self.millionths(sum.error)) * self.height
      path += [height.map { "\(place),\(number($0))" }, "\(place),\(number(next))"].compactMap(
        \.self)
      height = next
    }
    return "<polyline points=\"\(path.joined(separator: " "))\" fill=\"none\" stroke=\"#fd8d3c\"/>"
  }

  private func dot(_ point: WeightChoice.Point, _ place: (x: Double, y: Double)) -> String {
    // Hollow where it does not fit.
    let fill = point.isTaken ? "#08519c" : point.flashBytes == nil ? "#ffffff" : "#9ecae1"
    return "<circle cx=\"\(number(place.x))\" cy=\"\(number(place.y))\" r=\"6\" fill=\"\(fill)\" "
      + "stroke=\"#6baed6\"/>"
      + label(place.x + 9, place.y - 6, point.weights, "start")
  }

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
      + "stroke=\"#e0e0e0\"/>"
  }

  private func label(_ x: Double, _ y: Double, _ text: String, _ anchor: String) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(text)</text>"
  }

  private func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
