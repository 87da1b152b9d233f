import Foundation
import TargetDescription

/// A place where generated C is built and run: a target with its compiler, or a variant of one.
package struct BuildPlace: Hashable, Sendable {
  /// The name in reports, for example `rv32ec` or `host clang asan+ubsan`.
  package let label: String
  package let profile: TargetProfile
  package let compiler: Tool
  /// Flags beside those of the target, for compiling and linking.
  package let extraFlags: [String]
  /// Flags that choose the core and its headers.
  private let compileFlags: [String]

  /// A target with its own compiler.
  package init(_ profile: TargetProfile) {
    label = profile.name
    self.profile = profile
    compiler = Tool(
      command: profile.toolchain.compiler, debianPackages: profile.toolchain.debianPackages)
    extraFlags = []
    compileFlags = profile.toolchain.compileFlags + [profile.toolchain.optimisation]
  }

  /// A target with another compiler or other optimisation: its objects are read, not run.
  private init(
    _ profile: TargetProfile, _ other: TargetProfile.OtherCompiler, _ optimisation: String
  ) {
    label = "\(profile.name) \(other.compiler) \(optimisation)"
    self.profile = profile
    compiler = Tool(command: other.compiler, debianPackages: other.debianPackages)
    extraFlags = []
    compileFlags = other.compileFlags + [optimisation]
  }

  /// Every other way that a target names to compile generated code for it.
  package static func otherPlaces(for target: TargetProfile) -> [BuildPlace] {
    target.toolchain.otherCompilers.flatMap { other in
      other.optimisations.map { BuildPlace(target, other, $0) }
    }
  }

  /// The host with a given compiler.
  private init(label: String, host: TargetProfile, compiler: String, extraFlags: [String]) {
    self.label = label
    profile = host
    self.compiler = Tool(command: compiler, debianPackages: [compiler])
    self.extraFlags = extraFlags
    compileFlags = host.toolchain.compileFlags + [host.toolchain.optimisation]
  }

  /// Plain gcc on the building machine.
  package static func hostGCC(_ host: TargetProfile) -> BuildPlace {
    BuildPlace(label: "host gcc", host: host, compiler: "gcc", extraFlags: [])
  }

  /// Clang on the building machine, stopping at every bad access, every undefined operation and
  /// every value outside its proved range. Without optimisation: with it, Clang takes 150 times as
  /// long for the checks of long straight-line functions.
  package static func hostSanitized(_ host: TargetProfile) -> BuildPlace {
    BuildPlace(
      label: "host clang asan+ubsan", host: host, compiler: "clang",
      extraFlags: [
        "-O0", "-DSTAPES_CHECKED", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
      ])
  }

  /// Where a network for a target is verified: twice on the host, and on the target itself.
  package static func verificationPlaces(for target: TargetProfile, host: TargetProfile)
    -> [BuildPlace]
  {
    let onHost = [hostGCC(host), hostSanitized(host)]
    return target.emulator.kind == .native ? onHost : onHost + [BuildPlace(target)]
  }

  /// The flags with which generated code is compiled; no warning is let through.
  package var networkFlags: [String] {
    compileFlags + extraFlags + Self.strictFlags
  }

  private static let strictFlags = [
    "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror",
    "-ffunction-sections", "-fdata-sections",
  ]

  /// Flags for the start-up code and the test program.
  var harnessFlags: [String] {
    profile.toolchain.compileFlags + extraFlags + ["-std=gnu99", "-O2", "-ffunction-sections"]
  }

  func binaryTool(_ command: String) -> Tool {
    Tool(command: command, debianPackages: profile.toolchain.debianPackages)
  }
}
