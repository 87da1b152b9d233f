import FixedPoint

/// A network of integers only: the contract that the interpreter defines and everything below
/// obeys.
///
/// Operators stand in topological order. Every tensor has an exact range that `verify` re-derives.
/// No float appears except in the encoding of a float input, which is the border (rule A20).
package struct Network: Hashable, Sendable {
  package var name: String
  package var tensors: [Tensor]
  package var operators: [Operator]
  package var inputs: [NetworkInput]
  package var outputs: [TensorID]
  /// What one run leaves for the next.
  package var states: [NetworkState]

  package init(
    name: String, tensors: [Tensor] = [], operators: [Operator] = [],
    inputs: [NetworkInput] = [], outputs: [TensorID] = [], states: [NetworkState] = []
  ) {
    self.states = states
    self.name = name
    self.tensors = tensors
    self.operators = operators
    self.inputs = inputs
    self.outputs = outputs
  }

  package subscript(id: TensorID) -> Tensor { tensors[id.index] }
}

package struct TensorID: Hashable, Sendable {
  package let index: Int
  package init(_ index: Int) { self.index = index }
}

/// A tensor of integers.
package struct Tensor: Hashable, Sendable {
  /// The source file's own name where it has this tensor, else one derived from it.
  package var name: String
  package var shape: Shape
  /// How the elements are stored (rule A1); holds `range`.
  package var type: IntegerType
  /// The smallest proved range of the elements.
  package var range: IntegerRange
  package var meaning: Meaning

  package init(
    name: String, shape: Shape, type: IntegerType, range: IntegerRange, meaning: Meaning
  ) {
    self.name = name
    self.shape = shape
    self.type = type
    self.range = range
    self.meaning = meaning
  }
}

/// What integers stand for: real value = scale * integer + offset. Says nothing about how bits are
/// computed.
///
/// One entry, or one per index of `axis`. A scale that is irrational in the file (a batch norm's
/// square root) is given to a relative precision of 2^-64.
package struct Meaning: Hashable, Sendable {
  package let axis: Int?
  package let scale: [Rational]
  package let offset: [Rational]

  package init(axis: Int? = nil, scale: [Rational], offset: [Rational]) {
    self.axis = axis
    self.scale = scale
    self.offset = offset
  }

  /// The integers are their own values.
  package static let itself = Meaning(scale: [.one], offset: [.zero])
}

/// One operator, with where it came from in the file.
package struct Operator: Hashable, Sendable {
  /// The source node's name (unique within the network).
  package var name: String
  package var kind: OperatorKind
  package var inputs: [TensorID]
  package var outputs: [TensorID]

  package init(name: String, kind: OperatorKind, inputs: [TensorID], outputs: [TensorID]) {
    self.name = name
    self.kind = kind
    self.inputs = inputs
    self.outputs = outputs
  }
}

/// An input of the network: the tensor that the compiled code takes, and how a float array becomes
/// it.
package struct NetworkInput: Hashable, Sendable {
  package var tensor: TensorID
  package var encoding: InputEncoding

  package init(tensor: TensorID, encoding: InputEncoding) {
    self.tensor = tensor
    self.encoding = encoding
  }
}

/// A tensor that keeps its elements between runs: operators read `tensor`, and after the run the
/// elements of `next` are its elements for the next run. Before the first run, and after a reset, it
/// holds `initial`.
package struct NetworkState: Hashable, Sendable {
  package var tensor: TensorID
  /// Of the same shape and type, its range within the state's: an operator's output, an input, or
  /// the state itself.
  package var next: TensorID
  /// Row-major, one per element.
  package var initial: [Int]

  package init(tensor: TensorID, next: TensorID, initial: [Int]) {
    self.tensor = tensor
    self.next = next
    self.initial = initial
  }
}

/// How a user's array becomes the integers of an input tensor.
package enum InputEncoding: Hashable, Sendable {
  /// The file's input is integers already.
  case integers
  /// The file's input is float32; these steps, each rounded to float32, give the integers (rule
  /// A20).
  case float32([FloatStep])
  /// Raw device samples, declared by the user: real value = scale * sample + offset. The network's
  /// first operators turn them into the quantised tensor by integers alone.
  case samples(scale: Rational, offset: Rational)
}

/// One float32 step of an input quantiser, in the file's own order of operations (rule A20). A
/// parameter has one entry, or one per index of the input tensor's `axis`.
package enum FloatStep: Hashable, Sendable {
  case add(FloatParameter)
  case subtract(FloatParameter)
  /// parameter - x.
  case subtractFrom(FloatParameter)
  case multiply(FloatParameter)
  case divide(FloatParameter)
  case clamp(lower: Float, upper: Float)
  case round(Rounding)
  /// 1 where x >= 0, else -1.
  case bipolar
}

package struct FloatParameter: Hashable, Sendable {
  package let axis: Int?
  package let values: [Float]

  package init(axis: Int? = nil, values: [Float]) {
    self.axis = axis
    self.values = values
  }
}
