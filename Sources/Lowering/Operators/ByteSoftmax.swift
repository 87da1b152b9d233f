import NetworkIR

extension ProgramBuilder {
  mutating func emitByteSoftmax(_ softmax: ByteSoftmax, _ context: StageContext) {
    fatalError("being built")
  }
}
