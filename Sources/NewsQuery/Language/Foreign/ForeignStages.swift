/// Stages of Splunk and Kusto as stages of newsq.
///
///     | summarize n = count() by source     | stats n = count by source
///     | sort - count                        | sort count desc
struct ForeignStages {
  private var reader: ForeignReader
  /// Splunk's `bin _time span=1d` before `stats count by _time`.
  private var bucket: String?
  private var isTop = false

  /// Adds what one stage, without its bar, comes down to.
  static func add(
    _ bytes: ArraySlice<UInt8>, _ dialect: ForeignReader.Dialect, to sentence: inout ForeignSentence,
    _ state: inout State
  ) throws(Diagnostic) {
    var stage = ForeignStages(
      reader: try ForeignReader(bytes, dialect, kindOfField: sentence.kindOfField), bucket: state.bucket)
    stage.reader.names = state.names
    try stage.translate(&sentence)
    guard stage.reader.isAtEnd else { throw stage.reader.unexpected("the end of the stage") }
    state.bucket = stage.bucket
    state.names = stage.reader.names
  }

  struct State {
    var bucket: String?
    var names: Set<String> = []
  }

  private init(reader: ForeignReader, bucket: String?) {
    self.reader = reader
    self.bucket = bucket
  }

  private var dialect: ForeignReader.Dialect { reader.dialect }

  private mutating func translate(_ sentence: inout ForeignSentence) throws(Diagnostic) {
    let verb = verb()
    switch verb {
    case "where", "filter": try sentence.add(try reader.condition())
    case "search": try search(&sentence)
    case "project", "table", "select", "fields", "project-keep", "keep", "project-reorder":
      if reader.next.isSymbol("-") { throw reader.refused("fields -", "`select` names the columns to keep") }
      _ = reader.take(symbol: "+")
      sentence.add(stage: "select " + (try items()))
    case "extend", "eval": sentence.add(stage: "let " + (try items()))
    case "project-rename": sentence.add(stage: "let " + (try items()))
    case "rename": sentence.add(stage: "let " + (try renamings()))
    case "sort", "order": try sort(&sentence)
    case "take", "limit", "head", "tail", "sample":
      _ = reader.take(word: "limit") && reader.take(symbol: "=")
      let count = reader.isAtEnd ? "" : " \(try number())"
      sentence.add(stage: (verb == "take" || verb == "limit" ? "head" : verb) + count)
    case "top", "rare": try top(&sentence, isRare: verb == "rare")
    case "dedup", "uniq":
      if let count = Int(reader.next.text), count > 1 {
        throw reader.refused("dedup \(count)", "`distinct` keeps the first row of each value")
      }
      sentence.add(stage: "distinct " + (try columns().joined(separator: ", ")))
    case "distinct":
      if reader.take(symbol: "*") { return sentence.add(stage: "distinct") }
      let columns = try columns().joined(separator: ", ")
      sentence.add(stage: "distinct \(columns)")
      sentence.add(stage: "select \(columns)")
    case "count": sentence.add(stage: "count")
    case "summarize", "stats": try sums(&sentence)
    case "chart": try chart(&sentence)
    case "timechart": try timechart(&sentence)
    case "bin", "bucket": try bin()
    case "render":
      while !reader.isAtEnd { reader.take() }
      sentence.add(stage: "chart")
    case "mv-expand", "mvexpand", "makemv": sentence.add(stage: "unroll " + (try columns().joined(separator: ", ")))
    case "regex": try regex(&sentence)
    case "group":
      guard reader.take(word: "by") else { throw reader.unexpected("`by`") }
      sentence.add(stage: "count by " + (try items()))
    default:
      let advice = [
        "rex": "`extract(headline, /pattern/)` in `let` takes a part of a text",
        "parse": "`extract(headline, /pattern/)` in `let` takes a part of a text",
        "make-series": "`timeline by month` counts over time", "join": "name the other result: `let x = …`, `in $x`",
        "union": "join the searches by `or`", "append": "join the searches by `or`",
      ]
      throw reader.refused(verb, advice[verb] ?? "`.help stages` shows the stages of newsq", at: reader.tokens.first)
    }
  }

