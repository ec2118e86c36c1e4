// Statements: where one ends and the next begins, what it is called.

extension Parsing {
  mutating func statements() throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    while true {
      try skipStatementEnds()
      guard lexer.position < lexer.bytes.count else { return statements }
      statementStart = lexer.position
      lexer.beginStatement()
      statements.append(try statement())
    }
  }

  private mutating func skipStatementEnds() throws(Diagnostic) {
    goesOn = false
    openBrackets = 0
    depth = 0
    repeat { _ = lexer.crossBlanks() } while skipSemicolon()
  }

  private mutating func skipSemicolon() -> Bool {
    guard lexer.byte(at: lexer.position) == UInt8(ascii: ";") else { return false }
    lexer.position += 1
    return true
  }

  private mutating func statement() throws(Diagnostic) -> Statement {
    let start = lexer.position
    if let command = command() { return command }
    if let definition = try definition() { return definition }
    if let include = try include() { return include }
    if let (keyword, name) = naming() {
      let kind: Statement.Kind
      if keyword == "let" {
        _ = lexer.crossBlanks()
        if !beginsWithTable() { try refuseForeignQuery() }
        kind = .query(name: name, try query())
      } else {
        kind = .parameter(name: name, try literal())
      }
      try expectStatementEnd()
      return Statement(kind, start..<lexer.position)
    }
    if let name = requiredParameter() { return Statement(.parameter(name: name, nil), start..<lexer.position) }
    if !beginsWithTable() {
      noteStageAtStart()
      noteCommandAsWord()
      try refuseForeignQuery()
    }
    let query = try query()
    try expectStatementEnd()
    return Statement(.query(name: nil, query), query.span)
  }

  func expectStatementEnd() throws(Diagnostic) {
    let token = try peek(.search)
    if token.kind == .rightParenthesis { throw Diagnostic("no bracket is open here", at: token.span, with: "") }
    if !token.endsStatement { throw unexpected(token, "the end of the statement") }
  }

  /// `.mode csv`, `.import-report`
  private mutating func command() -> Statement? {
    let start = lexer.position
    guard lexer.byte(at: start) == UInt8(ascii: "."), var nameEnd = lexer.endOfName(from: start + 1) else { return nil }
    while lexer.byte(at: nameEnd) == UInt8(ascii: "-"), let next = lexer.endOfName(from: nameEnd + 1) { nameEnd = next }
    var end = nameEnd
    while let byte = lexer.byte(at: end), byte != lexer.newline { end += 1 }
    lexer.position = end
    var argument = nameEnd..<end
    while !argument.isEmpty, let width = lexer.blankWidth(at: argument.lowerBound) {
      argument = min(argument.lowerBound + width, end)..<end
    }
    while !argument.isEmpty, lexer.bytes[argument.upperBound - 1] <= 0x20 {
      argument = argument.lowerBound..<argument.upperBound - 1
    }
    let kind = Statement.Kind.command(name: lexer.text(start + 1..<nameEnd), argument: lexer.text(argument))
    return Statement(kind, start..<max(nameEnd, argument.upperBound))
  }

  /// `let NAME =` and `param NAME =`; anything else that begins so is words: `let it be`.
  private mutating func naming() -> (keyword: String, name: String)? {
    let start = lexer.position
    guard let keywordEnd = lexer.endOfName(from: start) else { return nil }
    let keyword = lexer.text(start..<keywordEnd).lowercased()
    guard keyword == "let" || keyword == "param" else { return nil }
    var position = keywordEnd
    func skipBlanks() {
      while let width = lexer.blankWidth(at: position) { position += width }
    }
    skipBlanks()
    guard position > keywordEnd, let nameEnd = lexer.endOfName(from: position) else { return nil }
    let name = lexer.text(position..<nameEnd)
    guard !["and", "or", "not"].contains(name.lowercased()) else { return nil }
    position = nameEnd
    skipBlanks()
    guard lexer.byte(at: position) == UInt8(ascii: "=") else { return nil }
    lexer.position = position + 1
    goesOn = true
    return (keyword, name)
  }

  /// `param since` alone on its statement: a value that `--arg` must give.
  private mutating func requiredParameter() -> String? {
    let start = lexer.position
    guard let keywordEnd = lexer.endOfName(from: start), lexer.text(start..<keywordEnd) == "param" else { return nil }
    var position = keywordEnd
    while let width = lexer.blankWidth(at: position) { position += width }
    guard position > keywordEnd, let end = lexer.endOfName(from: position) else { return nil }
    var after = lexer
    after.position = end
    let crossed = after.crossBlanks()
    guard crossed != .nothing || after.byte(at: after.position) == UInt8(ascii: ";"),
      after.byte(at: after.position) != UInt8(ascii: "|")
    else { return nil }
    lexer.position = end
    return lexer.text(position..<end)
  }

  // MARK: - Query

  /// A search and its stages, or stages alone where `|` comes first.
  mutating func query() throws(Diagnostic) -> Query {
    let first = try peek(.search)
    var table: TableReference?
    if beginsWithTable() {
      try take(.search)
      table = try file()
    }
    let search = first.kind == .bar || table != nil ? nil : try search()
    var calls: [StageCall] = []
    var end = search?.span.upperBound ?? table?.span.upperBound ?? first.span.lowerBound
    while try peek(.search).kind == .bar {
      let call = try stage(after: search, isFirst: calls.isEmpty)
      end = call.span.upperBound
      calls.append(call)
    }
    return Query(
      search: search, table: table, stages: calls, span: (search?.span.lowerBound ?? first.span.lowerBound)..<end)
  }

  /// `table "outlets.csv"`: only before the quoted name of a table; otherwise `table` is a word.
  func beginsWithTable() -> Bool {
    var ahead = self
    guard let word = try? ahead.take(.search), case .word = word.kind, isWord(word.span, "table"),
      case .text(let path)? = try? ahead.take(.expression).kind
    else { return false }
    return TableName.isTable(path)
  }

  // MARK: - The first day

  /// A line that begins as a stage would: `count by source`.
  private mutating func noteStageAtStart() {
    let start = lexer.position
    guard let end = lexer.endOfName(from: start), let syntax = stageSyntax(of: lexer.text(start..<end)) else { return }
    var trial = self
    trial.lexer.position = end
    guard let arguments = try? trial.arguments(of: syntax), let next = try? trial.peek(.expression),
      next.endsStatement || next.kind == .bar, !syntax.forms.contains(where: \.isOptionalText) || arguments.isEmpty
    else { return }
    let line = lexer.text(start..<trial.lexer.position)
    notes.append(
      Diagnostic(
        "`\(lexer.text(start..<end))` is looked for as a word here; a stage comes after `|`", at: start..<end,
        replacing: start..<trial.lexer.position, with: "* | \(line)", severity: .note))
  }

  /// `help`, `quit` or `exit` alone.
  private mutating func noteCommandAsWord() {
    let start = lexer.position
    guard let end = lexer.endOfName(from: start), end - start == 4 else { return }
    let word = lexer.text(start..<end).lowercased()
    guard ["help", "quit", "exit"].contains(word) else { return }
    var rest = lexer
    rest.position = end
    let crossed = rest.crossBlanks()
    guard crossed != .nothing || rest.byte(at: rest.position) == UInt8(ascii: ";") else { return }
    notes.append(
      Diagnostic(
        "`\(word)` is looked for as a word here; a shell command begins with a dot", at: start..<end,
        hint: "the command is `\(word == "help" ? ".help" : ".quit")`", severity: .note))
  }
}

extension ArgumentForm {
  /// Takes any text, so that a search would pass for it: `read`, `write`.
  fileprivate var isOptionalText: Bool {
    if case .path = self { return true }
    return false
  }
}
