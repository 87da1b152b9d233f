import FixedPoint
import KernelIR
import Testing

@testable import Lowering

@Suite("Tidying of statements")
struct TidyingTests {
  private let x = PointerID(0)
  private let y = PointerID(1)
  private let value = LocalID(0)

  private func step(_ pointer: PointerID, _ elements: Int) -> Statement {
    .advance(pointer, .constant(elements))
  }

  private func store(_ pointer: PointerID) -> Statement {
    .store(.pointer(pointer), index: .constant(0), .local(value))
  }

  @Test("A loop of one turn gives its body")
  func oneTurn() {
    let body: [Statement] = [store(y), .repeatTimes(1, [.repeatTimes(1, [store(x)])])]
    #expect(body.tidied() == [store(y), store(x)])
  }

  @Test("A loop of one turn stays where its body defines what another scope defines, too")
  func definitions() {
    let once = Statement.repeatTimes(1, [.define(value, .constant(1)), store(x)])
    #expect([once, once].tidied() == [once, once])
    #expect([once].tidied() == [.define(value, .constant(1)), store(x)])
    let inner = Statement.repeatTimes(2, [.point(y, Address(.pointer(x))), store(y)])
    let pointing = Statement.repeatTimes(1, [.point(y, Address(.pointer(x))), store(y)])
    #expect([inner, pointing].tidied() == [inner, pointing])
  }

  @Test("Successive steps of a pointer become one, and none where they come to nothing")
  func steps() {
    let body: [Statement] = [
      step(x, 24), step(x, 48), step(y, 3), step(x, 5), store(y), step(x, 2), step(x, -2), store(x),
    ]
    #expect(body.tidied() == [step(x, 72), step(y, 3), step(x, 5), store(y), store(x)])
  }

  @Test("Steps behind the last use of any pointer go, those at the end of a loop's body stay")
  func lastSteps() {
    let loop = Statement.repeatTimes(3, [store(x), step(x, 1)])
    #expect([loop, step(x, -3), step(y, 9)].tidied() == [loop])
    #expect([step(x, -3)].tidied() == [])
  }
}