  /// `project-away` is one word.
  private mutating func verb() -> String { reader.take().lowered }

  private mutating func number() throws(Diagnostic) -> Int {
    guard let number = Int(reader.next.text), number >= 0 else { throw reader.unexpected("a number") }
    reader.take()
    return number
  }

  // MARK: - Columns

  /// `a, b` or `a b`
  private mutating func columns() throws(Diagnostic) -> [String] {
    var columns: [String] = []
    while !reader.isAtEnd {
      if reader.take(symbol: ",") { continue }
      if reader.next.kind == .word, reader.ahead().isSymbol("=") {
        throw reader.refused(reader.next.text, "leave it out")
      }
      guard reader.next.kind != .symbol else { throw reader.unexpected("a column") }
      columns.append(Printer.name(reader.columnName(reader.take().text)))
    }
    guard !columns.isEmpty else { throw reader.unexpected("a column") }
    return columns
  }

  /// `a, b = EXPR`
  private mutating func items() throws(Diagnostic) -> String {
    var items: [String] = []
    repeat {
      if reader.isAtEnd { break }
      if reader.next.kind == .word, reader.ahead().isSymbol("="), !reader.ahead(2).isSymbol("=") {
        let name = reader.take().text
        reader.take()
        let value = try reader.condition()
        reader.names.insert(name.lowercased())
        items.append("\(Printer.name(name)) = \(item(value))")
      } else {
        items.append(Printer.text(of: try reader.condition()))
      }
      // Splunk's `table a b` needs no commas.
      if dialect == .splunk, reader.next.kind == .word { continue }
    } while reader.take(symbol: ",") || dialect == .splunk && reader.next.kind != .symbol && !reader.isAtEnd
    guard !items.isEmpty else { throw reader.unexpected("a column") }
    return items.joined(separator: ", ")
  }

  private func item(_ value: Expression) -> String {
    if case .compare(.equal, _, _) = value.kind { return "(\(Printer.text(of: value)))" }
    return Printer.text(of: value)
  }

  /// `a as b, c as d`
  private mutating func renamings() throws(Diagnostic) -> String {
    var items: [String] = []
    repeat {
      let old = reader.columnName(reader.take().text)
      try reader.expect(word: "as")
      let new = reader.take().text
      reader.names.insert(new.lowercased())
      items.append("\(Printer.name(new)) = \(Printer.name(old))")
    } while reader.take(symbol: ",") || reader.next.kind == .word
    return items.joined(separator: ", ")
  }

  // MARK: - Order

  private mutating func sort(_ sentence: inout ForeignSentence) throws(Diagnostic) {
    let hasBy = reader.take(word: "by")
    var limit: Int?
    if dialect == .splunk, let count = Int(reader.next.text) {
      reader.take()
      limit = count > 0 ? count : nil
    }
    var keys: [String] = []
    repeat {
      var isDescending: Bool?
      if dialect == .splunk {
        if reader.take(symbol: "-") { isDescending = true } else if reader.take(symbol: "+") { isDescending = false }
        if reader.next.kind == .word, ["num", "str", "auto", "ip"].contains(reader.next.lowered),
          reader.ahead().isSymbol("(")
        {
          reader.take()
        }
      }
      let key = try reader.sum()
      if reader.take(word: "desc") || reader.take(word: "d") {
        isDescending = true
      } else if reader.take(word: "asc") || reader.take(word: "a") {
        isDescending = false
      }
      if reader.take(word: "nulls") { reader.take() }
      // Kusto sorts down if nothing is said.
      let goesDown = isDescending ?? (dialect == .kusto && hasBy)
      keys.append(Printer.text(of: key) + (goesDown ? " desc" : ""))
    } while reader.take(symbol: ",") || dialect == .splunk && !reader.isAtEnd
    sentence.add(stage: "sort " + keys.joined(separator: ", "))
    if let limit { sentence.add(stage: "head \(limit)") }
  }

