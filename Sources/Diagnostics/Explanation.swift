/// What `stapes explain CODE` prints: what a kind of fault means and what usually helps.
package struct Explanation: Hashable, Sendable {
  package let title: String
  package let meaning: String
  package let advice: String
}

extension DiagnosticCode {
  package var explanation: Explanation {
    switch self {
    case .unreadableFile, .badArgument, .badArray, .badTrace: inputExplanation
    case .malformedModel, .inconsistentModel, .tooLarge, .nonFiniteConstant, .brokenGraph,
      .constantOutput:
      modelExplanation
    case .unsupportedOperator, .unsupportedForm, .notQuantized, .notExact, .collapsedLayer:
      exactnessExplanation
    case .rangeOverflow, .invalidNetwork, .invalidKernel, .budgetExceeded: loweringExplanation
    case .badTarget, .missingTool, .toolFailed, .toolTooSlow, .mismatch, .forbiddenInstruction,
      .unreadableCode, .remark:
      verificationExplanation
    }
  }

  private var inputExplanation: Explanation {
    switch self {
    case .unreadableFile:
      Explanation(
        title: "A file cannot be read or written",
        meaning: "The path does not exist, is a folder, or the system refused access.",
        advice: "Check the path and its permissions.")
    case .badArgument:
      Explanation(
        title: "An argument does not make sense",
        meaning: "An option has a value outside its form, or options contradict each other.",
        advice: "Run the command with --help; input formats look like u8*1/255 or s16*1/32768+0.")
    case .badTrace:
      Explanation(
        title: "A log holds no trace of the network",
        meaning:
          "What was captured has no whole inference of this network in the form that a trace "
          + "build prints.",
        advice: "Build the generated C with -DSTAPES_TRACE, capture what it prints from the first "
          + "line on, and give the very model that the C was made of; docs/trace.md describes the "
          + "lines.")
    default:
      Explanation(
        title: "An array does not fit",
        meaning:
          "A .npy file is broken, or its element type, shape or values do not fit the input.",
        advice: "Arrays are C-ordered .npy files whose first axis is the batch; `stapes inspect` "
          + "prints the shape and type that each input takes.")
    }
  }

  private var modelExplanation: Explanation {
    switch self {
    case .malformedModel:
      Explanation(
        title: "The file is not a whole model",
        meaning: "The bytes are not what the format demands at the place named.",
        advice: "Export the model again, or copy the file again; it may have been cut short.")
    case .inconsistentModel:
      Explanation(
        title: "The model contradicts itself",
        meaning: "A shape, type or attribute disagrees with another part of the graph.",
        advice: "Run onnx.checker and shape inference on the file and export it again.")
    case .tooLarge:
      Explanation(
        title: "Larger than Stapes accepts",
        meaning: "A size, count or offset is beyond the limits that keep memory bounded.",
        advice: "Networks for hearing-aid-class devices are far smaller; check the dimension named."
      )
    case .nonFiniteConstant:
      Explanation(
        title: "A constant is NaN or infinite",
        meaning: "A weight, scale or threshold is not a number, so nothing exact can be computed.",
        advice: "Look for a diverged training run, or a scale that became zero and was inverted.")
    case .brokenGraph:
      Explanation(
        title: "The graph is broken",
        meaning: "It has a cycle, or an operator reads a tensor that nothing produces.",
        advice: "Run onnx.checker on the file; an initialiser may be missing.")
    default:
      Explanation(
        title: "The output does not depend on the input",
        meaning: "The graph computes a constant, which is never what was meant.",
        advice: "Some exporters of recurrent layers lose the input; check the export.")
    }
  }

