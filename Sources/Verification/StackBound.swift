/// The most stack that a program can take, from the frame of each function and who calls whom. It
/// holds for all inputs, as the deepest use that was seen does not.
package enum StackBound: Hashable, Sendable {
  /// The deepest chain of calls, the caller first, and the bytes that it keeps.
  case bounded(bytes: Int, chain: [String])
  /// Why there is no bound.
  case unbounded(reason: String)

  package var bytes: Int? {
    switch self {
    case .bounded(let bytes, _): bytes
    case .unbounded: nil
    }
  }

  /// Follows every chain of calls from a function. Generated code calls through no pointer: the C
  /// tree has no such case.
  ///
  /// - Parameters:
  ///   - root: the function that is called first.
  ///   - usage: the frames of all functions.
  ///   - calls: by each function, those that it calls.
  init(from root: String, usage: StackUsage, calls: [String: Set<String>]) {
    var walk = StackWalk(usage: usage, calls: calls)
    do throws(StackWalk.Obstacle) {
      let deepest = try walk.deepest(from: root, callers: [])
      self = .bounded(bytes: deepest.bytes, chain: deepest.chain)
    } catch {
      self = .unbounded(reason: error.description)
    }
  }
}

/// A walk over the graph of calls that looks at each function once.
private struct StackWalk {
  let usage: StackUsage
  let calls: [String: Set<String>]
  private var known: [String: (bytes: Int, chain: [String])] = [:]

  init(usage: StackUsage, calls: [String: Set<String>]) {
    self.usage = usage
    self.calls = calls
  }

  enum Obstacle: Error, CustomStringConvertible {
    case recursion(String)
    case unknown(String)
    case dynamic(String)

    var description: String {
      switch self {
      case .recursion(let function): "\(function) calls itself"
      case .unknown(let function): "the stack of \(function) is not known"
      case .dynamic(let function): "the stack of \(function) depends on its arguments"
      }
    }
  }

  mutating func deepest(
    from function: String, callers: Set<String>
  ) throws(Obstacle) -> (bytes: Int, chain: [String]) {
    if let known = known[function] { return known }
    if callers.contains(function) { throw .recursion(function) }
    if usage.dynamic.contains(function) { throw .dynamic(function) }
    guard let own = usage.frames[function] else { throw .unknown(function) }
    var below: (bytes: Int, chain: [String]) = (0, [])
    for callee in (calls[function] ?? []).sorted() {
      let found = try deepest(from: callee, callers: callers.union([function]))
      if below.chain.isEmpty || found.bytes > below.bytes { below = found }
    }
    let result = (own + below.bytes, [function] + below.chain)
    known[function] = result
    return result
  }
}

extension Disassembly {
  /// By each function, those of the given names that it refers to, itself left out: a jump within a
  /// function refers to its own section.
  ///
  /// - Parameter functions: the names of functions; what else is referred to is data.
  func calls(of functions: Set<String>) -> [String: Set<String>] {
    var calls: [String: Set<String>] = [:]
    for reference in references {
      let caller = StackUsage.sourceName(reference.position.function[...])
      let callee = Self.function(of: reference.symbol)
      guard functions.contains(callee) else { continue }
      if callee != caller || !reference.symbol.hasPrefix(".text.") {
        calls[caller, default: []].insert(callee)
      }
    }
    return calls
  }

  /// A section of one function, `.text.NAME`, stands for it.
  private static func function(of symbol: String) -> String {
    let name = symbol.hasPrefix(".text.") ? symbol.dropFirst(".text.".count) : symbol[...]
    return StackUsage.sourceName(name)
  }
}
