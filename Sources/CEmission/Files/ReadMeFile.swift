import TargetDescription

/// README.md of the generated folder: how to build and call it.
struct ReadMeFile {
  let context: EmissionContext
  let interface: PublicInterface

  private var hasTest: Bool { !context.options.vectors.isEmpty }

  var text: String {
    let name = context.name
    let test = hasTest ? "; `test_\(name).c`: a test with golden vectors" : ""
    let make = hasTest ? ", `make test` runs the test (needs cmocka)" : ""
    return """
      # \(name)

      A neural network as C99 that only adds, subtracts, shifts, compares and looks up tables.
      Made for the target \(context.target.name) by stapes \(context.options.toolVersion); every file
      here is yours.

      | File | Content |
      |---|---|
      | `\(name).h` | sizes, types, what the integers mean, and \(functions) |
      | `\(name).c` | the network; compile this one file |
      | `stapes_support.h` | shifts and clamps that C leaves open |
      | `main.c` | an example\(test) |
      | `manifest.json` | sizes, strategies and meanings for machines |

      `make` builds a library and the example\(make). CMake does the same.

      The caller owns all memory: \(interface.inputBytes) bytes of \(interface.inputWord), \(interface.outputBytes) of
      output and \(interface.scratchBytes) of scratch aligned for `int32_t`. Constants take
      \(interface.tableBytes) bytes of flash.
      \(stateText)\(rowText)
      """
  }

  private var functions: String {
    let run = "`\(context.entryName)`"
    return interface.states.isEmpty ? run : "`\(context.name)_init`, \(run)"
  }

  /// Empty where a call takes the whole input.
  private var rowText: String {
    guard let rows = interface.rows else { return "" }
    return """
      The input arrives row by row: call `\(context.entryName)` for each of its \(rows) rows, the first
      first, with the same output arrays, which nothing else may change meanwhile. It returns 1 where the
      outputs are ready, after the last row, and 0 before. The next row is the first one of the next input.

      """
  }

  /// Empty where the network keeps nothing.
  private var stateText: String {
    guard !interface.states.isEmpty else { return "" }
    return """

      The network keeps a state between calls: a `\(context.name)_state_t` of \(interface.stateBytes) bytes
      in the caller's RAM, one for each instance. `\(context.name)_init` sets it before the first call and
      whenever a new stream begins; every `\(context.entryName)` carries it on.

      """
  }
}
