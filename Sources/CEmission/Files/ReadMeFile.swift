import TargetDescription

/// README.md of the generated folder: how to build and call it.
struct ReadMeFile {
  let context: EmissionContext
  let interface: PublicInterface

  var text: String {
    """
    # \(context.name)

    A neural network as C99 that only adds, subtracts, shifts, compares and looks up tables. Made for the target
    \(context.target.name) by stapes \(context.options.toolVersion); every file here is yours.

    | File | Content |
    |---|---|
    | `\(context.name).h` | sizes, types, what the integers mean, and `\(context.name)_run` |
    | `\(context.name).c` | the network; compile this one file |
    | `stapes_support.h` | shifts and clamps that C leaves open |
    | `main.c` | an example\(context.options.vectors.isEmpty ? "" : "; `test_\(context.name).c`: a test with golden vectors") |
    | `manifest.json` | sizes, strategies and meanings for machines |

    `make` builds a library and the example\(context.options.vectors.isEmpty ? "" : ", `make test` runs the test (needs cmocka)"). Or CMake.

    The caller owns all memory: \(interface.inputBytes) bytes of input, \(interface.outputBytes) of output and \
    \(interface.scratchBytes) of scratch aligned for `int32_t`; constants take \(interface.tableBytes) bytes of flash.

    """
  }
}
