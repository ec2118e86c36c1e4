/// Values as keys of a join or of `in $t`: folded as in `is`, but ids and addresses exactly; a list by each of its items; a date by
/// the span that the other side wrote.
///
///     let keys = ValueKeys(outlets, isExact: false)
///     keys.places(of: .text("the guardian"))     // [17]
struct ValueKeys: Sendable {
  private let isExact: Bool
  private let type: ValueType
  private var places: [Value: [UInt32]] = [:]
  /// Written dates by precision: a date is in those that it is cut down to.
  private var precisions: Set<UInt8> = []
  /// Written moments by day, compared one by one.
  private var moments: [NewsDate: [(NewsDate, UInt32)]] = [:]
  /// Keys that several places have, by first appearance.
  private(set) var repeated: [Value] = []

  /// `type` is that of the values that will be looked for. Null values are no keys.
  init(_ values: [Value], type: ValueType, isExact: Bool) {
    self.isExact = isExact
    self.type = type
    for (place, value) in values.enumerated() { add(value, UInt32(place)) }
  }

  /// The keys of a column, in the type of the values that will be looked for. Throws a `Diagnostic` at `span` if the types do not
  /// go together; `what` names the column's table.
  init(
    _ values: [Value], of type: ValueType, for wanted: ValueType, isExact: Bool, _ what: String, at span: Range<Int>
  ) throws(Diagnostic) {
    let single: ValueType = wanted == .list ? .text : wanted
    let isSame = type == single || type == .list && single == .text
    if !isSame, values.contains(where: { !$0.isEmpty }) {
      // A text beside numbers says that the file has something else among them.
      let converted = values.map { $0.isEmpty ? Value.null : $0.converted(to: single) }
      guard single == .text || type == .number && single == .date, !converted.contains(nil) else {
        let (left, right) = (ValueKeys.noun(single), ValueKeys.noun(type))
        let function = single == .number ? "text" : type == .number ? "number" : type == .date ? "date" : "text"
        throw Diagnostic(
          "\(left) and \(right) of \(what) do not go together", at: span, hint: "make them alike: `\(function)(…)`")
      }
      self.init(converted.map { $0 ?? .null }, type: single, isExact: isExact)
      return
    }
    self.init(values, type: single, isExact: isExact)
  }

  private static func noun(_ type: ValueType) -> String {
    switch type {
    case .text: "a text"
    case .number: "a number"
    case .date: "a date"
    case .truth: "a truth"
    case .list: "a list"
    }
  }

  var isEmpty: Bool { places.isEmpty && moments.isEmpty }

  private mutating func add(_ value: Value, _ place: UInt32) {
    if case .list(let items) = value {
      for item in items { add(item, place) }
      return
    }
    guard !value.isEmpty else { return }
    if case .date(let date) = value {
      if date.precision > .day {
        moments[day(date), default: []].append((date, place))
        return
      }
      precisions.insert(date.precision.rawValue)
    }
    let key = key(value)
    if places[key] != nil { repeated.append(value) }
    places[key, default: []].append(place)
  }

  private func key(_ value: Value) -> Value {
    switch value {
    case .text(let text) where !isExact: .text(String(decoding: FoldedText.bytes(text), as: UTF8.self))
    case .date(let date): .date(local(date))
    default: value
    }
  }

  /// A date without its zone: both sides are read in the article's own.
  private func local(_ date: NewsDate) -> NewsDate {
    var plain = date
    let civil = date.civil
    plain.offsetMinutes = NewsDate.noOffset
    plain.seconds = civil.seconds
    return plain
  }

  private func day(_ date: NewsDate) -> NewsDate { local(date.truncated(to: .day)) }

  /// The places whose keys a value has, ascending. Null has none.
  func places(of value: Value) -> [UInt32] {
    switch value {
    case .list(let items):
      if items.count == 1 { return places(of: items[0]) }
      return Array(Set(items.flatMap { places(of: $0) })).sorted()
    case .date(let date):
      var found: [UInt32] = []
      for precision in precisions {
        guard let precision = NewsDate.Precision(rawValue: precision), date.precision >= precision else { continue }
        found += places[.date(local(date.truncated(to: precision)))] ?? []
      }
      if !moments.isEmpty {
        found += (moments[day(date)] ?? []).filter { date.isWithin($0.0) == true }.map(\.1)
      }
      return found.sorted()
    default:
      return value.isEmpty ? [] : places[key(value)] ?? []
    }
  }
}
