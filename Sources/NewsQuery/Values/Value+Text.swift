/// How a value is printed: `3`, `3.5`, `1204`, `2020-07-23T22:19+04:00`, `true`, `Klein; Smith`; null is nothing.
extension Value {
  /// The text of the value, as TSV and CSV have it.
  public var printed: String {
    switch self {
    case .null: return ""
    case .text(let text): return text
    default:
      var bytes: [UInt8] = []
      write(to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Appends what `printed` says.
  public func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: break
    case .text(let text): bytes.append(contentsOf: text.utf8)
    case .number(let number): Value.write(number, to: &bytes)
    case .integer(let number): Value.write(Int(number), to: &bytes)
    case .date(let date): date.write(to: &bytes)
    case .truth(let truth): bytes.append(contentsOf: truth ? "true".utf8 : "false".utf8)
    case .list(let items):
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(contentsOf: "; ".utf8) }
        item.write(to: &bytes)
      }
    }
  }

  /// Whole numbers without a point up to 2^53; others with the fewest digits that name them.
  static func write(_ number: Double, to bytes: inout [UInt8]) {
    guard abs(number) <= 9_007_199_254_740_992, number == number.rounded(.towardZero) else {
      bytes.append(contentsOf: number.description.utf8)
      return
    }
    write(Int(number), to: &bytes)
  }

  static func write(_ number: Int, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// The value in a type's own terms, for a literal beside a column: `"2020-07"` beside a date is July 2020, `2020` the
  /// year. Nil if it cannot be one.
  func converted(to type: ValueType) -> Value? {
    switch (type, self) {
    case (_, .null), (.text, .text), (.number, .number), (.number, .integer), (.date, .date), (.truth, .truth),
      (.list, .list):
      return self
    case (.list, .text): return self
    case (.text, _), (.list, _): return .text(printed)
    case (.number, .text(let text)):
      if let whole = Int64(text) { return .whole(whole) }
      return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
    case (.date, .text(let text)): return NewsDate(iso: text).map(Value.date)
    case (.date, .number(let number)):
      guard number == number.rounded(), (1000...9999).contains(number) else { return nil }
      return NewsDate(iso: String(Int(number))).map(Value.date)
    case (.truth, .text("true")): return .truth(true)
    case (.truth, .text("false")): return .truth(false)
    default: return nil
    }
  }
}

extension NewsDate {
  /// The day in its own zone, without the zone; a month or a year if no more is known.
  var day: String {
    var day = truncated(to: .day)
    let civil = day.civil
    day.offsetMinutes = NewsDate.noOffset
    day.seconds = civil.seconds
    return day.description
  }
}
