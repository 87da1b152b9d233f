import Diagnostics
import TargetDescription
import Testing

@testable import Verification

@Suite("Places that may be left out") struct VerificationJobsTests {
  private let vectors = additionVectors(count: 3, seed: 7)

  private func host() throws -> TargetProfile {
    try loadTarget(named: "host", directory: targetsDirectory)
  }

  private func absent() throws -> BuildPlace {
    BuildPlace(
      "host nothing", host: try host(), compiler: "stapes-has-no-such-compiler", "-O2",
      debianPackages: ["nothing-at-all"])
  }

  @Test("an optional place whose compiler is absent is left out, with what to install")
  func absentCompiler() async throws {
    let run = try await bench.verify(
      additions,
      jobs: [
        VerificationJob(try place("host"), vectors),
        VerificationJob(try absent(), vectors, isOptional: true),
      ])
    #expect(run.report.isVerified && run.report.places.map(\.place) == ["host"])
    #expect(
      run.leftOut == [
        LeftOutPlace(
          place: "host nothing",
          reason: "the machine builds nothing for it; apt-get install nothing-at-all may help")
      ])
  }

  @Test("a place that is not optional must be there")
  func mandatory() async throws {
    let job = VerificationJob(try absent(), vectors)
    await #expect(throws: DiagnosticList.self) {
      try await bench.verify(additions, jobs: [job])
    }
  }

  @Test("the sanitizers end a run whose unsigned arithmetic wraps where no exception says it may")
  func wrapping() async throws {
    let wrapping = network(
      """
          uint32_t sum = (uint32_t)input[0];
          sum += 4000000000u;
          output[0] = (int16_t)(sum >> 31);
          output[1] = 0;
      """)
    let sanitized = try #require(
      BuildPlace.hostPlaces(try host(), depth: .quick, targets: targetsDirectory).last)
    try require(sanitized.compiler)
    await #expect(throws: DiagnosticList.self) {
      try await bench.verify(
        wrapping, jobs: [VerificationJob(sanitized, additionVectors(count: 3, seed: 1))])
    }
  }
}
