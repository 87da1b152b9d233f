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
    // The graph itself is not copied: a file may have thousands of bodies and of tensors.
    let (outer, replaced) = ((builder, values, constants), exchange(tensors))
    defer {
      _ = exchange(replaced)
      (builder, values, constants) = outer
    }
    (builder, values, constants) = (NetworkBuilder(name: name), [:], [:])
    let outputs = try build(&self)
    do throws(DiagnosticList) {
      return try builder.build(outputs: outputs)
    } catch {
      throw refuse(error)
    }
  }

  /// Puts tensors into the graph; gives those that stood there.
  private mutating func exchange(_ tensors: [Int: TFLiteTensor]) -> [Int: TFLiteTensor] {
    var previous: [Int: TFLiteTensor] = [:]
    for (number, tensor) in tensors {
      previous[number] = graph.tensors[number]
      graph.tensors[number] = tensor
    }
    return previous
  }
}
