// swift-tools-version: 6.2

import PackageDescription

/// One module of the pipeline: its name, the modules above it that it may import, and library
/// products from outside. `tools/check-imports` compares every `import` in Sources/ with this
/// table.
struct Module {
  let name: String
  let imports: [String]
  let products: [Target.Dependency]
  /// Files in the module's folder that are not compiled.
  let excluded: [String]

  init(
    _ name: String, imports: [String] = [], products: [Target.Dependency] = [],
    excluded: [String] = []
  ) {
    self.name = name
    self.imports = imports
    self.products = products
    self.excluded = excluded
  }
}

let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

// In pipeline order: a module imports only modules above it.
let modules = [
  Module("Diagnostics"),
  Module("FixedPoint", products: [bigInt]),
  Module("NumpyFormat", imports: ["Diagnostics"]),
  Module("NetworkIR", imports: ["Diagnostics", "FixedPoint"], products: [bigInt]),
  Module(
    "ONNXImport", imports: ["Diagnostics", "FixedPoint", "NetworkIR"], products: [protobuf],
    excluded: ["Schema/onnx.proto"]),
  Module("TFLiteImport", imports: ["Diagnostics", "FixedPoint", "NetworkIR"]),
  Module(
    "Discretization", imports: ["Diagnostics", "FixedPoint", "NetworkIR"], products: [bigInt]),
  Module("Calibration", imports: ["Diagnostics", "FixedPoint", "NetworkIR"]),
  Module("Interpreter", imports: ["Diagnostics", "FixedPoint", "NetworkIR"]),
  Module("CProof", imports: ["Diagnostics", "FixedPoint", "NetworkIR", "Interpreter"]),
  Module("TargetDescription", imports: ["Diagnostics"]),
  Module("ShiftAdd", imports: ["FixedPoint"]),
  Module("KernelIR", imports: ["Diagnostics", "FixedPoint", "NetworkIR"]),
  Module(
    "Lowering",
    imports: [
      "Diagnostics", "FixedPoint", "NetworkIR", "KernelIR", "ShiftAdd", "TargetDescription",
    ]),
  Module("CSyntax"),
  Module(
    "CEmission",
    imports: [
      "Diagnostics", "FixedPoint", "NetworkIR", "KernelIR", "CSyntax", "TargetDescription",
    ]),
  Module(
    "Verification",
    imports: [
      "Diagnostics", "FixedPoint", "NetworkIR", "Interpreter", "CEmission", "TargetDescription",
    ],
    products: [subprocess]),
  Module(
    "Driver",
    imports: [
      "Diagnostics", "FixedPoint", "NumpyFormat", "NetworkIR", "ONNXImport", "TFLiteImport",
      "Discretization", "Calibration", "Interpreter", "CProof", "TargetDescription", "KernelIR",
      "Lowering", "CSyntax", "CEmission", "Verification",
    ],
    products: [bigInt, crypto, mustache]),
]

// Tests run on the release build, which they share with the tool.
let settings: [SwiftSetting] = [
  .unsafeFlags(["-enable-testing"], .when(configuration: .release)),
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// The modules are tested as they are shipped, optimised; optimising the tests would not pay.
let testSettings = settings + [.unsafeFlags(["-Onone"])]

/// The pipeline from a network down, and what judges it.
let trialModules = [
  "Diagnostics", "FixedPoint", "NetworkIR", "Interpreter", "CProof", "TargetDescription",
  "KernelIR",
  "Lowering", "CEmission", "Verification",
]

let package = Package(
  name: "stapes",
  products: [.executable(name: "stapes", targets: ["stapes"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: modules.flatMap { module in
    [
      Target.target(
        name: module.name,
        dependencies: module.imports.map { .byName(name: $0) } + module.products,
        exclude: module.excluded, swiftSettings: settings),
      Target.testTarget(
        name: "\(module.name)Tests",
        dependencies: [.byName(name: module.name), "TestSupport"]
          + module.imports.map { .byName(name: $0) } + module.products,
        swiftSettings: testSettings),
    ]
  } + [
    .executableTarget(
      name: "stapes",
      dependencies: [
        "Diagnostics", "NetworkIR", "Calibration", "Interpreter", "CProof", "TargetDescription",
        "Lowering", "CEmission", "Verification",
        "Driver", argumentParser,
      ],
      swiftSettings: settings),
    // Counts the additions of a matrix for benchmarks/adder-graphs/compare.py.
    .executableTarget(
      name: "adder-graphs", dependencies: ["FixedPoint", "ShiftAdd"],
      path: "benchmarks/adder-graphs/Command", swiftSettings: settings),
    // The part of tools/seed-faults that needs the compiler's modules.
    .executableTarget(
      name: "seeded-faults", dependencies: modules.map { .byName(name: $0.name) },
      path: "tools/seeded-faults/Command", swiftSettings: settings),
    // Random networks, held to the interpreter and made small where they fail: for the tests and for
    // tools/random-networks.
    .target(
      name: "NetworkTrials",
      dependencies: trialModules.map { .byName(name: $0) } + ["TestSupport"],
      path: "Tests/NetworkTrials", swiftSettings: settings),
    .executableTarget(
      name: "random-networks",
      dependencies: [
        "Diagnostics", "NetworkIR", "Lowering", "Verification", "NetworkTrials", "FuzzTargets",
        argumentParser,
      ],
      path: "Tests/NetworkTrialsCommand", swiftSettings: settings),
    // The readers of files as they are fed with arbitrary bytes: by tools/fuzz and by the tests.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Diagnostics", "NetworkIR", "ONNXImport", "TFLiteImport", "NumpyFormat",
        "TargetDescription", "CProof",
      ],
      path: "Tests/FuzzTargets", swiftSettings: settings),
    // What tests of several modules share.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    // The header that ships with generated code, so that Swift tests call the very same text.
    .target(
      name: "CSupport", path: "CSupport", exclude: ["Makefile", "README.md", "embed", "tests"],
      sources: ["src"], publicHeadersPath: "include"),
    .testTarget(
      name: "CSupportTests", dependencies: ["CSupport", "FixedPoint"], swiftSettings: testSettings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: modules.map { .byName(name: $0.name) } + [
        "TestSupport", "NetworkTrials", "FuzzTargets",
      ],
      swiftSettings: testSettings),
  ]
)

// `tools/fuzz` builds it with the coverage that libFuzzer needs; it has no main of its own.
if Context.environment["STAPES_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzzing", dependencies: ["FuzzTargets"],
      swiftSettings: settings))
}
