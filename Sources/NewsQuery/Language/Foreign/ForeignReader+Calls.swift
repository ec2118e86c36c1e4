/// Functions of other languages as newsq has them.
extension ForeignReader {
  mutating func call(_ name: ForeignToken) throws(Diagnostic) -> Expression {
    try expect(symbol: "(")
    switch name.lowered {
    case "extract":
      if dialect == .sql, ahead().isWord("from") {
        let unit = take().lowered
        take()
        let value = try sum()
        try expect(symbol: ")")
        return try part(unit, of: value, at: name)
      }
    case "cast", "try_cast", "convert":
      let value = try sum()
      if take(word: "as") || take(symbol: ",") { while !next.isSymbol(")"), !isAtEnd { take() } }
      try expect(symbol: ")")
      return value
    case "match", "contains", "freetext":
      if dialect == .sql { return try matchCall(name) }
    case "datetime", "todatetime", "date", "timestamp", "to_date", "parse_datetime":
      if dialect != .splunk, let moment = try momentCall() { return moment }
    case "substr", "substring", "left", "strpos", "instr", "position", "charindex", "indexof", "mvindex", "rex":
      throw refused(name.text, "look for a part of a text with `~` and a pattern: `headline ~ /^The/`", at: name)
    default: break
    }
    let arguments = try arguments()
    return try called(name, arguments)
  }

  /// The text in the brackets of a call, up to its `)`.
  mutating func arguments() throws(Diagnostic) -> [Expression] {
    var arguments: [Expression] = []
    if !next.isSymbol(")") {
      repeat {
        if take(symbol: "*") { continue }
        _ = take(word: "distinct")
        arguments.append(try condition())
      } while take(symbol: ",")
    }
    try expect(symbol: ")")
    return arguments
  }

  /// `datetime(2020-01-31)`, `DATE('2020-01-31')`, `date('now', '-30 day')`; nil for `date(column)`.
  private mutating func momentCall() throws(Diagnostic) -> Expression? {
    let start = index
    var text = ""
    while !next.isSymbol(")"), !next.isSymbol(","), !isAtEnd {
      text += (next.isGlued || text.isEmpty ? "" : " ") + take().text
    }
    if take(symbol: ",") {
      // SQLite's modifiers.
      let modifier = take().text.split(separator: " ").map(String.init)
      if take(symbol: ")"), text == "now", modifier.count == 2, let count = Int64(modifier[0]), count < 0,
        let unit = Self.seconds(ofUnit: modifier[1])
      {
        return make(.literal(Literal(.duration(seconds: -count * unit), Self.none)))
      }
      index = start
      return nil
    }
    let moment = moment(text)
    guard case .literal(let literal) = moment.kind, take(symbol: ")") else {
      index = start
      return nil
    }
    if case .text = literal.kind {
      index = start
      return nil
    }
    return moment
  }

  /// `MATCH(headline, body) AGAINST ('steel tariffs' IN BOOLEAN MODE)`, `CONTAINS(body, 'steel')`
  private mutating func matchCall(_ name: ForeignToken) throws(Diagnostic) -> Expression {
    var columns: [Expression] = []
    let isBracketed = take(symbol: "(")
    repeat {
      if case .quoted = next.kind, name.lowered != "match" { break }
      columns.append(take(symbol: "*") ? self.column(Self.anywhere) : try sum())
    } while take(symbol: ",")
    if isBracketed {
      _ = take(symbol: ")")
      _ = take(symbol: ",")
    }
    if name.lowered == "match" {
      try expect(symbol: ")")
      try expect(word: "against")
      try expect(symbol: "(")
    }
    var text = try quotedText()
    while !next.isSymbol(")"), !isAtEnd { take() }
    try expect(symbol: ")")
    if name.lowered == "freetext" || name.lowered == "match" && !text.contains(where: { "+-\"*(".contains($0) }) {
      // In natural language any of the words will do.
      text = text.split(separator: " ").joined(separator: " or ")
    }
    let column = columns.count == 1 ? columns[0] : self.column(Self.anywhere)
    return searched(try search(text, isQuery: true), in: column)
  }

