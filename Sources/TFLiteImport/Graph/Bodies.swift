import Diagnostics
import NetworkIR

extension ImportContext {
  /// Builds a network of its own, in which tensors of the file have other shapes and values.
  ///
  /// - Parameters:
  ///   - tensors: The file's tensors that are declared otherwise there, by number.
  ///   - build: Makes the operators; gives the network's outputs.
  mutating func body(
    _ name: String, declaring tensors: [Int: TFLiteTensor],
    _ build: (inout ImportContext) throws(OperatorRefusal) -> [TensorID]
  ) throws(OperatorRefusal) -> Network {
    let outer = (graph, builder, values, constants)
    defer { (graph, builder, values, constants) = outer }
    for (number, tensor) in tensors { graph.tensors[number] = tensor }
    (builder, values, constants) = (NetworkBuilder(name: name), [:], [:])
    let outputs = try build(&self)
    do throws(DiagnosticList) {
      return try builder.build(outputs: outputs)
    } catch {
      throw refuse(error)
    }
  }
}
