// `define NAME = …` and `include "FILE"`, and how a definition is used.

extension Parsing {
  // MARK: - define

  /// `define NAME =`, `define NAME(x, n = 3) =`; anything else that begins so is words: `define success`.
  mutating func definition() throws(Diagnostic) -> Statement? {
    let start = lexer.position
    guard let head = definitionHead() else { return nil }
    let name = lexer.text(head.name)
    var parameters: [Definition.Parameter] = []
    if head.hasBrackets {
      lexer.position = head.name.upperBound
      parameters = try definitionParameters()
    }
    lexer.position = head.bodyStart
    goesOn = true
    let body: Definition.Body
    if try peek(.search).kind == .bar {
      body = .stages(try definedStages())
      try refuseStageName(name, head.name)
    } else {
      if beginsWithTable() {
        throw Diagnostic("a table is named by `let`", at: start..<head.name.upperBound, with: "let \(name)")
      }
      body = .search(try search())
      let next = try peek(.search)
      if next.kind == .bar {
        throw Diagnostic(
          "a definition is a search, or stages; a search with its stages is named by `let`", at: next.span,
          replacing: start..<head.name.upperBound, with: "let \(name)")
      }
    }
    try expectStatementEnd()
    var definition = Definition(name, parameters: parameters, body: body, span: start..<lexer.position)
    definition.source = script.source
    if scope.own.contains(name), let first = scope.definitions[name] {
      throw Diagnostic(
        "`$\(name)` is defined already, in \(first.place)", at: head.name, hint: "give one of the two another name")
    }
    if script.isIncluded { definition.move(paths: script.place(of:)) }
    scope.add(definition)
    return Statement(.definition(definition), start..<lexer.position)
  }

  /// Where the name is and where the body begins, if this is a definition.
  private func definitionHead() -> (name: Range<Int>, hasBrackets: Bool, bodyStart: Int)? {
    let start = lexer.position
    guard let keywordEnd = lexer.endOfName(from: start), lexer.text(start..<keywordEnd).lowercased() == "define" else {
      return nil
    }
    var position = keywordEnd
    func skipBlanks() {
      while let width = lexer.blankWidth(at: position) { position += width }
    }
    skipBlanks()
    guard position > keywordEnd, let nameEnd = lexer.endOfName(from: position) else { return nil }
    let name = position..<nameEnd
    guard !["and", "or", "not"].contains(lexer.text(name).lowercased()) else { return nil }
    position = nameEnd
    let hasBrackets = lexer.byte(at: position) == UInt8(ascii: "(")
    if hasBrackets {
      var quotes = QuoteEnds()
      position += 1
      while let (scalar, width) = lexer.scalar(at: position), scalar != ")" {
        if scalar == "\n" || scalar == ";" || scalar == "|" { return nil }
        if let marks = QuoteMarks(opening: scalar), let end = quotes.end(of: marks, from: position + width, in: lexer) {
          position = end
        } else {
          position += width
        }
      }
      guard lexer.byte(at: position) != nil else { return nil }
      position += 1
    }
    skipBlanks()
    guard lexer.byte(at: position) == UInt8(ascii: "="), lexer.byte(at: position + 1) != UInt8(ascii: "=") else {
      return nil
    }
    return (name, hasBrackets, position + 1)
  }

  /// `(x, n = 3)`
  private mutating func definitionParameters() throws(Diagnostic) -> [Definition.Parameter] {
    let opening = try open(.expression)
    var parameters: [Definition.Parameter] = []
    if try peek(.expression).kind == .rightParenthesis {
      throw Diagnostic("a definition that takes nothing has no brackets", at: opening.span, hint: "leave out `()`")
    }
    repeat {
      let token = try peek(.expression)
      if case .argument(let name) = token.kind {
        throw Diagnostic("here the name of a value has no `$`", at: token.span, with: name)
      }
      guard case .name(let name, isQuoted: false) = token.kind else {
        throw unexpected(token, "the name of a value that the definition takes")
      }
      try take(.expression)
      if parameters.contains(where: { $0.name == name }) {
        throw Diagnostic("`\(name)` is there twice", at: token.span, hint: "give one of the two another name")
      }
      var parameter = Definition.Parameter(name)
      if try take(.comparison(.equal), .expression) != nil {
        parameter.standard = try literal()
      } else if let earlier = parameters.last, earlier.standard != nil {
        throw Diagnostic(
          "`\(name)` has no default, and `\(earlier.name)` before it has one", at: token.span,
          hint: "values with a default come last")
      }
      parameters.append(parameter)
    } while try take(.comma, .expression) != nil
    _ = try close(opening, .expression)
    return parameters
  }

  private mutating func definedStages() throws(Diagnostic) -> [StageCall] {
    var calls: [StageCall] = []
    while try peek(.search).kind == .bar {
      calls.append(try stage(after: nil, isFirst: calls.isEmpty))
    }
    return calls
  }

  private func refuseStageName(_ name: String, _ span: Range<Int>) throws(Diagnostic) {
    guard let own = stageSyntax(of: name) else { return }
    throw Diagnostic(
      "`\(name)` is a stage of newsq\(own.name == name.lowercased() ? "" : ", the same as `\(own.name)`")", at: span,
      with: "my_\(name)")
  }

