import NetworkIR

extension ProgramBuilder {
  mutating func emitWordSoftmax(_ softmax: WordSoftmax, _ context: StageContext) {
    fatalError("being built")
  }
}
