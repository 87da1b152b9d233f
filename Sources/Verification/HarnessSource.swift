/// The C of the test program that feeds a generated network and prints its outputs.
///
/// For every vector it prints a line `V HEX S HEX`: the bytes of all outputs and of the state after
/// it in order, and the stack that the call used. Where there is a state, a byte before each vector
/// says whether it is reset first (1) or carried on (0).
enum HarnessSource {
  /// - Parameter network: at least one input.
  static func text(for network: GeneratedNetwork) -> String {
    """
    /* Feeds \(network.name) with test vectors and prints its outputs. */
    #include <stddef.h>
    #include <stdint.h>

    #include "rig.h"
    #include "\(network.name).h"

    \(buffers(network).joined(separator: "\n"))

    void rig_call(void)
    {
    \(calls(network).map { "    \($0)" }.joined(separator: "\n"))
    }

    \(readingAndPrinting)

    void rig_main(void)
    {
        \(firstReset(network))while (\(fillings(network).joined(separator: " && "))) {
            \(reset(network))unsigned long stack = rig_measure();
            rig_putc('V');
            rig_putc(' ');
    \(printings(network).map { "        \($0)" }.joined(separator: "\n"))
            print_stack(stack);
        }
        rig_exit(0);
    }

    """
  }

  /// The functions that do not depend on the network.
  private static let readingAndPrinting = """
    static int fill(void *target, size_t count)
    {
        unsigned char *bytes = target;
        for (; count > 0; count--) {
            int byte = rig_getc();
            if (byte < 0)
                return 0;
            *bytes++ = (unsigned char)byte;
        }
        return 1;
    }

    static void print_byte(unsigned value)
    {
        rig_putc("0123456789abcdef"[value >> 4 & 15u]);
        rig_putc("0123456789abcdef"[value & 15u]);
    }

    static void print_bytes(const void *source, size_t count)
    {
        const unsigned char *bytes = source;
        for (; count > 0; count--)
            print_byte(*bytes++);
    }

    static void print_stack(unsigned long stack)
    {
        rig_putc(' ');
        rig_putc('S');
        rig_putc(' ');
        for (int shift = 24; shift >= 0; shift -= 8)
            print_byte((unsigned)(stack >> shift & 255u));
        rig_putc('\\n');
    }
    """

  private static func buffers(_ network: GeneratedNetwork) -> [String] {
    let ports =
      network.inputs.enumerated().map { index, port in
        "static \(port.element.rawValue) input_\(index)[\(port.count)];"
      }
      + network.outputs.enumerated().map { index, port in
        "static \(port.element.rawValue) output_\(index)[\(port.count)];"
      }
    // The scratch memory is aligned for int32_t and never empty.
    let words = max(1, (network.scratchBytes + 3) / 4)
    return ports + ["static int32_t scratch[\(words)];"] + stateBuffers(network)
  }

  /// One inference. Where rows are pushed, the outputs must be ready after the last one, and not before.
  private static func calls(_ network: GeneratedNetwork) -> [String] {
    let arguments = arguments(network).joined(separator: ", ")
    guard let rows = network.rows, let input = network.inputs.first else {
      return ["\(network.entryName)(\(arguments));"]
    }
    return [
      "const \(input.element.rawValue) *row = input_0;",
      "for (int rows = \(rows); rows > 0; rows--) {",
      "    if (\(network.entryName)(\(arguments)) != (rows == 1))",
      "        rig_exit(1);",
      "    row += \(input.count / rows);",
      "}",
    ]
  }

  private static func stateBuffers(_ network: GeneratedNetwork) -> [String] {
    let marks = network.states.isEmpty ? [] : ["static unsigned char is_first;"]
    return network.hasState ? ["static \(network.name)_state_t network_state;"] + marks : []
  }

  /// Where only rows make a state, it is reset once: after the last row of an input comes the first of
  /// the next.
  private static func firstReset(_ network: GeneratedNetwork) -> String {
    guard network.states.isEmpty, network.rows != nil else { return "" }
    return "\(network.name)_init(&network_state);\n    "
  }

  private static func reset(_ network: GeneratedNetwork) -> String {
    guard !network.states.isEmpty else { return "" }
    return "if (is_first)\n            \(network.name)_init(&network_state);\n        "
  }

  private static func arguments(_ network: GeneratedNetwork) -> [String] {
    let inputs = network.rows == nil ? network.inputs.indices.map { "input_\($0)" } : ["row"]
    let outputs = network.outputs.indices.map { "output_\($0)" }
    let state = network.hasState ? ["&network_state"] : []
    return state + inputs + outputs + ["scratch"]
  }

  private static func fillings(_ network: GeneratedNetwork) -> [String] {
    (network.states.isEmpty ? [] : ["fill(&is_first, 1)"])
      + network.inputs.indices.map { "fill(input_\($0), sizeof input_\($0))" }
  }

  private static func printings(_ network: GeneratedNetwork) -> [String] {
    network.outputs.indices.map { "print_bytes(output_\($0), sizeof output_\($0));" }
      + network.states.map {
        "print_bytes(network_state.\($0.identifier), sizeof network_state.\($0.identifier));"
      }
  }
}