  private var exactnessExplanation: Explanation {
    switch self {
    case .unsupportedOperator:
      Explanation(
        title: "An operator that Stapes does not know",
        meaning: "The operator is not in docs/operators.md for this version.",
        advice: "`stapes ops` lists what is supported; replace the operator or fold it into others."
      )
    case .unsupportedForm:
      Explanation(
        title: "A form of a known operator that is not supported",
        meaning:
          "The attribute, type or combination of inputs named is outside what is exact here.",
        advice: "The diagnostic names the nearest supported form.")
    case .notQuantized:
      Explanation(
        title: "A quantiser is missing",
        meaning:
          "A tensor is real-valued where an operator needs integers: nothing in the file says "
          + "how to make integers of it.",
        advice:
          "Discretise a float network with `stapes discretize`; else insert a quantiser (QONNX "
          + "Quant, or QuantizeLinear) on the tensor named and export again.")
    case .collapsedLayer:
      Explanation(
        title: "A layer or value would collapse",
        meaning: "Its weights all become zero, or it is the same whatever the calibration input.",
        advice: "Give the layer more levels (--layer NAME=int4), and inputs like the device's.")
    default:
      Explanation(
        title: "No exact integer form",
        meaning: "The real function between two integer tensors has no exact integer form within "
          + "bounds.",
        advice: "Use scales that are powers of two, or equal scales on both sides of an addition.")
    }
  }

  private var loweringExplanation: Explanation {
    switch self {
    case .rangeOverflow:
      Explanation(
        title: "A value is not proved to fit",
        meaning: "The exact range of a value leaves 32 bits.",
        advice: "Use fewer bits for the activations or weights of the layer named, or split it.")
    case .invalidNetwork:
      Explanation(
        title: "The network breaks its contract",
        meaning: "A .stapes file, or a stage of the compiler, made a network that breaks a rule.",
        advice: "If the file came from Stapes itself, please report it.")
    case .invalidKernel:
      Explanation(
        title: "The lowered program breaks its contract",
        meaning: "A lowering strategy made a step that is not proved safe.",
        advice: "Please report it; another --strategy may avoid it.")
    default:
      Explanation(
        title: "A limit is exceeded",
        meaning: "The network does not fit the flash, RAM or object size given.",
        advice:
          "The diagnostic lists the sizes per layer; fewer or narrower weights in the largest "
          + "layer help most.")
    }
  }

  private var verificationExplanation: Explanation {
    switch self {
    case .badTarget:
      Explanation(
        title: "A target description is broken or unknown",
        meaning: "targets/NAME.json is missing, or a field of it is.",
        advice: "`stapes targets` lists the targets; targets/README.md describes the fields.")
    case .missingTool:
      Explanation(
        title: "A tool is missing",
        meaning: "A compiler, emulator or counter is not installed.",
        advice: "Run tools/setup, or install the package named.")
    case .toolFailed:
      Explanation(
        title: "A tool failed",
        meaning: "A compiler or emulator ended with an error; its last words are shown.",
        advice: "Please report it with the model, if the generated code does not compile.")
    case .toolTooSlow:
      Explanation(
        title: "A compiler or emulator takes too long",
        meaning: "It was ended after ten minutes: long straight-line functions take optimising "
          + "compilers that long, and large networks an emulator.",
        advice: "Give fewer --vectors, or a limit on flash (--max-flash): smaller code compiles "
          + "faster. `stapes verify --quick` builds twice on the host instead of ten times.")
    case .mismatch:
      Explanation(
        title: "Two places gave different bits",
        meaning: "The generated code and the reference interpreter disagree on an input.",
        advice: "Please report it with the model and the input: this must not happen.")
    case .forbiddenInstruction:
      Explanation(
        title: "A forbidden instruction was found",
        meaning:
          "The object code multiplies, divides or uses floating point, or calls a helper that "
          + "does.",
        advice:
          "Report it with the compiler's version and flags; another optimisation level may help.")
    case .unreadableCode:
      Explanation(
        title: "Generated C could not be read back",
        meaning: "A file has text that Stapes does not print, so nothing is proved of it.",
        advice: "Generate it again; please report it if that does not help.")
    default:
      Explanation(
        title: "A remark",
        meaning: "Something was dropped or assumed; the result is exact.",
        advice: "Nothing needs to be done.")
    }
  }
}
