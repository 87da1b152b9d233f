import Foundation
import TargetDescription

/// A place where generated C is built and run: a target with its compiler, or a variant of one.
package struct BuildPlace: Hashable, Sendable {
  /// The name in reports, for example `rv32ec` or `host clang sanitizers`.
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

  /// The building machine with a given compiler and optimisation.
  init(
    _ label: String, host: TargetProfile, compiler: String, _ optimisation: String,
    extraFlags: [String] = [], debianPackages: [String]? = nil
  ) {
    self.label = label
    profile = host
    self.compiler = Tool(command: compiler, debianPackages: debianPackages ?? [compiler])
    self.extraFlags = extraFlags
    compileFlags = host.toolchain.compileFlags + [optimisation]
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
