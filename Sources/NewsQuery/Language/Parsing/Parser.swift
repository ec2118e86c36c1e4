/// Reads the text of a query into its syntax.
///
///     var notes: [Diagnostic] = []
///     let statements = try Parser.statements(of: SourceText("kremlin | head 3"), stages: stages, notes: &notes)
///
/// It knows no stage by name: which there are and what they take comes in with `stages`. The first mistake is thrown as a
/// `Diagnostic` with a place; what is only worth a word goes into `notes`.
public enum Parser {
  /// All statements of a script, those of the files that it includes with them. `definitions` are known from before;
  /// `readFile` reads a file that is included, and without it those files are left out.
  public static func statements(
    of source: SourceText, stages: [StageSyntax], notes: inout [Diagnostic], definitions: [String: Definition] = [:],
    readFile: (@Sendable (String) throws(WorldError) -> [UInt8])? = nil,
    fieldKind: @escaping @Sendable (String) -> ValueType? = Field.typeOfTyped
  ) throws(Diagnostic) -> [Statement] {
    try statements(
      of: ScriptFile(source), scope: ScriptScope(definitions, readFile: readFile), stages: stages, notes: &notes,
      fieldKind: fieldKind)
  }

  static func statements(
    of file: ScriptFile, scope: ScriptScope, stages: [StageSyntax], notes: inout [Diagnostic],
    fieldKind: @escaping @Sendable (String) -> ValueType?
  ) throws(Diagnostic) -> [Statement] {
    let source = file.source
    var parsing = Parsing(source.text, stages: stages, scope: scope, file: file, fieldKind: fieldKind)
    func mistake(_ text: String) -> Diagnostic? {
      self.mistake(in: text, stages: stages, definitions: scope.definitions, fieldKind: fieldKind)
    }
    do {
      var statements = try parsing.statements()
      for place in statements.indices { statements[place].source = source }
      for var note in parsing.notes {
        if note.source != nil {
          notes.append(note)
          continue
        }
        if file.isIncluded { note.source = source }
        let statement = statements.first { $0.span.contains(note.span?.lowerBound ?? -1) }
        notes.append(
          Repair.whole(
            note, in: source.text, statement: statement?.span ?? 0..<source.text.utf8.count, mistake: mistake))
      }
      return statements
    } catch {
      if error.source != nil { throw error }
      let start = parsing.statementStart
      let end = max(parsing.lexer.endOfStatement(from: start), error.span?.upperBound ?? 0)
      throw Repair.whole(
        error, in: source.text, statement: start..<max(start, min(end, source.text.utf8.count)), mistake: mistake)
    }
  }

  /// What is wrong with a text, with hints that replace a part of it; nil if it can be read.
  static func mistake(
    in text: String, stages: [StageSyntax], knowsOtherLanguages: Bool = true, definitions: [String: Definition] = [:],
    fieldKind: @escaping @Sendable (String) -> ValueType?
  ) -> Diagnostic? {
    var parsing = Parsing(
      text, stages: stages, knowsOtherLanguages: knowsOtherLanguages, scope: ScriptScope(definitions),
      fieldKind: fieldKind)
    do {
      _ = try parsing.statements()
      return nil
    } catch { return error }
  }

  /// One query and nothing after it.
  public static func query(
    _ text: String, stages: [StageSyntax] = [],
    fieldKind: @escaping @Sendable (String) -> ValueType? = Field.typeOfTyped
  ) throws(Diagnostic) -> Query {
    var parsing = Parsing(text, stages: stages, fieldKind: fieldKind)
    let query = try parsing.query()
    try parsing.expectEnd()
    return query
  }

  /// One search and nothing after it.
  public static func search(
    _ text: String, fieldKind: @escaping @Sendable (String) -> ValueType? = Field.typeOfTyped
  ) throws(Diagnostic) -> Search {
    var parsing = Parsing(text, stages: [], fieldKind: fieldKind)
    let search = try parsing.search()
    try parsing.expectEnd()
    return search
  }

  /// One expression and nothing after it.
  public static func expression(
    _ text: String, fieldKind: @escaping @Sendable (String) -> ValueType? = Field.typeOfTyped
  ) throws(Diagnostic) -> Expression {
    var parsing = Parsing(text, stages: [], fieldKind: fieldKind)
    let expression = try parsing.expression()
    try parsing.expectEndOfExpression()
    return expression
  }

  /// One literal, as `param` and `--arg NAME=VALUE` take it.
  public static func literal(_ text: String) throws(Diagnostic) -> Literal {
    var parsing = Parsing(text, stages: [], fieldKind: Field.typeOfTyped)
    let literal = try parsing.literal()
    try parsing.expectEnd()
    return literal
  }
}

/// What the parser must know of a stage: its name, what other tools call it, and what it takes.
public struct StageSyntax: Equatable, Sendable {
  public var name: String
  public var synonyms: [String]
  public var forms: [ArgumentForm]

  public init(_ name: String, synonyms: [String] = [], forms: [ArgumentForm]) {
    self.name = name
    self.synonyms = synonyms
    self.forms = forms
  }

  /// `kwic [n] [sort left|right]`: as the manual shows it.
  public var usage: String {
    ([name] + forms.map(\.usage)).joined(separator: " ")
  }
}

extension ArgumentForm {
  /// How the manual writes it: `[n]`, `left|right`, `COLUMN`.
  public var usage: String {
    switch self {
    case .count(let name): "[\(name)]"
    case .choice(let words): words.count == 1 ? "[\(words[0])]" : words.joined(separator: "|")
    case .column: "COLUMN"
    case .optionalColumn: "[COLUMN]"
    case .values: "[(VALUE, …)]"
    case .pattern: "/PATTERN/"
    case .operand: "@LIST|(WORD or …)|$NAME"
    case .table: "$NAME|\"FILE\""
    case .equations: "EXPR = COLUMN, …"
    case .expression: "EXPR"
    case .items(let isOptional): isOptional ? "[EXPR, …]" : "[NAME =] EXPR, …"
    case .aggregates: "[NAME =] AGGREGATE [where EXPR], …"
    case .sortKeys: "COLUMN [desc], …"
    case .search: "(SEARCH)"
    case .clause(let keyword, let forms): "[\(([keyword] + forms.map(\.usageInClause)).joined(separator: " "))]"
    case .afterComma(let form): "[, \(form.usage)]"
    case .path(let name, let isOptional): isOptional ? "[\(name)]" : name
    }
  }

  /// After a keyword a single word is not optional: `[with boilerplate]`.
  private var usageInClause: String {
    if case .choice(let words) = self, words.count == 1 { words[0] } else { usage }
  }

  /// True for a path of that name: `FILE`, `FORMAT`.
  public func isPath(_ name: String) -> Bool {
    if case .path(name, _) = self { true } else { false }
  }
}