  // MARK: - Uses

  /// `("tariff*", 3)` right behind the name of a definition; nil if none stands there.
  mutating func definitionArguments(of name: String) throws(Diagnostic) -> (values: [Literal], end: Int)? {
    guard lexer.byte(at: lexer.position) == UInt8(ascii: "("), scope.definitions[name] != nil else { return nil }
    goesOn = false
    let opening = try open(.expression)
    var values: [Literal] = []
    repeat {
      let token = try peek(.expression)
      if token.kind == .rightParenthesis, values.isEmpty { break }
      if let value = literal(of: token) {
        try take(.expression)
        values.append(value)
      } else {
        values.append(try literal())
      }
    } while try take(.comma, .expression) != nil
    let next = try peek(.expression)
    if next.kind != .rightParenthesis, next.kind != .comma, !next.endsStatement {
      throw Diagnostic(
        "a value of `\(name)` is a number, a date or a text in quotes", at: next.span,
        hint: "for example `\(name)(\"tariff*\")`")
    }
    return (values, try close(opening, .expression).upperBound)
  }

  /// `busiest(5)`, after its bar; nil if no such stage is defined.
  mutating func definedStage(_ name: String, _ bar: Token, _ token: Token) throws(Diagnostic) -> StageCall? {
    guard let definition = scope.definitions[name] else { return nil }
    guard definition.isStage else {
      throw Diagnostic(
        "`$\(name)` is a search, and no stage", at: token.span, hint: "in a search it is written `$\(name)`")
    }
    var arguments: [Argument] = []
    var end = token.span.upperBound
    if let (values, close) = try definitionArguments(of: name) {
      arguments = [.values(values, token.span.upperBound..<close)]
      end = close
    }
    let next = try peek(.expression)
    guard next.endsStatement || next.kind == .bar else {
      throw Diagnostic(
        "`\(name)` takes its values in brackets", at: next.span,
        hint: "it is written `\(definition.usage)`")
    }
    return StageCall(
      name: name, nameSpan: token.span, arguments: arguments, span: bar.span.lowerBound..<end, isDefined: true)
  }

  // MARK: - include

  /// `include "words.newsq"` alone on its statement, with what that file defines.
  mutating func include() throws(Diagnostic) -> Statement? {
    let start = lexer.position
    guard let (path, span) = includedPath() else { return nil }
    lexer.position = span.upperBound
    goesOn = false
    let whole = start..<span.upperBound
    let place = script.place(of: path)
    if script.chain.contains(place) {
      let circle = (script.chain.drop { $0 != place } + [place]).map { "`\($0)`" }.joined(separator: " includes ")
      throw Diagnostic("\(circle)", at: span, hint: "put what both need into a third file")
    }
    guard script.chain.count <= 100 else {
      throw Diagnostic("more than 100 files include each other", at: span, hint: "include the last of them directly")
    }
    guard let readFile = scope.readFile, !scope.files.contains(place) else {
      return Statement(.include(path: path, []), whole)
    }
    let bytes: [UInt8]
    do { bytes = try readFile(place) } catch {
      throw Diagnostic("`\(path)` cannot be read: \(error.reason)", at: span, hint: Self.hint(script, path, error.path))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic("`\(path)` is not UTF-8", at: span, hint: "save it as UTF-8")
    }
    scope.files.insert(place)
    let included = script.including(place, text)
    do {
      let statements = try Parser.statements(
        of: included, scope: scope, stages: stages, notes: &notes, fieldKind: lexer.kindOfField)
      for statement in statements { try refuseInIncluded(statement, included.source) }
      return Statement(.include(path: path, statements), whole)
    } catch {
      var error = error
      if error.source == nil { error.source = included.source }
      error.uses.append(Diagnostic.Use("include \"\(path)\"", at: whole, in: script.isIncluded ? script.source : nil))
      throw error
    }
  }

  private static func hint(_ script: ScriptFile, _ path: String, _ tried: String) -> String? {
    script.folder.isEmpty ? nil : "a path begins in the folder of the file that includes: `\(tried)`"
  }

  /// The quoted name of a script behind `include`, and nothing after it.
  private func includedPath() -> (String, Range<Int>)? {
    let start = lexer.position
    guard let keywordEnd = lexer.endOfName(from: start), lexer.text(start..<keywordEnd).lowercased() == "include" else {
      return nil
    }
    var ahead = self
    ahead.lexer.position = keywordEnd
    guard let token = try? ahead.take(.expression), case .text(let path) = token.kind, path.hasSuffix(".newsq"),
      let next = try? ahead.peek(.search), next.endsStatement
    else { return nil }
    return (path, token.span)
  }

  private func refuseInIncluded(_ statement: Statement, _ source: SourceText) throws(Diagnostic) {
    switch statement.kind {
    case .definition, .include, .parameter, .query(name: .some, _): return
    case .query(name: nil, _):
      throw Diagnostic(
        "a file that is included defines names, and this query would show rows", at: statement.span,
        hint: "name it: `let x = …`, or leave it out")
    case .command(let name, _):
      throw Diagnostic("`.\(name)` is a command of the shell; a script has queries", at: statement.span)
    }
  }
}
