/// What a chart shows of a table: bars, a line over time, or a heat strip of two keys.
struct ChartModel {
  enum Kind: Equatable {
    /// One value each for some labels.
    case bars
    /// Values at times that follow each other.
    case line
    /// A value for each pair of a row's and a column's label.
    case heat
  }

  var kind: Kind
  /// The name of the number column.
  var measure: String
  /// The names of the key columns.
  var keys: [String]
  /// Bars: the labels. Line and heat: those along the horizontal axis.
  var labels: [String]
  /// Heat: the labels of the lines, top down; otherwise one, empty.
  var lines: [String]
  /// By line, then label; nil if the table has no value.
  var values: [[Double?]]
  /// Rows without a time, which no axis can show.
  var undated: Double = 0

  /// The columns of a chart: keys, then the first number. Nil if there is no number to draw.
  static func columns(of fields: [(name: String, type: ValueType)]) -> (keys: [Int], measure: Int)? {
    func number(_ name: String) -> Int? { fields.firstIndex { $0.type == .number && $0.name == name } }
    // What a stage counts beside its measure is not a key: `share` gives count, total, per_thousand.
    let counted = fields.firstIndex { $0.type == .number && countedNames.contains($0.name) }
    let named = measures.lazy.compactMap { number($0) }.first
    guard let measure = named ?? fields.lastIndex(where: { $0.type == .number }) else { return nil }
    // A number before the measure is a key: `count by year(date)`.
    return (Array(fields.indices.filter { $0 < min(measure, counted ?? measure) }.prefix(2)), measure)
  }

  /// What the stages measure, the first that there is: `share`, `keywords`, then whatever counts.
  private static let measures = ["per_thousand", "log_likelihood", "count"]
  private static let countedNames: Set<String> = ["count", "total", "per_thousand", "log_likelihood"]

  /// Whether every value is a whole number, so that the marks of an axis should be too.
  var isWhole: Bool { values.joined().allSatisfy { ($0 ?? 0).rounded() == $0 ?? 0 } }

  /// The greatest value by which a heat strip is shaded. `other` adds up the rest and would pale everything else.
  var shadedMaximum: Double {
    let own = zip(lines, values).filter { $0.0 != "other" }.flatMap { $0.1 }.compactMap { $0 }.max() ?? 0
    return own > 0 ? own : maximum
  }

  /// Whether the shades leave a line of `other` out of account.
  var hasUnscaledOther: Bool {
    zip(lines, values).contains { $0.0 == "other" && ($0.1.compactMap { $0 }.max() ?? 0) > shadedMaximum }
  }

  /// Nil if the table has no number column.
  init?(_ table: Table, limit: Int?) {
    guard let (keys, measures) = ChartModel.drawn(of: table) else { return nil }
    if measures.count > 1 {
      self.init(table, keys: keys, series: measures, limit: limit)
    } else {
      self.init(table, keys: keys, measure: measures[0], limit: limit)
    }
  }

  private init(_ table: Table, keys: [Int], measure: Int, limit: Int?) {
    let fields = table.columns.map { (name: $0.name, type: $0.column.type) }
    let rows = table.rows.prefix(limit ?? Int.max)
    func value(_ column: Int, _ row: UInt32) -> Value { table.columns[column].column.value(at: Int(row)) }
    func number(_ row: UInt32) -> Double? {
      if case .number(let number) = value(measure, row), number.isFinite { number } else { nil }
    }
    func label(_ column: Int, _ row: UInt32) -> String {
      let text = value(column, row).printed
      return text.isEmpty ? "(none)" : text
    }
    self.measure = fields[measure].name
    self.keys = keys.map { fields[$0].name }
    labels = []
    lines = [""]
    values = [[]]
    guard let first = keys.first else {
      kind = .bars
      labels = rows.map { _ in fields[measure].name }
      values = [rows.map(number)]
      return
    }
    let isTime = fields[first].type == .date
    if keys.count == 1 {
      kind = isTime ? .line : .bars
      for row in rows {
        if isTime, value(first, row).isNull {
          undated += number(row) ?? 0
          continue
        }
        labels.append(label(first, row))
        values[0].append(number(row))
      }
      return
    }
    kind = .heat
    // Time is on the horizontal axis.
    let (across, down) = isTime ? (first, keys[1]) : (keys[1], first)
    var places: [String: Int] = [:]
    var lineOf: [String: Int] = [:]
    lines = []
    var cells: [(Int, Int, Double?)] = []
    for row in rows {
      if isTime, value(across, row).isNull {
        undated += number(row) ?? 0
        continue
      }
      let place = ChartModel.number(label(across, row), &places, &labels)
      let line = ChartModel.number(label(down, row), &lineOf, &lines)
      cells.append((line, place, number(row)))
    }
    values = Array(repeating: Array(repeating: nil, count: labels.count), count: lines.count)
    for (line, place, value) in cells { values[line][place] = value }
  }

