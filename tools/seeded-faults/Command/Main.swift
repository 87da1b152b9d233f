import Diagnostics
import Foundation

// The part of `tools/seed-faults` that needs the compiler's own modules. Each command reads a job from standard input
// and prints a line of JSON per result.

@main
struct Main {
  static func main() async throws {
    let words = CommandLine.arguments.dropFirst()
    guard let word = words.first, let command = JobKind(rawValue: word) else {
      fatalError("seeded-faults prepare|count|programs|source|objects|fixtures <JOB")
    }
    let job = try JSONDecoder().decode(
      Job.self, from: FileHandle.standardInput.readDataToEndOfFile())
    switch command {
    case .prepare: try prepare(job)
    case .count: try countPlaces(job)
    case .programs: try tryPrograms(job)
    case .source: try printSource(job)
    case .objects: try await tryObjects(job)
    case .fixtures: try writeFixtures(job)
    }
  }
}

enum JobKind: String {
  /// Writes the generated C and vectors.
  case prepare
  /// Counts the places for faults of each kind in the lowered program.
  case count
  /// Makes and tries faults of the lowered program.
  case programs
  /// Prints the generated files.
  case source
  /// Builds changed C for targets, runs it and reads the objects.
  case objects
  /// Writes the committed fixtures as networks and integers.
  case fixtures
}
