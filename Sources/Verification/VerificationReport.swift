import Diagnostics
import Interpreter

/// Where generated code was held to the interpreter, and what came of it.
package struct VerificationReport: Hashable, Sendable, Codable {
  package let network: String
  package let places: [PlaceReport]

  package init(network: String, places: [PlaceReport]) {
    self.network = network
    self.places = places
  }

  /// Every vector was equal in every place.
  package var isVerified: Bool { !places.isEmpty && places.allSatisfy { $0.mismatches == 0 } }

  /// The mismatches as errors, one per place.
  package var diagnostics: [Diagnostic] { places.compactMap(\.diagnostic) }
}

/// The comparison in one place.
package struct PlaceReport: Hashable, Sendable, Codable {
  package let place: String
  /// The number of vectors compared.
  package let vectors: Int
  /// The number of vectors with at least one different output or member of the state.
  package let mismatches: Int
  package let firstMismatch: Mismatch?
  /// The first line of the compiler's account of itself.
  package let compiler: String
  /// The layer behind it, where a trace shows one.
  package internal(set) var firstDivergence: Divergence?

  enum CodingKeys: String, CodingKey {
    case place, vectors, mismatches, compiler
    case firstMismatch = "first_mismatch"
    case firstDivergence = "first_divergence"
  }

  /// Compares what a place gave with what the vectors expect.
  package init(trial: PlaceTrial, vectors: [TestVector]) {
    let mismatches = zip(vectors.indices, zip(vectors, zip(trial.outputs, trial.states))).compactMap
    {
      Mismatch(vector: $0, expected: $1.0, outputs: $1.1.0, states: $1.1.1)
    }
    place = trial.place.label
    self.vectors = vectors.count
    self.mismatches = mismatches.count
    firstMismatch = mismatches.first
    compiler = trial.compiler
  }

  var diagnostic: Diagnostic? {
    firstMismatch.map {
      Diagnostic(
        .error, .mismatch, at: .nowhere,
        cause: "\(place): \(mismatches) of \(vectors) vectors differ; first, \($0.description)"
          + (firstDivergence.map { "; in its trace, \($0.placeDescription)" } ?? ""),
        remedy: "report the network; nothing built from it can be trusted")
    }
  }
}

/// The first value of a vector that differs.
package struct Mismatch: Hashable, Sendable, Codable {
  package let vector: Int
  /// The output, or where there are no more outputs, the member of the state.
  package let output: Int
  /// Whether it is in the state and not in an output.
  package let isState: Bool
  /// Position in the flat, row-major array.
  package let element: Int
  package let expected: Int?
  package let actual: Int?

  enum CodingKeys: String, CodingKey {
    case vector, output
    case isState = "is_state"
    case element, expected, actual
  }

  /// Nil when all outputs are equal, and the state where it is known.
  init?(vector: Int, expected: TestVector, outputs: [[Int]], states: [[Int]]) {
    let known = expected.states.isEmpty ? [] : states
    if let mismatch = Mismatch(vector, expected.outputs, outputs, isState: false) {
      self = mismatch
    } else if let mismatch = Mismatch(vector, expected.states, known, isState: true) {
      self = mismatch
    } else {
      return nil
    }
  }

  private init?(_ vector: Int, _ expected: [[Int]], _ actual: [[Int]], isState: Bool) {
    for output in 0..<max(expected.count, actual.count) {
      let left = output < expected.count ? expected[output] : []
      let right = output < actual.count ? actual[output] : []
      guard
        let element = (0..<max(left.count, right.count)).first(where: { index in
          index >= left.count || index >= right.count || left[index] != right[index]
        })
      else { continue }
      self.vector = vector
      self.output = output
      self.isState = isState
      self.element = element
      self.expected = element < left.count ? left[element] : nil
      self.actual = element < right.count ? right[element] : nil
      return
    }
    return nil
  }
}

extension Mismatch: CustomStringConvertible {
  package var description: String {
    let values = [expected, actual].map { $0.map(String.init) ?? "nothing" }
    return "vector \(vector), \(isState ? "state" : "output") \(output), element \(element): "
      + "\(values[0]) expected, \(values[1]) found"
  }
}
