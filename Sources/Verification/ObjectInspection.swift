import Diagnostics
import TargetDescription

/// Searches object code for what the rules of a target forbid.
struct ObjectInspection {
  private let patterns: [(ObjectFinding.Kind, NamePatterns)]
  private let forbiddenSymbols: NamePatterns
  private let allowedHelpers: NamePatterns

  init(rules: TargetProfile.InspectionRules) {
    patterns = [
      (.multiply, NamePatterns(rules.multiplyMnemonics)),
      (.divide, NamePatterns(rules.divideMnemonics)),
      (.floatingPoint, NamePatterns(rules.floatMnemonics)),
    ]
    forbiddenSymbols = NamePatterns(rules.forbiddenSymbols)
    allowedHelpers = NamePatterns(rules.allowedHelpers)
  }

  /// The findings in a network's object, in the order of its code.
  ///
  /// - Parameters:
  ///   - disassembly: of the object.
  ///   - symbols: of the object.
  func findings(object disassembly: Disassembly, symbols: SymbolTable) -> [ObjectFinding] {
    arithmetic(in: disassembly.instructions) + helperCalls(disassembly.references, symbols)
      + unknownSymbols(symbols)
      + symbols.writable.map { ObjectFinding(kind: .writableObject, name: $0.name) }
  }

  /// The functions that the linker added to the network, but for those forbidden by their name.
  ///
  /// - Parameters:
  ///   - linked: the symbols of the network linked alone.
  ///   - own: the symbols of the network's object.
  func addedHelpers(linked: SymbolTable, own: SymbolTable) -> Set<String> {
    let needed = Set(own.undefined)
    let ownNames = Set(own.symbols.map(\.name)).subtracting(needed)
    return Set(linked.functions.filter { needed.contains($0.name) || $0.size > 0 }.map(\.name))
      .subtracting(ownNames).filter { !forbiddenSymbols.match($0) }
  }

  /// The findings in those functions.
  func findings(helpers: Set<String>, linked: Disassembly) -> [ObjectFinding] {
    arithmetic(in: linked.instructions.filter { helpers.contains($0.position.function) })
  }

  private func arithmetic(in instructions: [Disassembly.Instruction]) -> [ObjectFinding] {
    var kinds: [String: ObjectFinding.Kind?] = [:]
    return instructions.compactMap { instruction in
      let kind = kinds[instruction.mnemonic] ?? kind(of: instruction.mnemonic)
      kinds[instruction.mnemonic] = .some(kind)
      return kind.map {
        ObjectFinding(kind: $0, name: instruction.mnemonic, position: instruction.position)
      }
    }
  }

  private func kind(of mnemonic: String) -> ObjectFinding.Kind? {
    patterns.first { $0.1.match(mnemonic) }?.0
  }

  private func helperCalls(_ references: [Disassembly.Reference], _ symbols: SymbolTable)
    -> [ObjectFinding]
  {
    let helpers = Set(symbols.undefined.filter(forbiddenSymbols.match))
    return references.filter { helpers.contains($0.symbol) }.map {
      ObjectFinding(kind: .forbiddenHelper, name: $0.symbol, position: $0.position)
    }
  }

  private func unknownSymbols(_ symbols: SymbolTable) -> [ObjectFinding] {
    symbols.undefined.filter { !forbiddenSymbols.match($0) && !allowedHelpers.match($0) }.map {
      ObjectFinding(kind: .unknownSymbol, name: $0)
    }
  }
}

/// Regular expressions of which one must match a whole name.
struct NamePatterns {
  private let patterns: [Regex<AnyRegexOutput>]

  /// Patterns that do not compile were refused when the target was read.
  init(_ texts: [String]) {
    patterns = texts.compactMap { try? Regex($0) }
  }

  func match(_ name: String) -> Bool {
    patterns.contains { (try? $0.wholeMatch(in: name)) != nil }
  }
}