  /// The columns that are drawn: those that `chart` found, or else the first number.
  private static func drawn(of table: Table) -> (keys: [Int], measures: [Int])? {
    func places(_ names: [String]) -> [Int] {
      names.compactMap { name in table.columns.firstIndex { $0.name == name } }
    }
    if case .chart(let keys, let measures) = table.presentation {
      let numbers = table.columns.indices.filter { place in
        table.columns[place].column.type == .number && !keys.contains(table.columns[place].name)
      }
      // After `pivot` the columns are known only now.
      let drawn = measures.isEmpty ? numbers : places(measures)
      if !drawn.isEmpty { return (Array(places(keys).prefix(2)), drawn) }
    }
    let fields = table.columns.map { (name: $0.name, type: $0.column.type) }
    return columns(of: fields).map { ($0.keys, [$0.measure]) }
  }

  /// A line for each of several columns over time, or a square for each row and column.
  private init(_ table: Table, keys: [Int], series: [Int], limit: Int?) {
    let rows = table.rows.prefix(limit ?? Int.max)
    let names = series.map { table.columns[$0].name }
    func label(_ row: UInt32) -> String {
      let parts = keys.map { table.columns[$0].column.value(at: Int(row)).printed }
      return parts.isEmpty ? "" : parts.map { $0.isEmpty ? "(none)" : $0 }.joined(separator: ", ")
    }
    func number(_ column: Int, _ row: UInt32) -> Double? {
      if case .number(let number) = table.columns[column].column.value(at: Int(row)), number.isFinite {
        number
      } else {
        nil
      }
    }
    kind = .heat
    measure = names.joined(separator: ", ")
    self.keys = keys.map { table.columns[$0].name }
    let isTime = keys.count == 1 && table.columns[keys[0]].column.type == .date
    if isTime {
      labels = rows.map(label)
      lines = names
      values = series.map { column in rows.map { number(column, $0) } }
    } else {
      labels = names
      lines = rows.map(label)
      values = rows.map { row in series.map { number($0, row) } }
    }
  }

  private static func number(_ label: String, _ numbers: inout [String: Int], _ labels: inout [String]) -> Int {
    if let known = numbers[label] { return known }
    numbers[label] = labels.count
    labels.append(label)
    return labels.count - 1
  }

  var maximum: Double { max(0, values.joined().compactMap { $0 }.max() ?? 0) }
  var minimum: Double { min(0, values.joined().compactMap { $0 }.min() ?? 0) }

  /// With neighbours along the horizontal axis added up, so that at most `count` are left; `each` is how many one holds.
  func merged(to count: Int) -> (model: ChartModel, each: Int) {
    guard labels.count > count, count > 0 else { return (self, 1) }
    let each = (labels.count + count - 1) / count
    var model = self
    model.labels = stride(from: 0, to: labels.count, by: each).map { labels[$0] }
    model.values = values.map { line in
      stride(from: 0, to: line.count, by: each).map { start in
        let known = line[start..<min(line.count, start + each)].compactMap { $0 }
        if known.isEmpty { return nil }
        // Shares do not add up.
        return isSum ? known.reduce(0, +) : known.reduce(0, +) / Double(known.count)
      }
    }
    return (model, each)
  }

  /// Whether neighbours can be added up: numbers of rows can, shares cannot.
  var isSum: Bool { measure == "count" }

  /// What is said of neighbours drawn as one.
  func caption(_ each: Int) -> String { "(a column is \(isSum ? "" : "the mean of ")\(each) of them)" }

  /// A round number at or above `value` for the top of an axis, and the step between its marks; `isWhole` wants whole marks.
  static func axis(upTo value: Double, isWhole: Bool = false) -> (top: Double, step: Double) {
    guard value > 0 else { return (1, 1) }
    if isWhole, value < 5 { return (value.rounded(.up), 1) }
    var magnitude = 1.0
    while magnitude * 10 <= value { magnitude *= 10 }
    while magnitude > value { magnitude /= 10 }
    for step in [0.2, 0.5, 1, 2] where magnitude * step * 6 >= value {
      let size = value >= 5 ? max(1, magnitude * step) : magnitude * step
      return ((value / size).rounded(.up) * size, size)
    }
    return ((value / magnitude / 2).rounded(.up) * magnitude * 2, magnitude * 2)
  }

  /// `1204` as `1,204`.
  static func grouped(_ number: Double) -> String {
    let text = TableWriter.shown(number)
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.utf8.allSatisfy({ $0 == 0x2D || $0.isASCIIDigit }) else { return text }
    var digits: [Character] = []
    let plain = whole.drop { $0 == "-" }
    for (index, digit) in plain.enumerated() {
      if index > 0, (plain.count - index) % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    return (whole.hasPrefix("-") ? "-" : "") + String(digits) + (parts.count > 1 ? "." + parts[1] : "")
  }
}
