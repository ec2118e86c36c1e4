/// The state of one reading of a text: where it stands, how deep in brackets, what it noted. The grammar is in
/// `ScriptParser`, `SearchParser`, `StageParser` and `ExpressionParser`, each an extension of it.
struct Parsing {
  var lexer: Lexer
  let stages: [StageSyntax]
  var notes: [Diagnostic] = []

  /// Where the statement that is being read begins.
  var statementStart = 0

  /// Brackets open at this place: inside them a line end is a blank.
  var openBrackets = 0
  /// The last token asks for more: a line end after it is a blank.
  var goesOn = false
  /// How deep rules stand in each other. A hostile text must not end the stack.
  var depth = 0
  static let deepest = 200

  /// The field in whose bracket we are: `headline:(…)`.
  var field: FieldName?

  /// What cannot be asked as it is written, with what may have been meant; see `offer`.
  var offers: [Offer] = []
  /// Which of the meanings is being read.
  var reading = 0

  struct Offer {
    var diagnostic: Diagnostic
    var readingCount: Int
  }

  /// Whether other languages are recognized. False for a translation that is tried: it would be translated again, without end.
  let knowsOtherLanguages: Bool

  /// What the script has defined so far.
  let scope: ScriptScope
  let script: ScriptFile

  init(
    _ text: String, stages: [StageSyntax], knowsOtherLanguages: Bool = true, scope: ScriptScope = ScriptScope(),
    file: ScriptFile? = nil, fieldKind: @escaping @Sendable (String) -> ValueType?
  ) {
    lexer = Lexer(text, kindOfField: fieldKind)
    self.scope = scope
    script = file ?? ScriptFile(SourceText(text))
    self.stages = stages
    self.knowsOtherLanguages = knowsOtherLanguages
  }

  // MARK: - Tokens

  /// The next token, left where it is.
  func peek(_ mode: Lexer.Mode) throws(Diagnostic) -> Token {
    var lexer = lexer
    return try lexer.next(mode, acrossLines: openBrackets > 0 || goesOn)
  }

  @discardableResult
  mutating func take(_ mode: Lexer.Mode) throws(Diagnostic) -> Token {
    let token = try lexer.next(mode, acrossLines: openBrackets > 0 || goesOn)
    goesOn = token.continuesLine
    return token
  }

  /// Takes the next token where it is of this kind.
  mutating func take(_ kind: Token.Kind, _ mode: Lexer.Mode) throws(Diagnostic) -> Token? {
    try peek(mode).kind == kind ? try take(mode) : nil
  }

  /// Takes `(`: until its `)` line ends are blanks.
  mutating func open(_ mode: Lexer.Mode) throws(Diagnostic) -> Token {
    let token = try take(mode)
    openBrackets += 1
    try deepen(at: token.span)
    return token
  }

  mutating func close(_ opening: Token, _ mode: Lexer.Mode) throws(Diagnostic) -> Range<Int> {
    let token = try peek(mode)
    guard token.kind == .rightParenthesis else {
      if token.endsStatement || token.kind == .bar {
        throw Diagnostic(
          "this bracket is not closed", at: opening.span, replacing: token.span.lowerBound..<token.span.lowerBound,
          with: ")")
      }
      throw unexpected(token, "`)` for the bracket that is open")
    }
    try take(mode)
    openBrackets -= 1
    depth -= 1
    return opening.span.lowerBound..<token.span.upperBound
  }

  mutating func deepen(at span: Range<Int>) throws(Diagnostic) {
    depth += 1
    if depth > Parsing.deepest {
      throw Diagnostic("more than \(Parsing.deepest) brackets or operators are nested", at: span)
    }
  }

  func unexpected(_ token: Token, _ expected: String) -> Diagnostic {
    Diagnostic("expected \(expected), \(found(token))", at: token.span)
  }

  func found(_ token: Token) -> String {
    switch token.kind {
    case .endOfText: "but the text ends here"
    case .blankLine: "but a blank line ends the statement here"
    case .lineEnd: "but the line ends here"
    case .semicolon: "but `;` ends the statement here"
    default: "not `\(shortened(token.span))`"
    }
  }

  /// The text of a span, cut where it is long.
  func shortened(_ span: Range<Int>) -> String {
    let text = lexer.text(span)
    return text.unicodeScalars.count <= 40
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(39))) + "…"
  }

  // MARK: - Readings

  /// Notes that the text cannot be asked as it stands, and says which of `readingCount` meanings to read on with. When
  /// the search is read, the mistake is thrown with the whole search printed in each meaning.
  mutating func offer(_ message: String, at span: Range<Int>, readings readingCount: Int) -> Int {
    offers.append(Offer(diagnostic: Diagnostic(message, at: span), readingCount: readingCount))
    return min(reading, readingCount - 1)
  }

  // MARK: - Words in their place

  /// Takes the next token where it is this word, in any letter case.
  mutating func take(word: String, _ mode: Lexer.Mode) throws(Diagnostic) -> Token? {
    try peek(word: word, mode) ? try take(mode) : nil
  }

  func peek(word: String, _ mode: Lexer.Mode) throws(Diagnostic) -> Bool {
    let token = try peek(mode)
    switch token.kind {
    case .word, .name(_, isQuoted: false): return isWord(token.span, word)
    default: return false
    }
  }

  func isWord(_ span: Range<Int>, _ word: String) -> Bool {
    span.count == word.utf8.count && lexer.text(span).lowercased() == word
  }

  // MARK: - Ends

  /// Only blanks, comments and `;` may follow.
  mutating func expectEnd() throws(Diagnostic) {
    var token = try peek(.search)
    while token.endsStatement, token.kind != .endOfText {
      try takeStatementEnd()
      token = try peek(.search)
    }
    if token.kind != .endOfText { throw unexpected(token, "nothing more") }
  }

  mutating func expectEndOfExpression() throws(Diagnostic) {
    let token = try peek(.expression)
    if !token.endsStatement { throw afterExpression(token) }
  }

  mutating func takeStatementEnd() throws(Diagnostic) {
    goesOn = false
    _ = lexer.crossBlanks()
    if lexer.byte(at: lexer.position) == UInt8(ascii: ";") { lexer.position += 1 }
  }
}