  private mutating func top(_ sentence: inout ForeignSentence, isRare: Bool) throws(Diagnostic) {
    var count = 10
    if let written = Int(reader.next.text) {
      reader.take()
      count = written
    }
    if dialect == .kusto || reader.next.isWord("by") {
      try reader.expect(word: "by")
      var keys: [String] = []
      repeat {
        let key = Printer.text(of: try reader.sum())
        let isAscending = reader.take(word: "asc")
        if !isAscending { _ = reader.take(word: "desc") }
        keys.append(key + (isAscending ? "" : " desc"))
      } while reader.take(symbol: ",")
      sentence.add(stage: "sort " + keys.joined(separator: ", "))
      return sentence.add(stage: "head \(count)")
    }
    var columns: [String] = []
    while !reader.isAtEnd, !reader.next.isWord("by") {
      if reader.take(symbol: ",") { continue }
      if reader.next.kind == .word, reader.ahead().isSymbol("=") {
        let option = reader.take().lowered
        reader.take()
        let value = reader.take().text
        if option == "limit", let limit = Int(value) { count = limit }
        continue
      }
      columns.append(Printer.name(reader.columnName(reader.take().text)))
    }
    if reader.take(word: "by") { throw reader.refused("top … by", "`count by` takes several columns") }
    guard !columns.isEmpty else { throw reader.unexpected("a column") }
    if columns.count == 1, !isRare { return sentence.add(stage: "top \(count) \(columns[0])") }
    sentence.add(stage: "count by " + columns.joined(separator: ", "))
    if isRare { sentence.add(stage: "sort count") }
    sentence.add(stage: "head \(count)")
  }

  // MARK: - Sums

  private mutating func sums(_ sentence: inout ForeignSentence) throws(Diagnostic) {
    var counting = ForeignCounting()
    try readSums(&counting)
    if reader.take(word: "by") { try readKeys(&counting) }
    if counting.sums.isEmpty {
      // `summarize by source` gives each value once.
      let keys = counting.keys.map(\.text).joined(separator: ", ")
      sentence.add(stage: "distinct \(keys)")
      return sentence.add(stage: "select \(keys)")
    }
    let (stages, renamed) = try counting.stages(keepsEmptyBuckets: false)
    for stage in stages { sentence.add(stage: stage) }
    if let bucket, !renamed.isEmpty || counting.keys.contains(where: { $0.bucket != nil }) { _ = bucket }
    for sum in counting.sums { reader.names.insert(sum.name.lowercased()) }
  }

  private mutating func readSums(_ counting: inout ForeignCounting) throws(Diagnostic) {
    while !reader.isAtEnd, !reader.next.isWord("by"), !reader.next.isWord("over") {
      if reader.take(symbol: ",") { continue }
      var alias: String?
      if reader.next.kind == .word, reader.ahead().isSymbol("=") {
        alias = reader.take().text
        reader.take()
      }
      guard var sum = try reader.sumCall() else {
        throw Diagnostic(
          "expected a sum, not `\(reader.next.text)`", at: reader.next.span,
          hint: "sums of newsq are count distinct sum avg median min max first last list")
      }
      if reader.take(word: "as") { alias = reader.take().text }
      sum.alias = alias
      counting.sums.append(sum)
    }
  }

  private mutating func readKeys(_ counting: inout ForeignCounting) throws(Diagnostic) {
    while !reader.isAtEnd {
      if reader.take(symbol: ",") { continue }
      if reader.take(word: "span"), reader.take(symbol: "=") {
        bucket = try span()
        continue
      }
      var alias: String?
      if reader.next.kind == .word, reader.ahead().isSymbol("=") {
        alias = reader.take().text
        reader.take()
      }
      var key = try reader.sum()
      if let bucket, case .column(let name) = key.kind, name.name == "date" {
        key = reader.makeCall("\u{0}bucket " + bucket, [key])
      }
      counting.keys.append(.init(expression: key, alias: alias))
    }
  }

  /// `chart count by source section`, `chart count over source`
  private mutating func chart(_ sentence: inout ForeignSentence) throws(Diagnostic) {
    if reader.isAtEnd { return sentence.add(stage: "chart") }
    var counting = ForeignCounting()
    try readSums(&counting)
    if reader.take(word: "over") {
      counting.keys.append(.init(expression: try reader.sum(), alias: nil))
    }
    if reader.take(word: "by") { try readKeys(&counting) }
    for stage in try counting.stages(keepsEmptyBuckets: true).stages { sentence.add(stage: stage) }
  }

