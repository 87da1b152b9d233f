/// A table of text for people: columns as wide as their widest cell, numbers to the right.
struct TextTable {
  let header: [String]
  private var rows: [[String]] = []

  init(_ header: [String]) { self.header = header }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let widths = header.indices.map { column in
      ([header] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return ([header, rule] + rows).map { line($0, widths) }.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.enumerated().map { column, cell in
      let blanks = String(repeating: " ", count: max(0, widths[column] - cell.count))
      return isNumber(cell) ? blanks + cell : cell + blanks
    }
    let text = padded.joined(separator: "  ")
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  private func isNumber(_ cell: String) -> Bool {
    !cell.isEmpty && cell.allSatisfy { $0.isNumber || ",.-%".contains($0) }
  }
}

/// A count with thin separators between thousands, for people: 12,345.
func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var text = ""
  for (offset, digit) in digits.enumerated() {
    if offset > 0 && (digits.count - offset) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return number < 0 ? "-" + text : text
}
