// Stages: a name, then what its forms take. The parser knows none of them itself.

extension Parsing {
  func stageSyntax(of name: String) -> StageSyntax? {
    let name = name.lowercased()
    return stages.first { $0.name == name || $0.synonyms.contains(name) }
  }

  /// `| head 5`, from its bar. A stage as another tool writes it is refused with newsq's.
  mutating func stage(after search: Search?, isFirst: Bool) throws(Diagnostic) -> StageCall {
    let before = self
    do {
      return try plainStage(after: search, isFirst: isFirst)
    } catch {
      throw before.withForeignStages(error)
    }
  }

  private mutating func plainStage(after search: Search?, isFirst: Bool) throws(Diagnostic) -> StageCall {
    let bar = try take(.expression)
    let token = try peek(.expression)
    guard case .name(let name, isQuoted: false) = token.kind else {
      throw Diagnostic(
        "expected a stage after `|`, \(found(token))", at: token.span,
        replacing: bar.span.lowerBound..<token.span.lowerBound,
        with: "| count ")
    }
    try take(.expression)
    guard let syntax = stageSyntax(of: name) else {
      if let defined = try definedStage(name, bar, token) { return defined }
      throw try unknownStage(name, token, after: search, isFirst: isFirst)
    }
    let arguments = try arguments(of: syntax)
    let next = try peek(.expression)
    guard next.endsStatement || next.kind == .bar else { throw leftover(next, syntax, arguments) }
    return StageCall(
      name: syntax.name, nameSpan: token.span, arguments: arguments,
      span: bar.span.lowerBound..<max(token.span.upperBound, arguments.last?.end ?? 0))
  }

  /// `putin | trump`: either word was meant; `putin | coutn`: the stage with the nearest name.
  private func unknownStage(
    _ name: String, _ token: Token, after search: Search?, isFirst: Bool
  ) throws(Diagnostic) -> Diagnostic {
    let message = "no stage is called `\(shortened(token.span))`"
    if let nearest = Spelling.nearest(to: name, among: stages.flatMap { [$0.name] + $0.synonyms } + scope.stageNames) {
      return Diagnostic(message, at: token.span, with: stageSyntax(of: nearest)?.name ?? nearest)
    }
    let next = try? peek(.expression)
    if isFirst, let search, let next, next.endsStatement || next.kind == .bar {
      var either = [search]
      if case .or(let items) = search.kind { either = items }
      either.append(Search(.word, name, token.span))
      return Diagnostic(
        message + "; words of which either will do are joined by `or`", at: token.span,
        replacing: search.span.lowerBound..<token.span.upperBound,
        with: Printer.text(of: Search(.or(either), token.span)))
    }
    return Diagnostic(message, at: token.span, hint: "`.help stages` shows them all")
  }

  private func leftover(_ token: Token, _ syntax: StageSyntax, _ arguments: [Argument]) -> Diagnostic {
    if case .expression? = arguments.last { return afterExpression(token) }
    if token.kind == .rightParenthesis { return Diagnostic("no bracket is open here", at: token.span, with: "") }
    let message = "`\(syntax.name)` takes no `\(shortened(token.span))` here"
    if let diagnostic = acrossRows(token, syntax, arguments, message) { return diagnostic }
    if case .name(let name, _) = token.kind {
      if case .sortKeys(let keys)? = arguments.last, let key = keys.last {
        // `order by date`, `sort words descending`
        if case .column(let column) = key.expression.kind, column.name.lowercased() == "by" {
          return Diagnostic(
            message, at: token.span, replacing: key.expression.span.lowerBound..<token.span.lowerBound, with: "")
        } else if name.lowercased().hasPrefix("desc") {
          return Diagnostic(message, at: token.span, with: "desc")
        } else if name.lowercased().hasPrefix("asc") {
          return Diagnostic(message, at: token.span, with: "")
        }
      } else if syntax.takes("by"), !arguments.contains(where: { $0.isClause("by") }), name.lowercased() != "by" {
        return Diagnostic(
          message, at: token.span, replacing: token.span.lowerBound..<token.span.lowerBound, with: "by ")
      }
    }
    return Diagnostic(message, at: token.span, hint: "it is written `\(syntax.usage)`")
  }

