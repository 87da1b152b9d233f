import Diagnostics
import Testing

@Suite("Names for people")
struct ShortNameTests {
  @Test("names of up to 40 characters stay as they are", arguments: ["", "conv", "a/b_1"])
  func short(name: String) { #expect(name.shortName == name) }

  @Test("of fused names the first is shown, and of long ones both ends")
  func long() {
    #expect("a/Conv2D;b/BiasAdd;c".shortName == "a/Conv2D")
    let name = "functional_1/activation_3/Relu_functional_1/batch_normalization_3/FusedBatchNorm"
    #expect(name.shortName == "functional_1/act…zation_3/FusedBatchNorm")
    #expect(name.shortName.count == 40)
  }
}
