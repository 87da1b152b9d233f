import BigInt
import Diagnostics
import Driver
import FixedPoint
import Testing

@Suite("Input formats")
struct InputFormatTests {
  @Test(
    "a format is a type, a scale and perhaps an offset, all exact",
    arguments: [
      ("u8*1/255", IntegerType.uint8, Rational(1, over: 255), Rational.zero),
      ("s16*1/32768", .int16, Rational(1, over: 32768), .zero),
      ("i8*0.125-0.5", .int8, Rational(1, over: 8), Rational(-1, over: 2)),
      ("u16*-2+3", .uint16, Rational(-2), Rational(3)),
    ])
  func parses(_ text: String, _ type: IntegerType, _ scale: Rational, _ offset: Rational) throws {
    let format = try parseInputFormat(text)
    #expect(format.input == nil)
    #expect(format.type == type)
    #expect(format.scale == scale)
    #expect(format.offset == offset)
  }

  @Test("a name before the sign of equality chooses the input")
  func takesName() throws {
    let format = try parseInputFormat("audio=u8*1/2")
    #expect(format.input == "audio")
  }

  @Test(
    "anything else is refused with the form that is wanted",
    arguments: ["", "u8", "u9*1", "u8*", "u8*0", "u8*1/0", "u8*1e3", "u8*1/2/3", "u8*NaN"])
  func refuses(_ text: String) {
    let list = #expect(throws: DiagnosticList.self) { _ = try parseInputFormat(text) }
    #expect(
      list?.description
        == "error[E0102]: argument --input-format: \"\(text)\" is not an input format; "
        + "write TYPE*SCALE[+OFFSET] with a type of u8, s8, u16, s16, as u8*1/255")
  }
}
