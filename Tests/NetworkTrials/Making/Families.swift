import NetworkIR

/// The operators, one for each case of `OperatorKind`: a new case does not compile until it is named
/// here and made by ``NetworkMaker``.
package enum OperatorFamily: String, Hashable, Sendable, CaseIterable, Codable {
  case dense, convolution, requantize, mappedSum, maxPool, sumPool, reshape, transpose, concatenate
  case pad, argMax, topK, product, extremum, slice, dilate, reduce, softmax, recurrence, constant

  package init(_ kind: OperatorKind) {
    switch kind {
    case .dense: self = .dense
    case .convolution: self = .convolution
    case .requantize: self = .requantize
    case .mappedSum: self = .mappedSum
    case .maxPool: self = .maxPool
    case .sumPool: self = .sumPool
    case .reshape: self = .reshape
    case .transpose: self = .transpose
    case .concatenate: self = .concatenate
    case .pad: self = .pad
    case .argMax: self = .argMax
    case .topK: self = .topK
    case .product: self = .product
    case .extremum: self = .extremum
    case .slice: self = .slice
    case .dilate: self = .dilate
    case .reduce: self = .reduce
    case .softmax: self = .softmax
    case .recurrence: self = .recurrence
    case .constant: self = .constant
    }
  }
}

/// The kinds of requantisation, one for each case of `RequantizeFunction`.
package enum FunctionFamily: String, Hashable, Sendable, CaseIterable, Codable {
  case shift, table, shiftThenTable, steps, chain, multiplier, bySign, quotient, curve

  package init(_ function: RequantizeFunction) {
    switch function {
    case .shift: self = .shift
    case .table: self = .table
    case .shiftThenTable: self = .shiftThenTable
    case .steps: self = .steps
    case .chain: self = .chain
    case .multiplier: self = .multiplier
    case .bySign: self = .bySign
    case .quotient: self = .quotient
    case .curve: self = .curve
    }
  }
}

/// Which weights a layer has.
package enum WeightAlphabet: String, Hashable, Sendable, CaseIterable, Codable {
  case zero, bipolar, ternary, scaledTernary, sparse, powers, twoTerms, small, bytes, codebook
  /// Powers of two, each row times one of its own.
  case rowExponents
  /// Up to 20 bits, for sums near the ends of their words.
  case wide
}

/// What networks have besides operators, requantisations and alphabets.
package enum NetworkTrait: String, Hashable, Sendable, CaseIterable, Codable {
  case severalInputs, severalOutputs, state, delayLine, residual, concatenation, wideAccumulator
  case channelsFirst, channelsLast, grouped, depthwise, strided, dilated, unevenPadding
  case oneByOne, primeSize, perChannelFunctions, constantOperand, oneBit, sixteenBits
}
