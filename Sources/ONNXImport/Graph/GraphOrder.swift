import Diagnostics

/// The nodes of a graph in an order that defines every tensor before its use.
struct GraphOrder {
  /// Indices of nodes; those on a cycle or behind one are left out.
  private(set) var sorted: [Int] = []
  /// Indices of the nodes that the graph's outputs depend on.
  private(set) var live: Set<Int> = []
  private(set) var faults: [Diagnostic] = []

  private let graph: ModelGraph
  /// The node that produces each tensor; the first one where several claim it.
  private var producers: [String: Int] = [:]

  init(_ graph: ModelGraph) {
    self.graph = graph
    findProducers()
    checkProducers()
    findLiveNodes()
    sort()
    reportCycle()
  }

  private mutating func findProducers() {
    var given = Set(graph.inputs.map(\.name)).union(graph.initializers.keys)
    for (index, node) in graph.nodes.enumerated() {
      for output in node.outputs where !output.isEmpty {
        if given.insert(output).inserted {
          producers[output] = index
        } else {
          faults.append(
            Diagnostic(
              .inconsistentModel, at: .tensor(output), cause: "it is defined more than once",
              remedy: "give every tensor its own name"))
        }
      }
    }
  }

  private mutating func checkProducers() {
    let given = Set(graph.inputs.map(\.name))
      .union(graph.initializers.keys).union(graph.brokenInitializers)
    func isDefined(_ name: String) -> Bool { given.contains(name) || producers[name] != nil }
    for node in graph.nodes {
      for input in node.inputs where !input.isEmpty && !isDefined(input) {
        let place = Place.node(
          name: node.name, operator: node.operatorName, detail: "input \"\(input)\"")
        faults.append(
          Diagnostic(
            .brokenGraph, at: place, cause: "no node, input or initialiser defines it",
            remedy: "export the model again with its constants"))
      }
    }
    for output in graph.outputs where !isDefined(output.name) {
      faults.append(
        Diagnostic(
          .brokenGraph, at: .tensor(output.name),
          cause: "it is an output of the graph, but nothing defines it",
          remedy: "export the model again"))
    }
  }

  /// The distinct nodes that a node reads from.
  private func predecessors(of index: Int) -> Set<Int> {
    Set(graph.nodes[index].inputs.compactMap { producers[$0] })
  }

  private mutating func findLiveNodes() {
    var pending = graph.outputs.compactMap { producers[$0.name] }
    while let index = pending.popLast() {
      guard live.insert(index).inserted else { continue }
      pending.append(contentsOf: predecessors(of: index).subtracting(live))
    }
  }

  /// Kahn's algorithm, in the file's order where the graph leaves a choice.
  private mutating func sort() {
    var missing = graph.nodes.indices.map { predecessors(of: $0).count }
    var users: [Int: [Int]] = [:]
    for index in graph.nodes.indices {
      for predecessor in predecessors(of: index) { users[predecessor, default: []].append(index) }
    }
    sorted = graph.nodes.indices.filter { missing[$0] == 0 }
    var next = 0
    while next < sorted.count {
      for user in users[sorted[next]] ?? [] {
        missing[user] -= 1
        if missing[user] == 0 { sorted.append(user) }
      }
      next += 1
    }
  }

  private mutating func reportCycle() {
    let stuck = Set(graph.nodes.indices).subtracting(sorted)
    guard var index = stuck.min() else { return }
    // Every stuck node has a stuck predecessor, so this walk must meet itself: on the cycle.
    var walked: Set<Int> = []
    while walked.insert(index).inserted {
      index = predecessors(of: index).intersection(stuck).min() ?? index
    }
    let node = graph.nodes[index]
    faults.append(
      Diagnostic(
        .brokenGraph, at: .node(name: node.name, operator: node.operatorName),
        cause: "its input depends on its own output", remedy: "remove the cycle from the graph"))
  }
}
