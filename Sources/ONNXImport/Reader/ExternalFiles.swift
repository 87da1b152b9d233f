import Diagnostics

/// Reads the external data files of a model, each once, and only from the model's own folder.
struct ExternalFiles {
  private let read: (String) throws -> [UInt8]
  private var cache: [String: [UInt8]] = [:]

  init(read: @escaping (String) throws -> [UInt8]) { self.read = read }

  /// The bytes that the entries of a tensor's external_data name.
  /// - Parameter byteCount: what the tensor's shape and type need.
  mutating func bytes(
    for entries: [String: String], byteCount: Int, place: Place
  ) throws(DiagnosticList) -> [UInt8] {
    let location = try checkedLocation(entries["location"] ?? "", place: place)
    let offset = try number(entries["offset"], "offset", place: place) ?? 0
    let length = try number(entries["length"], "length", place: place) ?? byteCount
    guard length == byteCount else {
      throw Diagnostic(
        .inconsistentModel, at: place,
        cause: "its external data has \(length) bytes where its shape needs \(byteCount)",
        remedy: "export the model again"
      ).alone
    }
    let file = try contents(of: location, place: place)
    let (end, overflow) = offset.addingReportingOverflow(length)
    guard !overflow, end <= file.count else {
      throw Diagnostic(
        .malformedModel, at: place,
        cause: "its external data ends after the \(file.count) bytes of \"\(location)\"",
        remedy: "copy the data file again, it may be cut short"
      ).alone
    }
    return Array(file[offset..<end])
  }

  /// A relative path that stays inside the model's folder.
  private func checkedLocation(
    _ location: String, place: Place
  ) throws(DiagnosticList) -> String {
    let parts = location.split(separator: "/", omittingEmptySubsequences: false)
    let isInside =
      !parts.contains { $0.isEmpty || $0 == ".." || $0 == "." }
      && !location.contains { $0 == "\\" || $0 == ":" || $0 == "\0" }
    guard isInside else {
      throw Diagnostic(
        .malformedModel, at: place,
        cause: "its external data lies at \"\(location)\", outside the model's folder",
        remedy: "keep the data file beside the model and name it by a relative path"
      ).alone
    }
    return location
  }

  private func number(
    _ text: String?, _ key: String, place: Place
  ) throws(DiagnosticList) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw Diagnostic(
        .malformedModel, at: place,
        cause: "the \(key) of its external data is \"\(text)\"",
        remedy: "export the model again"
      ).alone
    }
    return number
  }

  private mutating func contents(
    of location: String, place: Place
  ) throws(DiagnosticList) -> [UInt8] {
    if let known = cache[location] { return known }
    guard let bytes = try? read(location) else {
      throw Diagnostic(
        .inconsistentModel, at: place,
        cause: "its external data file \"\(location)\" cannot be read",
        remedy: "put the file beside the model"
      ).alone
    }
    guard bytes.count <= ImportLimits.fileBytes else {
      throw Diagnostic(
        .tooLarge, at: place,
        cause: "its external data file \"\(location)\" has \(bytes.count) bytes",
        remedy: "files of up to \(ImportLimits.fileBytes) bytes are read"
      ).alone
    }
    cache[location] = bytes
    return bytes
  }
}
