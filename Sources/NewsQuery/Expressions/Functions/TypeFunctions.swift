/// `number date text`: a value as another type; null if it has no such value.
enum TypeFunctions {
  static let all: [Function] = [
    Function(
      "number", [.init("value", .text, .number, .truth)], gives: .type(.number),
      "a text as a number: `1,204`, `12.5`, `-3`; empty if it is none", example: "number(\"1,204\") + 1"
    ) { arguments, _ in
      switch arguments[0] {
      case .number, .integer: arguments[0]
      case .truth(let truth): .number(truth ? 1 : 0)
      case .text(let text): number(text)
      default: .null
      }
    },
    Function(
      "date", [.init("value", .text, .date, .number)], gives: .type(.date),
      "a text as a date: `2020-07-23`, `23 July 2020`, `July 2020`; empty if it is none or could be several",
      example: "date(\"23 July 2020\") + 1d"
    ) { arguments, _ in
      switch arguments[0] {
      case .date: return arguments[0]
      case .number: return arguments[0].converted(to: .date) ?? .null
      case .text(var text):
        if let date = NewsDate(iso: text) { return .date(date) }
        let read = text.withUTF8 { bytes -> NewsDate? in
          let bytes = UnsafeRawBufferPointer(bytes)
          var reading = DateReading(text: bytes, from: 0, dayFirst: nil)
          reading.read()
          // All of the text must be the date.
          return Blanks.trimmed(reading.end..<bytes.count, in: bytes).isEmpty ? reading.date : nil
        }
        return read.map(Value.date) ?? .null
      default: return .null
      }
    },
    Function(
      "text", [.init("value", .text, .number, .date, .truth, .list)], gives: .type(.text), "a value as it is shown",
      example: "text(words) ++ \" words\""
    ) { arguments, _ in arguments[0].isNull ? .null : .text(arguments[0].printed) },
  ]

  /// Digits, with commas between the thousands if wanted, a point and a sign. `1,5` is none: it may mean 1.5.
  private static func number(_ text: String) -> Value {
    var digits: [UInt8] = []
    var sinceComma: Int?
    let bytes = Array(text.utf8.drop { $0 == 0x20 })
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    for (place, byte) in bytes[..<end].enumerated() {
      switch byte {
      case UInt8(ascii: ","):
        guard place > 0, digits.last?.isASCIIDigit == true, sinceComma ?? 3 == 3,
          sinceComma != nil || digits.count(where: \.isASCIIDigit) <= 3,
          !digits.contains(UInt8(ascii: "."))
        else { return .null }
        sinceComma = 0
      case UInt8(ascii: "."):
        guard sinceComma ?? 3 == 3 else { return .null }
        sinceComma = nil
        digits.append(byte)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if !digits.contains(UInt8(ascii: ".")), let count = sinceComma { sinceComma = count + 1 }
        digits.append(byte)
      case UInt8(ascii: "-") where place == 0, UInt8(ascii: "+") where place == 0: digits.append(byte)
      default: return .null
      }
    }
    guard sinceComma ?? 3 == 3, digits.contains(where: \.isASCIIDigit) else { return .null }
    return Value.text(String(decoding: digits, as: UTF8.self)).converted(to: .number) ?? .null
  }
}
