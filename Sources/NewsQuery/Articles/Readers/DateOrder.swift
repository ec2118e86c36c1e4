/// Which of day and month comes first in dates of figures, as the dates of one file prove it.
///
///     var order = DateOrder()
///     order.take("03-02-2021"); order.take("07-23-2021")
///     order.dayFirst      // false: there is no month 23
struct DateOrder {
  enum Proof {
    case dayFirst, monthFirst
    /// The date can be read both ways.
    case either
    /// Not a date of three figures with the year at the end.
    case other
  }

  private var sawDayFirst = false
  private var sawMonthFirst = false

  /// Both orders occur.
  var isContradictory: Bool { sawDayFirst && sawMonthFirst }

  /// Nil if nothing is proved.
  var dayFirst: Bool? { sawDayFirst == sawMonthFirst ? nil : sawDayFirst }

  /// Takes in a date; returns what it proves.
  @discardableResult
  mutating func take(_ date: UnsafeRawBufferPointer) -> Proof {
    let proof = DateOrder.proof(date)
    switch proof {
    case .dayFirst: sawDayFirst = true
    case .monthFirst: sawMonthFirst = true
    case .either, .other: break
    }
    return proof
  }

  /// What a date proves: `23/07/2020`, `07/23/2020 08:15`, `03-02-2021`.
  static func proof(_ date: UnsafeRawBufferPointer) -> Proof {
    var at = 0
    func number() -> Int? {
      let start = at
      var value = 0
      while at < date.count, date[at] &- 0x30 < 10, at - start < 4 {
        value = value * 10 + Int(date[at] - 0x30)
        at += 1
      }
      return at == start ? nil : value
    }
    while at < date.count, date[at] <= 0x20 { at += 1 }
    let start = at
    guard let first = number(), at - start <= 2, at < date.count else { return .other }
    let mark = date[at]
    guard mark == UInt8(ascii: "/") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: ".") else { return .other }
    at += 1
    guard let second = number(), at < date.count, date[at] == mark else { return .other }
    at += 1
    let year = at
    guard number() != nil, at - year == 4 || at - year == 2, at == date.count || date[at] &- 0x30 >= 10 else {
      return .other
    }
    guard first >= 1, second >= 1, first <= 31, second <= 31 else { return .other }
    // With dots the day comes first everywhere: `3.2.2021`.
    if mark == UInt8(ascii: ".") { return .other }
    if first == second { return .other }
    if first > 12 { return second > 12 ? .other : .dayFirst }
    return second > 12 ? .monthFirst : .either
  }
}

extension DateOrder {
  /// What the dates of JSON Lines prove, all of them looked at: nil if they prove nothing or both orders.
  static func dayFirst(inJSON text: UnsafeRawBufferPointer) -> Bool? {
    var order = DateOrder()
    var at = 0
    // A value that begins with a digit right behind a quote, and before it the key of a date.
    while let quote = ByteSearch.first(UInt8(ascii: "\""), in: text, from: at) {
      at = quote + 1
      guard at < text.count, text[at] &- 0x30 < 10 else { continue }
      let value = UnsafeRawBufferPointer(rebasing: text[at..<min(text.count, at + 40)])
      guard proof(value) != .other, let column = key(in: text, before: quote), column == .date || column == .updated
      else { continue }
      order.take(value)
      if order.isContradictory { return nil }
    }
    return order.dayFirst
  }

  /// The column of the key whose value begins at `place`.
  private static func key(in text: UnsafeRawBufferPointer, before place: Int) -> ArticleColumn? {
    var end = place - 1
    while end >= 0, text[end] <= 0x20 { end -= 1 }
    guard end > 0, text[end] == UInt8(ascii: ":") else { return nil }
    end -= 1
    while end >= 0, text[end] <= 0x20 { end -= 1 }
    guard end > 0, text[end] == UInt8(ascii: "\"") else { return nil }
    var start = end
    while start > 0, end - start < 32, text[start - 1] != UInt8(ascii: "\"") { start -= 1 }
    return FieldAliases.match(UnsafeRawBufferPointer(rebasing: text[start..<end]))?.column
  }
}

/// The order of day and month in each JSON Lines file of one ingest, found out when the first date needs it.
final class JSONDateOrders: Sendable {
  private let stated: Bool?
  private let known = Lock<[ObjectIdentifier: Bool?]>([:])

  /// `stated` is what the user said.
  init(_ stated: Bool?) { self.stated = stated }

  /// Reads a line as `JSONLinesReader` does. A date that can be read two ways is read as `file`, all of the line's file,
  /// proves; nil for a pipe, which cannot be looked at as a whole.
  func readLine(
    _ line: UnsafeRawBufferPointer, of file: InputBytes?, into article: inout Article, fields: ArticleFieldSet = .all
  ) -> LineProblem? {
    let problem = JSONLinesReader.readLine(line, into: &article, fields: fields, dayFirst: stated)
    guard let problem, problem.failure == nil, let file, stated == nil, let date = problem.unreadableDate,
      DateOrder.proof(UnsafeRawBufferPointer(rebasing: line[date])) == .either, let order = order(of: file)
    else { return problem }
    return JSONLinesReader.readLine(line, into: &article, fields: fields, dayFirst: order)
  }

  private func order(of file: InputBytes) -> Bool? {
    known.withLock { known in
      if let order = known[ObjectIdentifier(file)] { return order }
      let order = withExtendedLifetime(file) { DateOrder.dayFirst(inJSON: file.bytes) }
      known[ObjectIdentifier(file)] = .some(order)
      return order
    }
  }
}
