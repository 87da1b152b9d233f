/// Everything Stapes knows about one kind of core: a decoded `targets/NAME.json`.
///
/// Adding a target means adding such a file; no Swift code names a particular core.
package struct TargetProfile: Hashable, Sendable {
  /// The name of the file without its extension, as given to `--target`.
  package let name: String
  /// What the core is and where its code is run, in a few sentences.
  package let description: String
  package let toolchain: Toolchain
  package let machine: Machine
  package let costs: OperationCosts
  /// Fitted prices by the name of a kernel strategy; none for what was not fitted.
  package let kernels: [String: KernelCosts]
  package let memory: MemoryLimits
  package let emulator: Emulator
  package let inspection: InspectionRules
}

extension TargetProfile {
  /// The GCC cross tools of a target and how they are called.
  package struct Toolchain: Hashable, Sendable {
    /// The C compiler, found through PATH; also assembles and links.
    package let compiler: String
    package let objdump: String
    package let nm: String
    package let size: String
    /// The Debian packages that hold these tools and the headers they need.
    package let debianPackages: [String]
    /// Flags that choose the core and its headers, used for compiling and linking.
    package let compileFlags: [String]
    /// Flags that choose the core for the start-up code.
    package let assembleFlags: [String]
    /// The one optimisation flag, for example `-O2`.
    package let optimisation: String
    /// Further flags of the link step.
    package let linkFlags: [String]
    /// Path of the linker script from the folder of the target files; nil: the toolchain's own.
    package let linkerScript: String?
    /// Start-up code and console, as paths from the folder of the target files.
    package let startSources: [String]
    /// Compilers whose objects are read as well, though nothing is run from them.
    package let otherCompilers: [OtherCompiler]
  }

  /// A compiler, or other flags of the same one, that users may build generated code with.
  package struct OtherCompiler: Hashable, Sendable {
    package let compiler: String
    package let debianPackages: [String]
    /// Flags that choose the core and its headers.
    package let compileFlags: [String]
    /// The optimisation flags, each of which makes an object.
    package let optimisations: [String]
  }

  /// What generated code may rely on. Widths are in bits.
  package struct Machine: Hashable, Sendable {
    /// Width of C's `int`: 16, 32 or 64.
    package let intWidth: Int
    /// Width of a data pointer: 16, 32 or 64.
    package let pointerWidth: Int
    /// Width of one register; wider integers take several instructions per operation.
    package let wordWidth: Int
    /// Registers that hold values between instructions.
    package let generalRegisters: Int
    /// Registers that sums are best kept in where a pointer, two inputs, their sum and their
    /// difference need others; found by counting.
    package let sumRegisters: Int
    /// The largest constant offset in bytes of a load through a pointer; beyond it the pointer is
    /// moved first.
    package let loadReach: Int
    /// A shift by any distance costs one instruction per word.
    package let hasBarrelShifter: Bool
    /// The C compiler turns shift-adds back into multiplications unless they are hidden from it.
    package let needsBarrier: Bool
    /// Constants live in a separate address space and are read through a macro.
    package let readsConstantsThroughMacro: Bool
  }

  /// The cost of one operation on one word, in hundredths of an instruction.
  package struct OperationCosts: Hashable, Sendable {
    /// A load from RAM.
    package let load: Int
    /// A load of a constant from flash.
    package let flashLoad: Int
    package let store: Int
    /// An addition or a subtraction.
    package let add: Int
    /// The part of a shift that does not depend on its distance.
    package let shift: Int
    /// The part of a shift for each bit of its distance.
    package let shiftPerBit: Int
    package let compare: Int
    package let branchTaken: Int
    package let branchNotTaken: Int
    /// A table look-up: forming the address and loading.
    package let lookup: Int
    /// A call and its return, with the registers they save.
    package let call: Int
    /// One turn of a counted loop, beside its body.
    package let loopStep: Int
  }

  /// What the device, or the emulated board in its place, holds. Sizes are in bytes.
  package struct MemoryLimits: Hashable, Sendable {
    package let flashBytes: Int
    package let ramBytes: Int
    /// The largest single C object; nil: no limit below the memory itself.
    package let maxObjectBytes: Int?
    /// Constants that plain constant reads reach; nil: all of flash.
    package let flashConstantsBytes: Int?
  }

  /// How a linked program is run.
  package struct Emulator: Hashable, Sendable {
    package let kind: EmulatorKind
    /// The program to start; `{elf}` stands for the linked program.
    package let command: String
    /// Its arguments; `{elf}` stands for the linked program.
    package let arguments: [String]
    package let debianPackages: [String]
    /// Clock cycles are counted, not only instructions.
    package let countsCycles: Bool
  }

  /// What instructions are counted with.
  package enum EmulatorKind: String, Hashable, Sendable, CaseIterable {
    /// QEMU with the instruction counting plug-in of `targets/rig`.
    case qemu
    /// The simavr host of `targets/rig`.
    case simavr
    /// The building machine itself; nothing is counted.
    case native
  }

  /// What must not occur in object code. Every pattern is matched against a whole name.
  package struct InspectionRules: Hashable, Sendable {
    package let policy: InspectionPolicy
    package let multiplyMnemonics: [String]
    package let divideMnemonics: [String]
    package let floatMnemonics: [String]
    /// Library helpers that multiply, divide or compute in floating point.
    package let forbiddenSymbols: [String]
    /// Symbols that generated code may leave to the compiler's own library.
    package let allowedHelpers: [String]
  }

  /// What a forbidden instruction means for a verification.
  package enum InspectionPolicy: String, Hashable, Sendable, CaseIterable {
    /// It is an error.
    case forbid
    /// It is counted and reported.
    case report
  }
}