  /// What is written for SQL's windows and for the most frequent values of each group.
  private func acrossRows(
    _ token: Token, _ syntax: StageSyntax, _ arguments: [Argument], _ message: String
  ) -> Diagnostic? {
    if syntax.name == "let", isWord(token.span, "over") {
      return Diagnostic(message, at: token.span, hint: "groups are named after `by`: `let place = rank(count) by year`")
    }
    if syntax.name == "timeline", isWord(token.span, "share") {
      let start = arguments.first { $0.isClause("by") }
      guard case .clause(_, _, let span)? = start else { return nil }
      return Diagnostic(
        message, at: token.span, replacing: span.lowerBound..<token.span.upperBound,
        with: "share \(lexer.text(span))")
    }
    guard syntax.name == "top", isWord(token.span, "by"), case .column(let column)? = arguments.last else { return nil }
    var ahead = self
    _ = try? ahead.take(.expression)
    guard let key = try? ahead.take(.expression), case .name(let name, _) = key.kind else { return nil }
    var count = 10
    for case .count(let number, _) in arguments { count = number }
    let (by, of) = (Printer.name(name), Printer.name(column.name))
    return Diagnostic(
      message, at: token.span, replacing: statementBar(before: token)..<key.span.upperBound,
      with: "| count by \(by), \(of) | head \(count) by \(by)")
  }

  /// Where the bar of the stage before a token is.
  private func statementBar(before token: Token) -> Int {
    lexer.bytes[..<token.span.lowerBound].lastIndex(of: UInt8(ascii: "|")) ?? token.span.lowerBound
  }

  // MARK: - Arguments

  mutating func arguments(of syntax: StageSyntax) throws(Diagnostic) -> [Argument] {
    try arguments(syntax.forms, of: syntax)
  }

  private mutating func arguments(_ forms: [ArgumentForm], of syntax: StageSyntax) throws(Diagnostic) -> [Argument] {
    var arguments: [Argument] = []
    for (index, form) in forms.enumerated() {
      if let argument = try argument(form, before: forms[(index + 1)...], of: syntax) { arguments.append(argument) }
    }
    return arguments
  }

  private mutating func argument(
    _ form: ArgumentForm, before later: ArraySlice<ArgumentForm>, of syntax: StageSyntax
  ) throws(Diagnostic) -> Argument? {
    switch form {
    case .count: return try count(of: syntax)
    case .choice(let words):
      let token = try peek(.expression)
      if case .argument(let name) = token.kind {
        try take(.expression)
        return .parameter(name, .choice(words), token.span)
      }
      guard case .name(let name, isQuoted: false) = token.kind, words.contains(name.lowercased()) else { return nil }
      try take(.expression)
      return .choice(name.lowercased(), token.span)
    case .column:
      if let named = try namedColumn() { return named }
      return .column(try column(of: syntax))
    case .optionalColumn:
      if let named = try namedColumn() { return named }
      let token = try peek(.expression)
      guard case .name = token.kind, !isKeyword(token, of: later) else { return nil }
      return .column(try column(of: syntax))
    case .values: return try values()
    case .pattern: return .pattern(try pattern(of: syntax))
    case .operand:
      // Lists and marks such as `#metoo` are words of a search, not of an expression.
      let token = try peek(.operand)
      try require(token, of: syntax)
      return .search(try matchOperand(after: token))
    case .table: return .table(try table(of: syntax))
    case .equations: return .items(try equations(of: syntax))
    case .expression:
      try require(try peek(.expression), of: syntax)
      return .expression(try expression())
    case .items(let isOptional):
      let token = try peek(.expression)
      if isOptional, token.endsStatement || token.kind == .bar || isKeyword(token, of: later) { return nil }
      return .items(try items(of: syntax, before: later))
    case .aggregates: return .items(try items(of: syntax, before: later, takeConditions: true))
    case .sortKeys: return .sortKeys(try sortKeys(of: syntax))
    case .search: return .search(try bracketedSearch(of: syntax))
    case .clause(let keyword, let forms):
      guard let token = try take(word: keyword, .expression) else { return nil }
      let inner = try arguments(forms, of: syntax)
      let needsMore = inner.isEmpty && !forms.isEmpty
      if needsMore { throw missing(try peek(.expression), of: syntax) }
      return .clause(keyword, inner, token.span.lowerBound..<(inner.last?.end ?? token.span.upperBound))
    case .afterComma(let form):
      guard try take(.comma, .expression) != nil else { return nil }
      guard let inner = try argument(form, before: later, of: syntax) else {
        throw missing(try peek(.expression), of: syntax)
      }
      return .afterComma(inner)
    case .path(_, let isOptional): return try path(of: syntax, isOptional: isOptional)
    }
  }

