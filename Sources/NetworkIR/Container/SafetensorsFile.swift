/// A safetensors file: named arrays and a map of strings.
struct SafetensorsFile: Hashable {
  var metadata: [String: String] = [:]
  var arrays: [String: SafetensorsArray] = [:]
}

/// An array of the file, row-major.
struct SafetensorsArray: Hashable {
  let shape: [Int]
  let values: SafetensorsValues

  init(shape: [Int], integers: [Int]) {
    self.init(shape: shape, values: .integers(integers))
  }

  init(shape: [Int], values: SafetensorsValues) {
    self.shape = shape
    self.values = values
  }
}

enum SafetensorsValues: Hashable {
  case integers([Int])
  case floats([Float])

  /// The narrowest type that holds the values.
  var type: SafetensorsType {
    switch self {
    case .floats: .float32
    case .integers(let values):
      [SafetensorsType.int8, .int16, .int32].first { type in
        let limit = 1 << (8 * type.bytes - 1)
        return values.allSatisfy { -limit..<limit ~= $0 }
      } ?? .int64
    }
  }
}

/// The element types of the format that are used here.
enum SafetensorsType: String, Codable {
  case int8 = "I8"
  case int16 = "I16"
  case int32 = "I32"
  case int64 = "I64"
  case float32 = "F32"

  var bytes: Int {
    switch self {
    case .int8: 1
    case .int16: 2
    case .int32, .float32: 4
    case .int64: 8
    }
  }
}

/// Where and what an array is, as the header says.
struct SafetensorsEntry: Codable {
  let type: SafetensorsType
  let shape: [Int]
  let offsets: [Int]

  enum CodingKeys: String, CodingKey {
    case type = "dtype"
    case shape
    case offsets = "data_offsets"
  }
}

/// The header: entries by name, and the metadata under a name of its own.
struct SafetensorsHeader: Codable {
  var metadata: [String: String] = [:]
  var entries: [String: SafetensorsEntry] = [:]

  init() {}

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
    static let metadata = Key(stringValue: "__metadata__")
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys {
      if key.stringValue == Key.metadata.stringValue {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        entries[key.stringValue] = try container.decode(SafetensorsEntry.self, forKey: key)
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metadata, forKey: .metadata)
    for (name, entry) in entries {
      try container.encode(entry, forKey: Key(stringValue: name))
    }
  }
}
