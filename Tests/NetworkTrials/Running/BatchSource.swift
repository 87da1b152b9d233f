import CEmission
import FixedPoint

/// The C around one network of a batch: it reads the bytes of each run's inputs, and prints those of
/// its outputs.
struct BatchCase {
  let number: Int
  let interface: PublicInterface
  let runs: Int

  var text: String {
    """
    #include "\(interface.name).c"
    #include "batch.h"

    \(buffers.joined(separator: "\n"))

    void case_\(number)(void)
    {
        \(reset)for (int run = 0; run < \(runs); run++) {
    \(run.map { "        \($0)" }.joined(separator: "\n"))
        }
    }

    """
  }

  private var hasState: Bool { !interface.states.isEmpty }

  private var buffers: [String] {
    let ports = zip(["input", "output"], [interface.inputs, interface.outputs]).flatMap {
      stem, ports in
      ports.enumerated().map { index, port in
        "static \(port.element.rawValue)_t \(stem)_\(index)[\(port.count)];"
      }
    }
    let words = max(1, (interface.scratchBytes + 3) / 4)
    let state = hasState ? ["static \(interface.name)_state_t network_state;"] : []
    return ports + ["static int32_t batch_scratch[\(words)];"] + state
  }

  private var reset: String { hasState ? "\(interface.name)_init(&network_state);\n    " : "" }

  private var arguments: String {
    let ports =
      interface.inputs.indices.map { "input_\($0)" }
      + interface.outputs.indices.map { "output_\($0)" }
    return ((hasState ? ["&network_state"] : []) + ports + ["batch_scratch"]).joined(
      separator: ", ")
  }

  private var run: [String] {
    let filled = interface.inputs.indices.map { "batch_fill(input_\($0), sizeof input_\($0));" }
    let printed = interface.outputs.indices.map {
      "batch_print(output_\($0), sizeof output_\($0));"
    }
    guard let rows = interface.rows else {
      return filled + ["\(interface.name)_run(\(arguments));"] + printed
    }
    let pushed =
      filled.map { "    " + $0 } + [
        "    if (\(interface.name)_push_row(\(arguments)) != (row == \(rows - 1)))",
        "        batch_fail();",
      ]
    return ["for (int row = 0; row < \(rows); row++) {"] + pushed + ["}"] + printed
  }
}

/// What all cases of a batch share.
enum BatchSource {
  static let header = """
    #include <stddef.h>
    void batch_fill(void *target, size_t count);
    void batch_print(const void *source, size_t count);
    void batch_fail(void);

    """

  /// The program, which begins with the case that its argument names.
  static func main(cases: Int) -> String {
    """
    #include <stdio.h>
    #include <stdlib.h>
    #include "batch.h"

    \((0..<cases).map { "void case_\($0)(void);" }.joined(separator: "\n"))

    void batch_fill(void *target, size_t count)
    {
        if (fread(target, 1, count, stdin) != count)
            batch_fail();
    }

    void batch_print(const void *source, size_t count)
    {
        const unsigned char *bytes = source;
        while (count-- > 0)
            printf("%02x", *bytes++);
    }

    void batch_fail(void)
    {
        fflush(stdout);
        fprintf(stderr, "a row or its input was miscounted\\n");
        exit(3);
    }

    int main(int count, char **arguments)
    {
        static void (*const cases[])(void) = {\((0..<cases).map { "case_\($0)" }.joined(separator: ", "))};
        setvbuf(stdout, NULL, _IOFBF, 1 << 16);
        for (int number = count > 1 ? atoi(arguments[1]) : 0; number < \(cases); number++) {
            printf("%d ", number);
            cases[number]();
            printf("\\n");
            fflush(stdout);
        }
        return 0;
    }

    """
  }
}

extension IntegerType {
  /// Two's complement bytes, lowest first, as the host stores them.
  func text(of values: [Int]) -> String {
    bytes(of: values).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  func bytes(of values: [Int]) -> [UInt8] {
    values.flatMap { value in
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
  }
}
