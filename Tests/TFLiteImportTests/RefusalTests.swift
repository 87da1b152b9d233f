import Diagnostics
import TFLiteImport
import Testing

@Suite("Refused TensorFlow Lite models")
struct RefusalTests {
  @Test("every operator is checked, also behind a refused one")
  func allAtOnce() {
    var model = TestModel.window
    model.operators[0].code = 32
    model.operators[1].options[3] = .int32(0)
    model.tensors[4].type = 3
    #expect(
      model.refusal() == """
        error[E0301]: node "features" (CUSTOM): operator CUSTOM is not supported; \
        `stapes ops` lists what is; replace the operator, or compute it outside
        error[E0202]: node "pooled" (MAX_POOL_2D), options: a stride, dilation or window size is \
        not within 1 to 65536; export the model again
        error[E0302]: node "averaged" (AVERAGE_POOL_2D), input: its type is int8, the output's \
        uint8; quantise the whole model to int8 or int16 with a representative data set
        error[E0302]: node "total" (ADD), input second: its type is uint8, not int8; quantise both \
        inputs to the same type
        """)
  }

  @Test("an output for another batch is refused")
  func batch() {
    var model = TestModel.window
    model.tensors[0].shape[0] = 2
    #expect(
      model.refusal().hasPrefix(
        """
        error[E0202]: node "features" (CONV_2D), output: the file says [1, 4, 4, 2] for a batch of \
        2; export the model again
        """))
  }

  @Test("sizes that are not known are refused")
  func dynamicShape() {
    var model = TestModel.fullyConnected
    model.tensors[0].shape[0] = -1
    #expect(
      model.refusal().hasPrefix(
        """
        error[E0302]: node "x" (model input), model input: tensor "x" has a size that is not known \
        before it runs; export the model with a fixed batch of 1 and fixed sizes
        """))
  }

  @Test("weights that are computed are refused")
  func variableWeights() {
    var model = TestModel.fullyConnected
    model.inputs = [0, 1]
    model.tensors[1].data = nil
    #expect(
      model.refusal() == """
        error[E0302]: node "y" (FULLY_CONNECTED), input weights: tensor "weights" is not a \
        constant; make it a constant of the model
        """)
  }

  @Test("a float model is refused")
  func floats() {
    var model = TestModel.fullyConnected
    for index in [0, 1, 3] { model.tensors[index].type = 0 }
    #expect(
      model.refusal().hasPrefix(
        """
        error[E0401]: node "y" (FULLY_CONNECTED), input: its type is float32, the output's \
        float32; quantise the whole model to int8 or int16 with a representative data set
        """))
  }

  @Test("options of another operator are refused")
  func foreignOptions() {
    var model = TestModel.fullyConnected
    model.operators[0].optionsType = 1
    #expect(
      model.refusal() == """
        error[E0202]: node "y" (FULLY_CONNECTED), options: they are of type 1, which belongs to \
        another operator; export the model again
        """)
  }

  @Test("a constant of the wrong size is refused")
  func constantSize() {
    var model = TestModel.fullyConnected
    model.tensors[1].data?.removeLast()
    #expect(
      model.refusal() == """
        error[E0202]: node "y" (FULLY_CONNECTED), input weights: tensor "weights" has 6 elements \
        in 5 bytes; export the model again
        """)
  }

  @Test("an output shape that contradicts the operator is refused")
  func contradictingShape() {
    var model = TestModel.window
    model.tensors[3].shape = [1, 2, 3, 2]
    #expect(
      model.refusal().contains(
        """
        error[E0202]: node "pooled" (MAX_POOL_2D), output 0: the file says [1x2x3x2], but the \
        inputs and options give [1x2x2x2]; export the model again
        """))
  }
}
