import NetworkIR
import Testing

@testable import Calibration

/// A convolution as its formula says, element by element.
private func plainConvolution(
  _ x: [Float], _ linear: FloatLinear, _ geometry: WindowGeometry, input: [Int], output: [Int]
) -> [Float] {
  let (height, width) = (input[2], input[3])
  let inputsPerGroup = input[1] / linear.groups
  let outputsPerGroup = linear.outputs / linear.groups
  var y: [Float] = []
  for channel in 0..<output[1] {
    for row in 0..<output[2] {
      for column in 0..<output[3] {
        var sum = Double(linear.bias[channel])
        for source in 0..<inputsPerGroup {
          for i in 0..<geometry.kernel[0] {
            for j in 0..<geometry.kernel[1] {
              let r =
                row * geometry.strides[0] + i * geometry.dilations[0] - geometry.paddingBefore[0]
              let c =
                column * geometry.strides[1] + j * geometry.dilations[1] - geometry.paddingBefore[1]
              guard 0 <= r, r < height, 0 <= c, c < width else { continue }
              let plane = channel / outputsPerGroup * inputsPerGroup + source
              let weight = linear.weights[
                channel * linear.columns + (source * geometry.kernel[0] + i) * geometry.kernel[1]
                  + j]
              sum += Double(weight) * Double(x[(plane * height + r) * width + c])
            }
          }
        }
        y.append(Float(sum))
      }
    }
  }
  return y
}

struct ForwardTests {
  @Test(arguments: [1, 2, 4])
  func `Convolutions of any grouping, stride, padding and dilation follow their formula`(
    groups: Int
  ) {
    for (stride, padding, dilation) in [(1, 0, 1), (2, 1, 1), (1, 2, 2)] {
      let geometry = window([3, 2], padding: padding, stride: stride, dilation: dilation)
      let sizes = geometry.outputSizes(for: [7, 6]) ?? []
      let linear = linear(4, 4 / groups * 6, seed: 3, geometry: geometry, groups: groups)
      let network = chain([1, 4, 7, 6], [(.linear(linear), [1, 4] + sizes)])
      let x = numbers(2 * 4 * 7 * 6, seed: 5)
      let expected = [x.prefix(168), x.suffix(168)].flatMap {
        plainConvolution(
          Array($0), linear, geometry, input: [1, 4, 7, 6], output: [1, 4] + sizes)
      }
      #expect(zip(network.run(x), expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test func `A dense layer is a matrix product, row by row`() {
    let linear = linear(5, 11, seed: 1)
    let x = numbers(33, seed: 2)
    let y = chain([3, 11], [(.linear(linear), [3, 5])]).run(x)
    for row in 0..<3 {
      for output in 0..<5 {
        let expected = (0..<11).reduce(linear.bias[output]) {
          $0 + linear.weights[output * 11 + $1] * x[row * 11 + $1]
        }
        #expect(abs(y[row * 5 + output] - expected) < 1e-5)
      }
    }
  }

  @Test func `Padding never wins a maximum, and is left out of a mean that does not count it`() {
    let geometry = window([2], padding: 1, stride: 2)
    let x: [Float] = [-3, -1, -2, -8]
    let most = chain([1, 1, 4], [(.maxPool(geometry), [1, 1, 3])]).run(x)
    #expect(most == [-3, -1, -8])
    let mean = chain([1, 1, 4], [(.averagePool(geometry, countsPadding: false), [1, 1, 3])]).run(x)
    #expect(mean == [-3, -1.5, -8])
    let counted = chain([1, 1, 4], [(.averagePool(geometry, countsPadding: true), [1, 1, 3])]).run(
      x)
    #expect(counted == [-1.5, -1.5, -4])
  }
}
