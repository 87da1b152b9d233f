/// What a network adds to a program, from the sections that `size -A` lists. Sizes are in bytes.
package struct Footprint: Hashable, Sendable {
  /// Code and constants, and the initial values of variables.
  package let flashBytes: Int
  /// Variables with a fixed address; 0 for generated code, whose memory belongs to the caller.
  package let ramBytes: Int

  private static let codeAndConstants = [
    ".text", ".rodata", ".srodata", ".progmem", ".lowtext", ".ARM.exidx", ".ARM.extab",
  ]
  private static let initialized = [".data", ".sdata"]
  private static let zeroed = [".bss", ".sbss"]

  init(sizeListing text: String) {
    let sections = text.split(separator: "\n").compactMap { line -> (Substring, Int)? in
      let fields = line.split(separator: " ")
      guard fields.count == 3, let size = Int(fields[1]) else { return nil }
      return (fields[0], size)
    }
    func total(_ kinds: [String]) -> Int {
      sections.filter { section in
        kinds.contains { section.0 == $0 || section.0.hasPrefix($0 + ".") }
      }.reduce(0) { $0 + $1.1 }
    }
    flashBytes = total(Self.codeAndConstants) + total(Self.initialized)
    ramBytes = total(Self.initialized) + total(Self.zeroed)
  }
}