  private mutating func timechart(_ sentence: inout ForeignSentence) throws(Diagnostic) {
    var unit = "day"
    var counting = ForeignCounting()
    while reader.next.kind == .word, reader.ahead().isSymbol("=") {
      let option = reader.take().lowered
      reader.take()
      if option == "span" { unit = try span() } else { reader.take() }
    }
    try readSums(&counting)
    if counting.sums.isEmpty { counting.sums = [.init(function: "count", operand: nil, alias: nil)] }
    counting.keys = [.init(expression: reader.makeCall("\u{0}bucket " + unit, [reader.column("date")]), alias: nil)]
    if reader.take(word: "by") { try readKeys(&counting) }
    for stage in try counting.stages(keepsEmptyBuckets: true).stages { sentence.add(stage: stage) }
  }

  private mutating func bin() throws(Diagnostic) {
    var unit: String?
    while !reader.isAtEnd {
      if reader.take(word: "span"), reader.take(symbol: "=") {
        unit = try span()
      } else if reader.next.isWord("as") {
        reader.take()
        reader.take()
      } else {
        reader.take()
      }
    }
    bucket = unit ?? "day"
  }

  /// `1d`, `1mon`, `7d`
  private mutating func span() throws(Diagnostic) -> String {
    let token = reader.take()
    let count = token.lowered.prefix { $0.isNumber }
    let unit = String(token.lowered.dropFirst(count.count))
    switch (count, unit) {
    case ("1", "d"), ("", "d"), ("1", "day"), ("24", "h"): return "day"
    case ("1", "w"), ("7", "d"), ("", "w"), ("1", "week"): return "week"
    case ("1", "mo"), ("1", "mon"), ("1", "month"), ("30", "d"), ("", "mon"): return "month"
    case ("1", "y"), ("1", "yr"), ("1", "year"), ("365", "d"), ("12", "mon"): return "year"
    default:
      throw Diagnostic(
        "`timeline` counts by day, week, month or year, not by `\(token.text)`", at: token.span,
        hint: "write `1d`, `1w`, `1mon` or `1y`")
    }
  }

  // MARK: - Searching

  private mutating func search(_ sentence: inout ForeignSentence) throws(Diagnostic) {
    if dialect == .splunk { return try SplunkSearch.add(&reader, to: &sentence) }
    // Kusto: `search in (Articles) "steel" and source == "CNN"`
    if reader.take(word: "in") {
      try reader.expect(symbol: "(")
      while !reader.next.isSymbol(")"), !reader.isAtEnd { reader.take() }
      try reader.expect(symbol: ")")
    }
    if reader.next.isWord("kind"), reader.ahead().isSymbol("=") { for _ in 0..<3 { reader.take() } }
    try sentence.add(try kustoSearch())
  }

  private mutating func kustoSearch() throws(Diagnostic) -> Expression {
    var items: [[Expression]] = [[]]
    repeat {
      repeat {
        if case .quoted = reader.next.kind {
          let text = reader.take().text
          let isPlain = text.unicodeScalars.allSatisfy { Lexer.isNameScalar($0) || $0 == "*" }
          let search = Search(isPlain ? .word : .phrase, text, ForeignReader.none)
          items[items.count - 1].append(reader.searched(search, in: reader.column(ForeignReader.anywhere)))
        } else {
          items[items.count - 1].append(try reader.condition())
        }
      } while reader.take(word: "and")
      if reader.next.isWord("or") { items.append([]) }
    } while reader.take(word: "or")
    let groups = items.map { $0.count == 1 ? $0[0] : reader.make(.and($0)) }
    return groups.count == 1 ? groups[0] : reader.make(.or(groups))
  }

  /// `regex headline="^The"`
  private mutating func regex(_ sentence: inout ForeignSentence) throws(Diagnostic) {
    let name = reader.take().text
    let isNegated = reader.take(symbol: "!=")
    if !isNegated { try reader.expect(symbol: "=") }
    let pattern = try reader.quotedText()
    try sentence.add(reader.matches(reader.column(name), pattern: pattern, isNegated: isNegated))
  }
}
