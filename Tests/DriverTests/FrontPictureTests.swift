import Foundation
import Testing

@testable import Driver

/// Three choices of one network.
private let sample: Exploration = {
  func point(_ instructions: Int, _ flash: Int, _ ram: Int, _ strategy: String) -> Exploration.Point
  {
    Exploration.Point(
      costs: .init(instructions: instructions, flashBytes: flash, ramBytes: ram),
      layers: [.init(name: "dense<1>", strategy: strategy)])
  }
  return Exploration(
    network: "digits", target: "rv32ec", unit: "instructions", isCounted: true,
    points: [
      point(120_000, 16_384, 1500, "straight-line"), point(284_100, 8100, 900, "packed-ternary"),
      point(1_240_000, 3900, 800, "index-lists"),
    ])
}()

@Suite("The picture of a Pareto front")
struct FrontPictureTests {
  @Test("the SVG and the JSON are the recorded ones (STAPES_RECORD=1 writes them anew)")
  func golden() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Goldens")
    for (name, text) in [
      ("front.svg", sample.picture), ("front.json", try jsonText(sample) + "\n"),
    ] {
      let file = folder.appending(path: name)
      if ProcessInfo.processInfo.environment["STAPES_RECORD"] != nil {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name)")
    }
  }

  @Test("every point has a place inside the axes, and names are escaped")
  func places() throws {
    let circles = sample.picture.matches(of: /cx="([0-9.]+)" cy="([0-9.]+)"/)
    // Each point stands in the plot and in the table.
    #expect(circles.count == 6)
    let plot = circles.compactMap { match -> (Double, Double)? in
      guard let x = Double(match.1), let y = Double(match.2), x < 600 else { return nil }
      return (x, y)
    }
    #expect(plot.count == 3)
    #expect(plot.allSatisfy { (84...564).contains($0.0) && (76...416).contains($0.1) })
    #expect(sample.picture.contains("dense&lt;1&gt;: index-lists"))
    #expect(!sample.picture.contains("dense<1>"))
  }

  @Test("one point alone, or equal ones, make a picture too", arguments: [1, 2])
  func few(_ count: Int) {
    let point = sample.points[0]
    let few = Exploration(
      network: "n", target: "avr", unit: "cycles", isCounted: false,
      points: Array(repeating: point, count: count))
    #expect(few.picture.contains("cycles per inference"))
    #expect(!few.picture.contains("nan"))
  }
}