  private func part(_ unit: String, of value: Expression, at token: ForeignToken) throws(Diagnostic) -> Expression {
    let parts = [
      "year": "year", "yyyy": "year", "month": "month", "day": "day", "hour": "hour", "week": "week", "dow": "weekday",
      "isodow": "weekday", "weekday": "weekday", "dayofweek": "weekday", "mm": "month", "dd": "day",
    ]
    guard let function = parts[unit] else {
      throw refused(unit, "use one of `year month week day weekday hour`", at: token)
    }
    return makeCall(function, [value])
  }

  func makeCall(_ name: String, _ arguments: [Expression]) -> Expression {
    make(.call(name: FieldName(name, Self.none), arguments: arguments))
  }

  private func literalText(_ expression: Expression?) -> String? {
    guard case .literal(let literal)? = expression?.kind, case .text(let text) = literal.kind else { return nil }
    return text
  }

  // MARK: - One by one

  private func called(_ name: ForeignToken, _ arguments: [Expression]) throws(Diagnostic) -> Expression {
    let first = arguments.first
    switch name.lowered {
    case "lower", "lcase", "tolower": return makeCall("lower", arguments)
    case "upper", "ucase", "toupper": return makeCall("upper", arguments)
    case "length", "len", "char_length", "strlen", "array_length", "mvcount", "cardinality":
      return makeCall("length", Array(arguments.prefix(1)))
    case "trim", "btrim": return makeCall("trim", Array(arguments.prefix(1)))
    case "coalesce", "ifnull", "nvl", "isnull_": return makeCall("coalesce", arguments)
    case "isnull" where dialect == .sql && arguments.count == 2: return makeCall("coalesce", arguments)
    case "if", "iif", "iff": return makeCall("if", arguments)
    case "round", "floor", "abs": return makeCall(name.lowered, arguments)
    case "year", "month", "week", "day", "hour", "weekday": return makeCall(name.lowered, arguments)
    case "getyear": return makeCall("year", arguments)
    case "monthofyear", "datepart_month": return makeCall("month", arguments)
    case "dayofmonth": return makeCall("day", arguments)
    case "dayofweek": return makeCall("weekday", arguments)
    case "hourofday": return makeCall("hour", arguments)
    case "replace", "split", "join": return makeCall(name.lowered, arguments)
    case "isnull", "isempty":
      if let first { return make(.isEmpty(first, negated: false)) }
    case "isnotnull", "isnotempty":
      if let first { return make(.isEmpty(first, negated: true)) }
    case "not":
      if let first { return negated(first) }
    case "now", "getdate", "curdate", "current_date", "relative_time", "today", "sysdate":
      return make(.literal(Literal(.day(offset: 0), Self.none)))
    case "ago":
      if let first { return first }
    case "like":
      if let first, let pattern = literalText(arguments.last) { return like(first, pattern) }
    case "match", "regexp_like", "regexp_matches":
      if let first, arguments.count > 1, let pattern = literalText(arguments[1]) {
        return matches(first, pattern: pattern, isNegated: false)
      }
    case "searchmatch":
      if let text = literalText(first) {
        return searched(try search(text, isQuery: false), in: column(Self.anywhere))
      }
    case "concat", "strcat", "tostring":
      guard var whole = first else { break }
      for part in arguments.dropFirst() { whole = make(.arithmetic(.concatenate, whole, part)) }
      return whole
    case "date_trunc", "startofday", "startofweek", "startofmonth", "startofyear", "bin", "strftime", "date_format",
      "to_char", "date_part", "datepart", "dateadd", "date_sub", "date_add", "datetime_part", "format_datetime":
      return try time(name, arguments)
    case "date", "to_date", "todatetime", "datetime", "timestamp":
      if let first, arguments.count == 1 { return bucket("day", first) }
    case "any", "unnest":
      if let first { return first }
    case "array_contains", "list_contains", "has", "contains", "json_contains", "set_has_element", "mvfind":
      if arguments.count == 2 { return make(.compare(.equal, arguments[0], arguments[1])) }
    default: break
    }
    throw Diagnostic(
      "newsq has no function `\(name.text)`", at: name.span, hint: "`.help functions` shows those of newsq")
  }