  private func isKeyword(_ token: Token, of later: ArraySlice<ArgumentForm>) -> Bool {
    guard case .name(let name, isQuoted: false) = token.kind else { return false }
    return later.contains { if case .clause(name.lowercased(), _) = $0 { true } else { false } }
  }

  private func require(_ token: Token, of syntax: StageSyntax) throws(Diagnostic) {
    if token.endsStatement || token.kind == .bar { throw missing(token, of: syntax) }
  }

  private func missing(_ token: Token, of syntax: StageSyntax) -> Diagnostic {
    let found = token.kind == .bar ? "but the next stage begins here" : found(token)
    let wanted = syntax.forms.lazy.compactMap(\.required).first ?? "more"
    return Diagnostic(
      "`\(syntax.name)` wants \(wanted), \(found)", at: token.span, hint: "it is written `\(syntax.usage)`")
  }

  private mutating func count(of syntax: StageSyntax) throws(Diagnostic) -> Argument? {
    let token = try peek(.expression)
    if token.kind == .arithmetic(.subtract) {
      throw Diagnostic(
        "`\(syntax.name)` takes a whole number from 0", at: token.span, hint: "it is written `\(syntax.usage)`")
    }
    if case .argument(let name) = token.kind {
      try take(.expression)
      return .parameter(name, .count, token.span)
    }
    guard case .number(let number) = token.kind else { return nil }
    guard number.rounded() == number, number <= 1_000_000_000 else {
      throw Diagnostic(
        "`\(syntax.name)` takes a whole number up to 1000000000", at: token.span,
        hint: "it is written `\(syntax.usage)`")
    }
    try take(.expression)
    return .count(Int(number), token.span)
  }

  /// `column($by)`: the column that a value names.
  private mutating func namedColumn() throws(Diagnostic) -> Argument? {
    let start = try peek(.expression)
    guard start.kind == .name("column", isQuoted: false) else { return nil }
    var trial = self
    try trial.take(.expression)
    guard try trial.peek(.expression).kind == .leftParenthesis else { return nil }
    let opening = try trial.open(.expression)
    guard case .argument(let name) = try trial.peek(.expression).kind else {
      throw trial.unexpected(try trial.peek(.expression), "a `$name` in the brackets of `column`")
    }
    try trial.take(.expression)
    let end = try trial.close(opening, .expression).upperBound
    self = trial
    return .parameter(name, .column, start.span.lowerBound..<end)
  }

  /// `/x/i`
  private mutating func pattern(of syntax: StageSyntax) throws(Diagnostic) -> TextOperand {
    let token = try peek(.expression)
    try require(token, of: syntax)
    guard token.kind == .arithmetic(.divide) else {
      throw Diagnostic("a pattern is between slashes", at: token.span, hint: "it is written `\(syntax.usage)`")
    }
    _ = lexer.crossBlanks()
    goesOn = false
    let pattern = try lexer.regex()
    guard case .regex(let text, let ignoresCase) = pattern.kind else { throw unexpected(pattern, "a pattern") }
    return TextOperand(.regex(ignoresCase: ignoresCase), text, pattern.span)
  }

