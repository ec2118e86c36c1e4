/// The one order of values, for `sort`, `min`, `max` and counts of equal size.
///
/// Text goes by its folded form, then by code points, so that no locale changes an answer. Truth: false, then true.
/// Lists go by their first item. Null, an empty text and an empty list are last, whether up or down.
public enum ValueOrder {
  /// Below 0 if `a` comes first, 0 if neither does, above 0 if `b` does; empty values always come last.
  public static func compare(_ a: Value, _ b: Value, isDescending: Bool = false) -> Int {
    let a = leading(a)
    let b = leading(b)
    if a.isEmpty || b.isEmpty { return a.isEmpty ? (b.isEmpty ? 0 : 1) : -1 }
    let order = ascending(a, b)
    return isDescending ? -order : order
  }

  /// The first item of a list; any other value itself.
  private static func leading(_ value: Value) -> Value {
    guard case .list(let items) = value else { return value }
    return items.first ?? .null
  }

  private static func ascending(_ a: Value, _ b: Value) -> Int {
    switch (a, b) {
    case (.number(let a), .number(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.integer(let a), .integer(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.integer(let a), .number(let b)): return compare(a, b)
    case (.number(let a), .integer(let b)): return -compare(b, a)
    case (.date(let a), .date(let b)): return a < b ? -1 : b < a ? 1 : 0
    case (.truth(let a), .truth(let b)): return a == b ? 0 : a ? 1 : -1
    case (.text(let a), .text(let b)): return compare(a, b)
    default: return rank(a) - rank(b)
    }
  }

  /// Where a column of the input mixes types: numbers, dates, truths, texts.
  private static func rank(_ value: Value) -> Int {
    switch value {
    case .number, .integer: 0
    case .date: 1
    case .truth: 2
    case .text: 3
    case .list, .null: 4
    }
  }

  /// A whole number and one that may be none, exactly.
  static func compare(_ whole: Int64, _ number: Double) -> Int {
    if let other = Int64(exactly: number) { return whole < other ? -1 : whole > other ? 1 : 0 }
    return Double(whole) < number ? -1 : 1
  }

  /// Folded text, then code points.
  public static func compare(_ a: String, _ b: String) -> Int {
    if a.utf8.elementsEqual(b.utf8) { return 0 }
    let order = compare(bytes: FoldedText.bytes(a), FoldedText.bytes(b))
    return order != 0 ? order : compare(bytes: Array(a.utf8), Array(b.utf8))
  }

  /// UTF-8 compared as bytes is in the order of code points.
  static func compare(bytes a: [UInt8], _ b: [UInt8]) -> Int {
    for (left, right) in zip(a, b) where left != right { return left < right ? -1 : 1 }
    return a.count - b.count
  }
}

/// Values of one column turned into whole numbers that sort as the values do, so that sorting compares numbers only.
///
/// `UInt64.max` is an empty value, which is last both ways.
struct SortRanks {
  private(set) var ranks: [UInt64]

  static let empty = UInt64.max

  /// `count` values, the i-th being `value(i)`.
  init(count: Int, isDescending: Bool, _ value: (Int) -> Value) {
    ranks = Array(repeating: SortRanks.empty, count: count)
    var texts: [(folded: [UInt8], text: String, row: Int)] = []
    var numbers: [(value: Value, row: Int)] = []
    var hasIntegers = false
    for row in 0..<count {
      var cell = value(row)
      if case .list(let items) = cell { cell = items.first ?? .null }
      switch cell {
      case .null, .list: break
      case .number(let number):
        ranks[row] = SortRanks.rank(number)
        numbers.append((cell, row))
      case .integer:
        numbers.append((cell, row))
        hasIntegers = true
      case .date(let date): ranks[row] = SortRanks.rank(date)
      case .truth(let truth): ranks[row] = truth ? 1 : 0
      case .text(let text): if !text.isEmpty { texts.append((FoldedText.bytes(text), text, row)) }
      }
    }
    if !texts.isEmpty { rankTexts(&texts) }
    if hasIntegers { rankExactly(&numbers) }
    if isDescending { turn() }
  }

  /// A column whose values repeat: each distinct one is ranked once.
  init(rows: ArraySlice<UInt32>, codes: any ColumnCodes, isDescending: Bool) {
    let byCode = SortRanks(count: codes.count, isDescending: isDescending) { codes.value(of: $0) }
    ranks = rows.map { row in codes.code(at: Int(row)).map { byCode.ranks[$0] } ?? SortRanks.empty }
  }

  /// Ranks numbers of which some are beyond what a `Double` tells apart.
  private mutating func rankExactly(_ numbers: inout [(value: Value, row: Int)]) {
    numbers.sort { ValueOrder.compare($0.value, $1.value) < 0 }
    var rank: UInt64 = 0
    for (place, number) in numbers.enumerated() {
      if place > 0, ValueOrder.compare(numbers[place - 1].value, number.value) != 0 { rank += 1 }
      ranks[number.row] = rank
    }
  }

  private mutating func rankTexts(_ texts: inout [(folded: [UInt8], text: String, row: Int)]) {
    texts.sort { a, b in
      let order = ValueOrder.compare(bytes: a.folded, b.folded)
      if order != 0 { return order < 0 }
      return a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }
    // Above every number of a mixed column, below the empty ones.
    var rank: UInt64 = 0xFFFF_0000_0000_0000
    for (index, entry) in texts.enumerated() {
      if index > 0, !entry.text.utf8.elementsEqual(texts[index - 1].text.utf8) { rank += 1 }
      ranks[entry.row] = rank
    }
  }

  private mutating func turn() {
    for row in ranks.indices where ranks[row] != SortRanks.empty { ranks[row] = SortRanks.empty - 1 - ranks[row] }
  }

  /// Orders as the number does: the bits of a double do so once negative ones are turned round.
  static func rank(_ number: Double) -> UInt64 {
    guard !number.isNaN else { return empty }
    let bits = (number == 0 ? 0 : number).bitPattern
    let ordered = bits >> 63 == 1 ? ~bits : bits | 1 << 63
    return min(ordered, empty - 1)
  }

  /// Instant, then precision (the coarser first), then offset: as `NewsDate` compares.
  static func rank(_ date: NewsDate) -> UInt64 {
    let seconds = UInt64(clamping: date.seconds &+ (1 << 39)) & (1 << 40 - 1)
    let offset = UInt64(UInt16(bitPattern: date.offsetMinutes) ^ 0x8000)
    return seconds << 20 | UInt64(date.precision.rawValue) << 16 | offset
  }
}
