/// Whether Enter ends what was typed at the prompt.
public enum Completeness: Equatable, Sendable {
  /// It can be asked; whether it is right is seen then.
  case complete
  /// More must come. `what` is short, as a prompt shows it: `"`, `(`, `|`, `,`, `and`, `near/5`.
  case open(what: String)
}

extension Parser {
  /// For the prompt: is the last statement of the text finished, or is a quote or a bracket open, or does the text end in
  /// `|`, a comma or an operator?
  ///
  ///     Parser.completeness(of: "putin near/5")   // .open(what: "near/5")
  ///
  /// `text` is all lines so far, without the line end of the last. A blank last line finishes anything.
  public static func completeness(of text: String) -> Completeness {
    var scan = CompletenessScan(text)
    return scan.completeness()
  }
}

/// Goes over the tokens of a text without asking what they mean together, so that it needs no catalog of stages.
private struct CompletenessScan {
  var lexer: Lexer
  var mode = Lexer.Mode.search
  var openBrackets = 0
  var last: Token?
  /// The tokens of the statement so far, as many as `let NAME =` has.
  var tokenCount = 0
  var beginsWithNaming = false
  var beginsWithDefine = false
  /// The tokens since the last bar: the first is a stage's name.
  var stageTokenCount = 0

  init(_ text: String) {
    lexer = Lexer(text, kindOfField: Field.typeOfTyped)
  }

  mutating func completeness() -> Completeness {
    if endsInBlankLine { return .complete }
    while true {
      if last == nil, skipCommand() { continue }
      if tokenCount == 0 { beginStatement() }
      let start = lexer.position
      do {
        let token = try nextToken()
        switch token.kind {
        case .endOfText: return answer
        case .blankLine, .lineEnd, .semicolon: endStatement()
        default: note(token)
        }
      } catch {
        // A mistake is shown when the text is asked; only an open quote can still be closed.
        return hasBlankLine(after: error.span?.lowerBound ?? start) ? .complete : openQuote(error)
      }
    }
  }

  private mutating func nextToken() throws(Diagnostic) -> Token {
    let acrossLines = openBrackets > 0 || last?.continuesLine ?? false
    if mode == .expression, last?.kind == .leftParenthesis || last?.kind == .comma {
      // An argument may be a pattern, in which brackets and quotes are its own.
      var ahead = lexer
      if ahead.crossBlanks() == .nothing, ahead.byte(at: ahead.position) == UInt8(ascii: "/") {
        lexer = ahead
        return try lexer.regex()
      }
    }
    return try lexer.next(mode, acrossLines: acrossLines)
  }

  private func openQuote(_ mistake: Diagnostic) -> Completeness {
    guard mistake.message == Lexer.openQuote else { return .complete }
    // Whatever the mark, a prompt shows one that everyone knows.
    return .open(what: "\"")
  }

  private var answer: Completeness {
    if openBrackets > 0 { return .open(what: "(") }
    guard let last else { return .complete }
    if last.continuesLine || last.kind == .not { return .open(what: lexer.text(last.span).lowercased()) }
    // `let calls =`
    let isNaming = (beginsWithNaming && tokenCount == 3 || beginsWithDefine) && lexer.text(last.span) == "="
    return isNaming ? .open(what: "=") : .complete
  }

  private mutating func beginStatement() {
    _ = lexer.crossBlanks()
    lexer.beginStatement()
  }

  private mutating func endStatement() {
    _ = lexer.crossBlanks()
    if lexer.byte(at: lexer.position) == UInt8(ascii: ";") { lexer.position += 1 }
    (mode, openBrackets, last, tokenCount, beginsWithNaming) = (.search, 0, nil, 0, false)
    beginsWithDefine = false
  }

  private mutating func note(_ token: Token) {
    switch token.kind {
    case .leftParenthesis: openBrackets += 1
    case .rightParenthesis: openBrackets = max(0, openBrackets - 1)
    default: break
    }
    switch token.kind {
    case .bar: mode = .expression
    case .matches: mode = .operand
    default: if mode == .operand { mode = .expression }
    }
    if tokenCount == 0, token.kind == .word {
      beginsWithNaming = ["let", "param"].contains(lexer.text(token.span.prefix(6)).lowercased())
      beginsWithDefine = lexer.text(token.span.prefix(7)).lowercased() == "define"
    }
    // `select *`, `select id, *`: with nothing before it to multiply, `*` is all columns.
    let isAll = token.kind == .arithmetic(.multiply) && (stageTokenCount == 1 || last?.kind == .comma)
    stageTokenCount = token.kind == .bar ? 0 : stageTokenCount + 1
    tokenCount += 1
    last = isAll ? Token(kind: .everything, span: token.span) : token
  }

  /// `.mode csv`: a command is its line.
  private mutating func skipCommand() -> Bool {
    var ahead = lexer
    _ = ahead.crossBlanks()
    guard ahead.byte(at: ahead.position) == UInt8(ascii: "."), ahead.endOfName(from: ahead.position + 1) != nil else {
      return false
    }
    while let byte = ahead.byte(at: ahead.position), byte != ahead.newline { ahead.position += 1 }
    lexer = ahead
    return true
  }

  /// True where the text has several lines and the last is blank.
  private var endsInBlankLine: Bool {
    var end = lexer.bytes.count
    while end > 0, [0x20, 0x09, 0x0D].contains(lexer.bytes[end - 1]) { end -= 1 }
    return end > 0 && lexer.bytes[end - 1] == lexer.newline
  }

  private func hasBlankLine(after start: Int) -> Bool {
    var ahead = lexer
    ahead.position = start
    while let byte = ahead.byte(at: ahead.position) {
      if byte == lexer.newline {
        if ahead.crossBlanks() == .blankLine { return true }
      } else {
        ahead.position += 1
      }
    }
    return false
  }
}