  /// `$outlets` or `"outlets.csv"`
  private mutating func table(of syntax: StageSyntax) throws(Diagnostic) -> TableReference {
    let token = try peek(.expression)
    try require(token, of: syntax)
    switch token.kind {
    case .argument(let name):
      try take(.expression)
      return TableReference(.result(name), token.span)
    case .text: return try file()
    case .leftParenthesis:
      throw Diagnostic(
        "a query in brackets is no table here", at: token.span,
        hint: "name it first: `let outlets = …`, then `$outlets`")
    default:
      if case .name(let name, _) = token.kind {
        throw Diagnostic("a result is written with its `$`, a file in quotes", at: token.span, with: "$\(name)")
      }
      throw unexpected(token, "a result such as `$outlets`, or a file in quotes")
    }
  }

  /// `"outlets.csv"`, `"codes.xlsx" round2`
  mutating func file() throws(Diagnostic) -> TableReference {
    let token = try take(.expression)
    guard case .text(let path) = token.kind else { throw unexpected(token, "a file in quotes") }
    var reference = TableReference(.file(path, part: nil), token.span)
    let next = try peek(.expression)
    guard TableName.hasParts(path) else { return reference }
    switch next.kind {
    case .name(let part, let isQuoted) where isQuoted || !isWord(next.span, "on"):
      reference.kind = .file(path, part: part)
    case .text(let part): reference.kind = .file(path, part: part)
    default: return reference
    }
    try take(.expression)
    reference.span = token.span.lowerBound..<next.span.upperBound
    return reference
  }

  /// `source = outlet, year(date) = year`
  private mutating func equations(of syntax: StageSyntax) throws(Diagnostic) -> [Argument.Item] {
    var items: [Argument.Item] = []
    repeat {
      try require(try peek(.expression), of: syntax)
      let expression = try expression()
      if case .and(let parts) = expression.kind {
        throw Diagnostic(
          "several keys are separated by commas", at: expression.span,
          with: parts.map { Printer.text(of: $0) }.joined(separator: ", "))
      }
      items.append(Argument.Item(name: nil, expression: expression))
    } while try take(.comma, .expression) != nil
    return items
  }

  /// `("left", "right")`
  private mutating func values() throws(Diagnostic) -> Argument? {
    guard try peek(.expression).kind == .leftParenthesis else { return nil }
    let opening = try open(.expression)
    var values: [Literal] = []
    repeat {
      let token = try peek(.expression)
      guard let literal = literal(of: token) else { throw unexpected(token, "a quoted text, a number or a date") }
      try take(.expression)
      values.append(literal)
    } while try take(.comma, .expression) != nil
    return .values(values, try close(opening, .expression))
  }

  private mutating func column(of syntax: StageSyntax) throws(Diagnostic) -> FieldName {
    let token = try peek(.expression)
    try require(token, of: syntax)
    guard case .name(let name, _) = token.kind else { throw unexpected(token, "the name of a column") }
    try take(.expression)
    return FieldName(name, token.span)
  }

  /// `[NAME =] EXPR, …`: the first `=` of an item names it.
  private mutating func items(
    of syntax: StageSyntax, before later: ArraySlice<ArgumentForm>, takeConditions: Bool = false
  ) throws(Diagnostic) -> [Argument.Item] {
    var items: [Argument.Item] = []
    repeat {
      let token = try peek(.expression)
      try require(token, of: syntax)
      if !items.isEmpty, isKeyword(token, of: later) { throw unexpected(token, "one more after the comma") }
      if let all = try allColumns() {
        items.append(all)
        continue
      }
      let name = try itemName()
      try require(try peek(.expression), of: syntax)
      var item = Argument.Item(name: name, expression: try expression(isItem: name == nil))
      if takeConditions, try take(word: "where", .expression) != nil {
        try require(try peek(.expression), of: syntax)
        item.condition = try expression()
      }
      items.append(item)
    } while try take(.comma, .expression) != nil
    return items
  }

  /// `*` alone, in `select *`.
  private mutating func allColumns() throws(Diagnostic) -> Argument.Item? {
    let token = try peek(.expression)
    guard token.kind == .arithmetic(.multiply) else { return nil }
    var ahead = self
    try ahead.take(.expression)
    ahead.goesOn = false
    let next = try ahead.peek(.expression)
    guard next.endsStatement || next.kind == .bar || next.kind == .comma else { return nil }
    self = ahead
    return Argument.Item(name: nil, expression: Expression(.column(FieldName("*", token.span)), token.span))
  }

