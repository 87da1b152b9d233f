import Diagnostics
import Foundation

extension TargetProfile {
  /// Decodes the text of a target file.
  ///
  /// - Parameters:
  ///   - text: the JSON document, as `targets/schema.json` describes it.
  ///   - file: its name for diagnostics.
  /// - Throws: every wrong, missing and unknown field at once.
  package init(json text: String, file: String) throws(DiagnosticList) {
    guard
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)),
      case .object(let fields) = value
    else {
      throw Diagnostic(
        .error, .badTarget, at: .file(file), cause: "the text is not a JSON object",
        remedy: "write it as targets/schema.json describes"
      ).alone
    }
    var reader = FieldReader(fields, file: file)
    self = TargetProfile(reading: &reader)
    reader.finish()
    try reader.faults.throwIfErrors()
  }

  init(reading reader: inout FieldReader) {
    name = reader.string("name")
    description = reader.string("description")
    toolchain = reader.object("toolchain") { Toolchain(reading: &$0) }
    machine = reader.object("machine") { Machine(reading: &$0) }
    costs = reader.object("costs") { OperationCosts(reading: &$0) }
    kernels = reader.optionalObjects("kernels") { KernelCosts(reading: &$0) }
    memory = reader.object("memory") { MemoryLimits(reading: &$0) }
    emulator = reader.object("emulator") { Emulator(reading: &$0) }
    inspection = reader.object("inspection") { InspectionRules(reading: &$0) }
  }
}

extension TargetProfile.Toolchain {
  fileprivate init(reading reader: inout FieldReader) {
    compiler = reader.string("compiler")
    objdump = reader.string("objdump")
    nm = reader.string("nm")
    size = reader.string("size")
    debianPackages = reader.strings("debianPackages")
    compileFlags = reader.strings("compileFlags")
    assembleFlags = reader.strings("assembleFlags")
    optimisation = reader.string("optimisation")
    linkFlags = reader.strings("linkFlags")
    linkerScript = reader.optionalString("linkerScript")
    startSources = reader.strings("startSources")
    otherCompilers = reader.optionalObjects("otherCompilers") { .init(reading: &$0) }
  }
}

extension TargetProfile.OtherCompiler {
  fileprivate init(reading reader: inout FieldReader) {
    compiler = reader.string("compiler")
    debianPackages = reader.strings("debianPackages")
    compileFlags = reader.strings("compileFlags")
    optimisations = reader.strings("optimisations")
  }
}

extension TargetProfile.Machine {
  fileprivate init(reading reader: inout FieldReader) {
    intWidth = reader.integer("intWidth", oneOf: [16, 32, 64])
    pointerWidth = reader.integer("pointerWidth", oneOf: [16, 32, 64])
    wordWidth = reader.integer("wordWidth", oneOf: [8, 16, 32, 64])
    generalRegisters = reader.integer("generalRegisters", in: 1...256)
    sumRegisters = reader.integer("sumRegisters", in: 1...256)
    loadReach = reader.integer("loadReach", in: 0...1_000_000)
    hasBarrelShifter = reader.boolean("hasBarrelShifter")
    needsBarrier = reader.boolean("needsBarrier")
    readsConstantsThroughMacro = reader.boolean("readsConstantsThroughMacro")
  }
}

extension TargetProfile.OperationCosts {
  // A thousand instructions for one operation: beyond any core, small enough for sums in Int.
  private static let bounds = 0...100_000

  fileprivate init(reading reader: inout FieldReader) {
    load = reader.integer("load", in: Self.bounds)
    flashLoad = reader.integer("flashLoad", in: Self.bounds)
    store = reader.integer("store", in: Self.bounds)
    add = reader.integer("add", in: Self.bounds)
    shift = reader.integer("shift", in: Self.bounds)
    shiftPerBit = reader.integer("shiftPerBit", in: Self.bounds)
    compare = reader.integer("compare", in: Self.bounds)
    branchTaken = reader.integer("branchTaken", in: Self.bounds)
    branchNotTaken = reader.integer("branchNotTaken", in: Self.bounds)
    lookup = reader.integer("lookup", in: Self.bounds)
    call = reader.integer("call", in: Self.bounds)
    loopStep = reader.integer("loopStep", in: Self.bounds)
  }
}

extension TargetProfile.MemoryLimits {
  private static let bounds = 1...(1 << 40)

  fileprivate init(reading reader: inout FieldReader) {
    flashBytes = reader.integer("flashBytes", in: Self.bounds)
    ramBytes = reader.integer("ramBytes", in: Self.bounds)
    maxObjectBytes = reader.optionalInteger("maxObjectBytes", in: Self.bounds)
    flashConstantsBytes = reader.optionalInteger("flashConstantsBytes", in: Self.bounds)
  }
}

extension TargetProfile.Emulator {
  fileprivate init(reading reader: inout FieldReader) {
    kind = reader.choice("kind", TargetProfile.EmulatorKind.self) ?? .native
    command = reader.string("command")
    arguments = reader.strings("arguments")
    debianPackages = reader.strings("debianPackages")
    countsCycles = reader.boolean("countsCycles")
  }
}

extension TargetProfile.InspectionRules {
  fileprivate init(reading reader: inout FieldReader) {
    policy = reader.choice("policy", TargetProfile.InspectionPolicy.self) ?? .forbid
    multiplyMnemonics = reader.patterns("multiplyMnemonics")
    divideMnemonics = reader.patterns("divideMnemonics")
    floatMnemonics = reader.patterns("floatMnemonics")
    forbiddenSymbols = reader.patterns("forbiddenSymbols")
    allowedHelpers = reader.patterns("allowedHelpers")
  }
}