  /// Functions of time that give a part or a point of it.
  private func time(_ name: ForeignToken, _ arguments: [Expression]) throws(Diagnostic) -> Expression {
    switch name.lowered {
    case "date_part", "datepart", "datetime_part":
      if let unit = literalText(arguments.first) ?? columnText(arguments.first), arguments.count == 2 {
        return try part(unit.lowercased(), of: arguments[1], at: name)
      }
    case "strftime", "date_format", "to_char":
      let format = arguments.lazy.compactMap { self.literalText($0) }.first ?? ""
      let value = arguments.first { self.literalText($0) == nil } ?? column("date")
      switch format {
      case "%Y", "YYYY", "yyyy": return makeCall("year", [value])
      case "%m", "MM": return makeCall("month", [value])
      case "%d", "DD", "dd": return makeCall("day", [value])
      case "%H", "HH24": return makeCall("hour", [value])
      case "%Y-%m", "YYYY-MM", "yyyy-MM": return bucket("month", value)
      case "%Y-%m-%d", "YYYY-MM-DD", "yyyy-MM-dd", "%F": return bucket("day", value)
      default: break
      }
    case "date_trunc":
      if let unit = literalText(arguments.first), arguments.count == 2 {
        return bucket(unit.lowercased(), arguments[1])
      }
    case "startofday", "startofweek", "startofmonth", "startofyear":
      if let first = arguments.first { return bucket(String(name.lowered.dropFirst(7)), first) }
    case "bin":
      if arguments.count == 2, case .literal(let size) = arguments[1].kind, case .duration(let seconds) = size.kind,
        let unit = [86_400: "day", 7 * 86_400: "week", 30 * 86_400: "month", 365 * 86_400: "year"][seconds]
      {
        return bucket(unit, arguments[0])
      }
    case "dateadd", "date_sub", "date_add":
      let numbers = arguments.compactMap { argument -> Double? in
        switch argument.kind {
        case .literal(let literal): if case .number(let number) = literal.kind { number } else { nil }
        case .negate(let inner):
          if case .literal(let literal) = inner.kind, case .number(let number) = literal.kind { number } else { nil }
        default: nil
        }
      }
      for argument in arguments {
        if case .literal(let literal) = argument.kind, case .duration = literal.kind { return argument }
      }
      let unit = literalText(arguments.first) ?? columnText(arguments.first) ?? "day"
      if let number = numbers.first, let seconds = Self.seconds(ofUnit: unit), number > 0, number < 100_000 {
        return make(.literal(Literal(.duration(seconds: Int64(number) * seconds), Self.none)))
      }
    default: break
    }
    throw refused(name.text, "count over time with `| timeline by month`", at: name)
  }

  private func columnText(_ expression: Expression?) -> String? {
    if case .column(let name)? = expression?.kind { name.name } else { nil }
  }

  /// A time bucket, which only `timeline` has: a call that no query ever has.
  private func bucket(_ unit: String, _ value: Expression) -> Expression {
    makeCall("\u{0}bucket " + unit, [value])
  }

  /// The unit of a time bucket; nil for anything else.
  static func bucketUnit(of expression: Expression) -> String? {
    guard case .call(let name, _) = expression.kind, name.name.hasPrefix("\u{0}bucket ") else { return nil }
    let unit = String(name.name.dropFirst(8))
    return ["day", "week", "month", "year"].contains(unit) ? unit : nil
  }
}
