/// The integers that a weight may be, times one scale per output channel.
package enum WeightAlphabet: Hashable, Sendable {
  /// -1, 0, 1.
  case ternary
  /// 0 and plus or minus 2^0 ... 2^(2^exponentBits - 2): a sign and an exponent, one code of which
  /// is zero.
  case powerOfTwo(exponentBits: Int)
  /// Sums of two powers: each of three magnitude bits' terms (APoT).
  case additivePowers
  /// -(2^(bits-1) - 1) ... 2^(bits-1) - 1.
  case uniform(bits: Int)
  /// So many clusters of the layer's own weights.
  case codebook(size: Int)
  /// So many centres of a Laplacian distribution.
  case laplacian(size: Int)
  /// So many kernels of 6-bit weights, shared by a convolution's slices; elsewhere 6-bit weights.
  case kernels(size: Int)
}

extension WeightAlphabet {
  /// The name, as the command line takes it.
  package var name: String {
    switch self {
    case .ternary: "ternary"
    case .powerOfTwo(let exponentBits): exponentBits == 3 ? "pot" : "pot\(exponentBits + 1)"
    case .additivePowers: "apot"
    case .uniform(let bits): "int\(bits)"
    case .codebook(let size): size == 16 ? "codebook" : "codebook\(size)"
    case .laplacian(let size): size == 33 ? "laplacian" : "laplacian\(size)"
    case .kernels(let size): size == 64 ? "kernels" : "kernels\(size)"
    }
  }

  /// nil where there is none of this name.
  package init?(name: String) {
    func number(after prefix: String) -> Int? {
      name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
    }
    switch name {
    case "ternary": self = .ternary
    case "pot": self = .powerOfTwo(exponentBits: 3)
    case "apot": self = .additivePowers
    case "codebook": self = .codebook(size: 16)
    case "laplacian": self = .laplacian(size: 33)
    case "kernels": self = .kernels(size: 64)
    default:
      if let bits = number(after: "int"), (2...8).contains(bits) {
        self = .uniform(bits: bits)
      } else if let bits = number(after: "pot"), (3...5).contains(bits) {
        self = .powerOfTwo(exponentBits: bits - 1)
      } else if let size = number(after: "codebook"), (2...256).contains(size) {
        self = .codebook(size: size)
      } else if let size = number(after: "laplacian"), (3...257).contains(size), size % 2 == 1 {
        self = .laplacian(size: size)
      } else if let size = number(after: "kernels"), (2...1024).contains(size) {
        self = .kernels(size: size)
      } else {
        return nil
      }
    }
  }

  /// Bits of a weight's code.
  package var bits: Double {
    switch self {
    case .ternary: 1.585
    case .powerOfTwo(let exponentBits): Double(exponentBits + 1)
    case .additivePowers: 4
    case .uniform(let bits): Double(bits)
    case .codebook(let size), .laplacian(let size): Double(bitCount(size - 1))
    // As they are stored: the code is of whole kernels.
    case .kernels: 6
    }
  }
}

extension WeightAlphabet {
  /// Whether each weight may be any level by itself.
  var isElementwise: Bool {
    switch self {
    case .ternary, .powerOfTwo, .additivePowers, .uniform, .codebook, .laplacian: true
    case .kernels: false
    }
  }
}

/// The bits that a number needs.
func bitCount(_ number: Int) -> Int { Int.bitWidth - number.leadingZeroBitCount }
