/// `words>800`, `words:200..800`: numbers.
struct NumberFilter: ArticleFilter {
  var column: any Column
  var comparison: Comparison
  var number: Double
  /// The number exactly, if it is a whole one beyond 2^53.
  var exact: Int64?

  var cost: Int { 40 }

  func holds(for article: Int) -> Bool {
    let cell = column.value(at: article)
    if exact != nil || !cell.isPlainNumber {
      return Compare.holds(comparison, cell, exact.map(Value.whole) ?? .number(number)) ?? false
    }
    guard case .number(let value) = cell else { return false }
    return switch comparison {
    case .equal: value == number
    case .notEqual: value != number
    case .less: value < number
    case .lessOrEqual: value <= number
    case .greater: value > number
    case .greaterOrEqual: value >= number
    }
  }
}

/// `date>=2020-07-01`, `date:2020-01..2020-06`, `date:30d`: spans of time, read in each article's own zone.
///
/// A date known only to the day is its whole day: if only one end of it fits, the condition does not hold.
struct DateFilter: ArticleFilter {
  let column: DateColumn
  let comparison: Comparison
  /// The span, in seconds since 1970: of the zone of each article if the query names none.
  private let start: Int64
  private let end: Int64
  private let isLocal: Bool

  /// As written.
  init(column: DateColumn, comparison: Comparison, span: NewsDate) {
    self.column = column
    self.comparison = comparison
    (start, end) = (span.start, span.end)
    isLocal = span.offsetMinutes == NewsDate.noOffset
  }

  /// An instant: seconds since 1970.
  init(column: DateColumn, comparison: Comparison, instant: Int64) {
    self.column = column
    self.comparison = comparison
    (start, end) = (instant, instant)
    isLocal = false
  }

  var cost: Int { 5 }

  func holds(for article: Int) -> Bool { column.date(at: article).map(holds(for:)) ?? false }

  /// If many are asked for, everything between them is checked at once.
  func narrow(_ set: inout ArticleSet, from first: Int) {
    guard set.count > 64 else { return set.filter { holds(for: first &+ $0) } }
    let span = set.span
    column.check(first + span.lowerBound..<first + span.upperBound)
    // Dates are far apart in memory: all of them are loaded at once.
    set.forEach { column.fetch(first &+ $0) }
    set.filter { column.checkedDate(at: first &+ $0).map(holds(for:)) ?? false }
  }

  @inline(__always)
  private func holds(for date: NewsDate) -> Bool {
    let shift = isLocal ? date.offsetSeconds : 0
    let (start, end) = (start &- shift, end &- shift)
    return switch comparison {
    // Which of the two fails is anyone's guess: both differences are taken, and neither may be below zero.
    case .equal: (date.start &- start) | (end &- date.end) >= 0
    case .notEqual: date.end <= start || date.start >= end
    case .less: date.end <= start
    case .lessOrEqual: date.end <= end
    case .greater: date.start >= end
    case .greaterOrEqual: date.start >= start
    }
  }
}

/// `date:30d`: the seconds before the clock. An article dated today is not in the future, though part of its day is.
struct RecentFilter: ArticleFilter {
  var column: DateColumn
  var start: Int64
  var now: Int64

  var cost: Int { 5 }

  func holds(for article: Int) -> Bool {
    guard let date = column.date(at: article) else { return false }
    return date.start >= start && date.start <= now
  }
}

struct TruthFilter: ArticleFilter {
  var column: any Column
  var truth: Bool

  var cost: Int { 40 }

  func holds(for article: Int) -> Bool { column.value(at: article) == .truth(truth) }
}

/// `source is "Financial Times"`: the whole value, folded; of a list any item.
struct ValueFilter: ArticleFilter {
  var column: any Column
  /// Folded, blanks at its ends gone.
  var folded: String

  var cost: Int { 200 }

  init(column: any Column, value: String) {
    self.column = column
    folded = ValueFilter.normal(value)
  }

  func holds(for article: Int) -> Bool { holds(for: column.value(at: article)) }

  func holds(for value: Value) -> Bool {
    var found = false
    value.forEachText { _, text in
      if !found { found = ValueFilter.normal(String(decoding: text, as: UTF8.self)) == folded }
    }
    return found
  }

  /// Folded, with single blanks between words.
  static func normal(_ text: String) -> String {
    Fold.folded(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// A condition on a column that no article of the part fills.
struct NothingFilter: ArticleFilter {
  var cost: Int { 5 }
  func holds(for article: Int) -> Bool { false }
}

/// `source is empty`: no value, an empty text, no items.
struct EmptyFilter: ArticleFilter {
  var column: any Column
  var cost: Int { 60 }

  func holds(for article: Int) -> Bool { column.value(at: article).isEmpty }
}

/// `lead is empty`: no word in that part of the text.
struct EmptyRegionFilter: ArticleFilter {
  var part: Part
  var parts: SearchRegion.Parts
  var cost: Int { 200 }

  func holds(for article: Int) -> Bool {
    if parts.contains(.lead) {
      return SearchRegion(parts: parts).ranges(of: article, in: part.index).isEmpty
    }
    let fields: [(SearchRegion.Parts, ArticleField)] = [(.headline, .headline), (.deck, .deck), (.body, .body)]
    return fields.allSatisfy { part, field in
      !parts.contains(part) || self.part.withText(of: field, row: article) { $0.isEmpty }
    }
  }
}

/// A filter on a column whose values repeat: looked at once for each value.
struct CodedFilter: ArticleFilter {
  var codes: any ColumnCodes
  /// By code.
  var holdsForCode: [Bool]
  var holdsForNull: Bool
  var cost: Int { 10 }

  init(_ codes: any ColumnCodes, holdsForNull: Bool, _ holds: (Value) -> Bool) {
    self.codes = codes
    holdsForCode = (0..<codes.count).map { holds(codes.value(of: $0)) }
    self.holdsForNull = holdsForNull
  }

  func holds(for article: Int) -> Bool {
    guard let code = codes.code(at: article) else { return holdsForNull }
    return holdsForCode[code]
  }
}
