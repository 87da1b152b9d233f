import CSyntax
import FixedPoint
import NetworkIR

/// main.c: one vector through the network, the outputs printed.
struct ExampleFile {
  let context: EmissionContext
  let interface: PublicInterface

  private var example: CallExample { CallExample(context: context, interface: interface) }

  var file: CFile {
    CFile(
      [
        .comment([
          "Runs the network \"\(context.network.name)\" once and prints its outputs, one per line."
        ]),
        .include("stdio.h", isSystem: true), .blank,
        .include("\(context.name).h", isSystem: false), .blank,
      ]
        + (isPushed ? variables.map { .variable($0) } : []) + example.pusher()
        + (isPushed ? [.blank] : []) + [.function(main)]
    )
  }

  private var isPushed: Bool { interface.rows != nil }

  /// The arrays and the memory; functions share them only where rows are pushed.
  private var variables: [CVariable] {
    zip(interface.inputs, firstVector).map { port, values in
      example.values(values, of: port, named: arrayName(port))
    } + interface.outputs.map { example.results($0) } + [example.scratch] + example.state
  }

  /// The parameter of what pushes rows has the port's name.
  private func arrayName(_ port: PublicInterface.Port) -> String {
    interface.rows == nil ? port.identifier : "input"
  }

  /// The first golden vector, or the integers nearest to zero.
  private var firstVector: [[Int]] {
    context.options.vectors.first?.inputs
      ?? interface.inputs.map { port in
        let range = port.tensor.range
        let nearest = min(max(0, range.lower), range.upper)
        return [Int](repeating: nearest, count: port.tensor.shape.elementCount)
      }
  }

  private var main: CFunction {
    CFunction(
      isStatic: false, result: .int, name: "main", parameters: [],
      body: (isPushed ? [] : variables.map { .declare($0, note: nil) }) + example.reset + [
        .expression(example.run(arrayName))
      ] + interface.outputs.map(printing)
        + [
          .returnValue(.integer(0))
        ])
  }

  private func printing(_ port: PublicInterface.Port) -> CStatement {
    let element = CExpression.index(.name(port.identifier), .name("index"))
    return example.forEach(
      port,
      [
        .expression(
          .cast(.void, .call("printf", [.string("%ld\n"), .cast(.named("long"), element)])))
      ])
  }
}
