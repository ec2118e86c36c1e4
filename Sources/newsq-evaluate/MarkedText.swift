import NewsQuery

/// Why a line of marked text could not be read.
struct MarkedTextFailure: Error { var message: String }

/// One line of a marked set: `{"id": "…", "text": "…", …}`; what else it holds is for the scorer.
struct MarkedText {
  var id: [UInt8] = []
  var text: [UInt8] = []
  /// The day that the text speaks from, where it is given as `dct`.
  var day: [UInt8] = []
  /// The language as a tag; English where the line says none.
  var language = "en"
  /// Where the marked part of the text ends, in bytes: after line `annotated_until`, where that is given.
  var markedEnd = 0

  init(line: String) throws(MarkedTextFailure) {
    let bytes = Array(line.utf8)
    var id: [UInt8] = []
    var text: [UInt8] = []
    var day: [UInt8] = []
    var language: [UInt8] = []
    var lastLine: Int?
    var failure: MarkedTextFailure?
    bytes.withUnsafeBytes { raw in
      do throws(JSONFailure) {
        var scanner = JSONScanner(raw)
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
          switch try scanner.text(of: key) {
          case "id": try scanner.readString(into: &id)
          case "text": try scanner.readString(into: &text)
          case "dct": try scanner.readString(into: &day)
          case "language" where try scanner.peekKind() == .string: try scanner.readString(into: &language)
          case "annotated_until": lastLine = Int(exactly: try scanner.readNumber())
          default: try scanner.skipValue()
          }
        }
      } catch {
        failure = MarkedTextFailure(message: "no JSON object with id and text (\(error))")
      }
    }
    if let failure { throw failure }
    self.id = id
    self.text = text
    self.day = day
    if !language.isEmpty { self.language = String(decoding: language, as: UTF8.self) }
    markedEnd = text.count
    if let lastLine {
      let lineEnds = text.indices.lazy.filter { text[$0] == 0x0A }
      markedEnd = lineEnds.dropFirst(max(0, lastLine)).first ?? text.count
    }
  }
}

/// Byte offsets of a text as offsets in code points, which scorers in other languages count.
struct CodePointOffsets {
  private var offsets: [Int]

  init(_ text: [UInt8]) {
    offsets = []
    offsets.reserveCapacity(text.count + 1)
    var count = 0
    for byte in text {
      if byte & 0xC0 != 0x80 { count += 1 }
      offsets.append(count - 1)
    }
    offsets.append(count)
  }

  func of(_ byte: Int) -> Int { max(0, offsets[min(max(byte, 0), offsets.count - 1)]) }
}

/// A text as a JSON string.
func jsonString(_ text: [UInt8]) -> String {
  var out = "\""
  for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    default:
      if scalar.value < 0x20 {
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
  }
  return out + "\""
}