  private mutating func itemName() throws(Diagnostic) -> FieldName? {
    let token = try peek(.expression)
    guard case .name(let name, _) = token.kind else { return nil }
    let beforeName = self
    try take(.expression)
    if try take(.comparison(.equal), .expression) != nil { return FieldName(name, token.span) }
    self = beforeName
    return nil
  }

  private mutating func sortKeys(of syntax: StageSyntax) throws(Diagnostic) -> [Argument.SortKey] {
    var keys: [Argument.SortKey] = []
    repeat {
      try require(try peek(.expression), of: syntax)
      let expression = try expression()
      let isDescending = try take(word: "desc", .expression) != nil
      if !isDescending { _ = try take(word: "asc", .expression) }
      keys.append(Argument.SortKey(expression: expression, isDescending: isDescending))
    } while try take(.comma, .expression) != nil
    return keys
  }

  private mutating func bracketedSearch(of syntax: StageSyntax) throws(Diagnostic) -> Search {
    let token = try peek(.expression)
    guard token.kind == .leftParenthesis else {
      if token.endsStatement || token.kind == .bar { throw missing(token, of: syntax) }
      throw Diagnostic("put the search in brackets", at: token.span, hint: "it is written `\(syntax.usage)`")
    }
    let opening = try open(.search)
    var search = try search()
    search.span = try close(opening, .search)
    return search
  }

  private mutating func path(of syntax: StageSyntax, isOptional: Bool) throws(Diagnostic) -> Argument? {
    var next = lexer
    let crossed = next.crossBlanks()
    let byte = next.byte(at: next.position)
    if crossed != .nothing && openBrackets == 0 || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";") {
      if isOptional { return nil }
      throw missing(try peek(.expression), of: syntax)
    }
    if let scalar = next.scalar(at: next.position)?.value, QuoteMarks.isMark(scalar) {
      let quoted = try take(.expression)
      guard case .text(let text) = quoted.kind else { throw unexpected(quoted, "a name in quotes") }
      return .path(text, quoted.span)
    }
    _ = lexer.crossBlanks()
    goesOn = false
    let span = lexer.run(from: lexer.position) { stageSyntax(of: $0) != nil }
    lexer.position = span.upperBound
    guard !span.isEmpty else { throw unexpected(try peek(.expression), "a name") }
    return .path(lexer.text(span), span)
  }
}

extension StageSyntax {
  fileprivate func takes(_ keyword: String) -> Bool {
    forms.contains { if case .clause(keyword, _) = $0 { true } else { false } }
  }
}

extension ArgumentForm {
  /// What it must have, in words; nil where it may be left out.
  fileprivate var required: String? {
    switch self {
    case .column, .sortKeys: "a column"
    case .table: "a table"
    case .pattern: "a pattern"
    case .operand: "words"
    case .equations: "a condition"
    case .expression: "a condition"
    case .items(isOptional: false), .aggregates: "an expression"
    case .search: "a search in brackets"
    case .path(let name, isOptional: false): name == "FILE" ? "the name of a file" : "one more word"
    default: nil
    }
  }
}

extension Argument {
  fileprivate func isClause(_ keyword: String) -> Bool {
    if case .clause(keyword, _, _) = self { return true }
    return false
  }

  /// Where it ends in the text; nil where it holds nothing.
  var end: Int? {
    switch self {
    case .count(_, let span), .choice(_, let span), .path(_, let span), .clause(_, _, let span), .values(_, let span),
      .parameter(_, _, let span):
      span.upperBound
    case .column(let name): name.span.upperBound
    case .table(let table): table.span.upperBound
    case .pattern(let pattern): pattern.span.upperBound
    case .expression(let expression): expression.span.upperBound
    case .items(let items): items.last.map { ($0.condition ?? $0.expression).span.upperBound }
    case .sortKeys(let keys): keys.last?.expression.span.upperBound
    case .search(let search): search.span.upperBound
    case .afterComma(let argument): argument.end
    }
  }
}
