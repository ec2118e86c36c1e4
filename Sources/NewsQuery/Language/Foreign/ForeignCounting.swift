/// Sums and groups of another language, put together as `count by`, `stats` or `timeline` of newsq.
struct ForeignCounting {
  struct Sum: Equatable {
    /// newsq's name: `count`, `avg`, `distinct`.
    var function: String
    var operand: Expression?
    var alias: String?

    /// The column that it makes.
    var name: String {
      if let alias { return alias }
      guard function != "count" || operand != nil else { return "count" }
      if case .column(let column)? = operand?.kind { return "\(function)_\(column.name)" }
      return function
    }

    var text: String {
      let call = operand.map { "\(function)(\(Printer.text(of: $0)))" } ?? function
      return name == call ? call : "\(Printer.name(name)) = \(call)"
    }
  }
  struct Key: Equatable {
    var expression: Expression
    var alias: String?
    /// `day`, `week`, `month`, `year`: a time bucket.
    var bucket: String? { ForeignReader.bucketUnit(of: expression) }

    var name: String? {
      if let alias { return alias }
      switch expression.kind {
      case .column(let column): return column.name
      case .call(let function, _): return bucket ?? function.name
      default: return nil
      }
    }

    var text: String {
      let text = Printer.text(of: expression)
      guard let alias else { return text }
      return alias == text ? text : "\(Printer.name(alias)) = \(text)"
    }
  }

  var sums: [Sum] = []
  var keys: [Key] = []

  static func function(_ name: String, isDistinct: Bool) -> String? {
    switch name {
    case "count", "c": isDistinct ? "distinct" : "count"
    case "dc", "dcount", "distinct_count", "estdc", "approx_distinct", "approx_count_distinct", "count_distinct",
      "uniq":
      "distinct"
    case "sum", "median", "min", "max": name
    case "avg", "mean", "average": "avg"
    case "first", "any_value", "take_any", "any": "first"
    case "last": "last"
    case "list", "values", "make_list", "make_set", "makelist", "makeset", "array_agg", "group_concat", "string_agg",
      "listagg":
      "list"
    default: nil
    }
  }

  /// The stages that do it. Names of columns that `timeline` makes differ from those asked for: `renamed` has them.
  func stages(keepsEmptyBuckets: Bool) throws(Diagnostic) -> (stages: [String], renamed: [String: String]) {
    var renamed: [String: String] = [:]
    if let place = keys.firstIndex(where: { $0.bucket != nil }), let unit = keys[place].bucket {
      guard sums.allSatisfy({ $0.function == "count" && $0.operand == nil }), keys.count <= 2 else {
        throw Diagnostic(
          "`timeline` counts over time and has no other sums", at: 0..<1,
          hint: "group by `year = year(date), month = month(date)` instead")
      }
      for sum in sums { renamed[sum.name.lowercased()] = "count" }
      if let name = keys[place].alias { renamed[name.lowercased()] = unit }
      var other = keys
      other.remove(at: place)
      let stage = "timeline by \(unit)" + (other.first.map { ", \($0.text)" } ?? "")
      return (keepsEmptyBuckets ? [stage] : [stage, "where count > 0"], renamed)
    }
    let by = keys.isEmpty ? "" : " by " + keys.map(\.text).joined(separator: ", ")
    if sums.allSatisfy({ $0.function == "count" && $0.operand == nil && $0.name == "count" }) {
      return (["count" + by], renamed)
    }
    return (["stats " + sums.map(\.text).joined(separator: ", ") + by], renamed)
  }
}

extension ForeignReader {
  /// `COUNT(*)`, `avg(words)`, `count(DISTINCT source)`, `count`; nil if no sum is next.
  mutating func sumCall() throws(Diagnostic) -> ForeignCounting.Sum? {
    guard next.kind == .word else { return nil }
    guard ahead().isSymbol("(") else {
      guard dialect == .splunk, next.isWord("count") || next.isWord("c") else { return nil }
      take()
      return ForeignCounting.Sum(function: "count", operand: nil, alias: nil)
    }
    let isKnown = ForeignCounting.function(next.lowered, isDistinct: false) != nil
    let isRefused = [
      "percentile", "perc", "stdev", "stddev", "variance", "countif", "sumif", "arg_max", "arg_min",
      "percentile_cont", "dcountif", "avgif", "row_number", "rank", "lag", "lead",
    ].contains(next.lowered)
    if isRefused { throw refused(next.text, "sums of newsq are count distinct sum avg median min max first last list") }
    guard isKnown else { return nil }
    let name = take().lowered
    take()
    let isDistinct = take(word: "distinct")
    var operand: Expression?
    if take(symbol: "*") {
    } else if !next.isSymbol(")") {
      operand = try condition()
      // The separator of `GROUP_CONCAT`, the limit of `make_list`.
      while take(symbol: ",") || take(word: "separator") { _ = try sum() }
    }
    try expect(symbol: ")")
    if next.isWord("over") { throw refused("OVER", "sort and `head` take the first rows") }
    if name == "count", case .literal? = operand?.kind { operand = nil }
    if name == "count", !isDistinct, case .column(let column)? = operand?.kind, column.name == "id" { operand = nil }
    let function = ForeignCounting.function(name, isDistinct: isDistinct) ?? name
    return ForeignCounting.Sum(function: function, operand: operand, alias: nil)
  }
}
