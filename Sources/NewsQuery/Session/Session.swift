/// The version that `newsq --version` and every archive file name.
public let newsqVersion = "0.1.0"

/// Asks one archive, statement after statement: results are named by `let`, a line that begins with `|` goes on from the
/// last one. Prints nothing, prompts nothing, reads no clock.
///
///     var session = Session(archive: archive)
///     var notes: [Diagnostic] = []
///     for statement in try session.statements(of: SourceText("kremlin | count by source"), context, notes: &notes) {
///       let answer = try session.run(statement, context)
///     }
public struct Session: Sendable {
  public let archive: Archive
  /// What `--arg NAME=VALUE` gave, as typed.
  public var givenArguments: [String: String]
  /// Tables named by `let`.
  public private(set) var results: [String: NamedTable] = [:]
  /// Values of `param`s.
  public private(set) var parameters: [String: Literal] = [:]
  /// What `define` names.
  public internal(set) var definitions: [String: Definition] = [:]
  /// Definitions of texts that were read and are not run yet.
  var written: [String: Definition] = [:]
  /// What a line that begins with `|` goes on from.
  public private(set) var last: NamedTable?

  public init(archive: Archive, arguments: [String: String] = [:]) {
    self.archive = archive
    givenArguments = arguments
  }

  /// Cuts a text into statements. Throws the `Diagnostic` of the first mistake, with its readings counted.
  public func statements(
    of source: SourceText, _ context: RunContext, notes: inout [Diagnostic]
  ) throws(Diagnostic) -> [Statement] {
    do {
      var own: [Diagnostic] = []
      let statements = try Parser.statements(
        of: source, stages: StageCatalog.syntax, notes: &own,
        definitions: definitions.merging(written) { _, later in later }, readFile: context.readFile,
        fieldKind: archive.fieldKind)
      for note in own { notes.append(counted(note, context)) }
      return statements
    } catch {
      throw counted(error, context)
    }
  }

  /// Answers one statement; nil if there is nothing to show (`let`, `param`, a shell command). Throws `Diagnostic`,
  /// `WorldError` or `Interrupted`; what was there before stays.
  public mutating func run(_ statement: Statement, _ context: RunContext) throws -> QueryAnswer? {
    do {
      switch statement.kind {
      case .command:
        return nil
      case .parameter(let name, let standard):
        if results[name] != nil { throw Session.taken(name, "a value", "a result", statement.span) }
        if definitions[name] != nil { throw Session.taken(name, "a value", "a definition", statement.span) }
        parameters[name] = try parameter(name, standard, statement.span)
        return nil
      case .query(let name, let query):
        if let name, parameters[name] != nil || givenArguments[name] != nil {
          throw Session.taken(name, "a result", "a value", statement.span)
        }
        if let name, definitions[name] != nil {
          throw Session.taken(name, "a result", "a definition", statement.span)
        }
        let answer = try answer(query, context)
        let result = NamedTable(table: answer.table, schema: answer.schema)
        if let name { results[name] = result }
        last = result
        return name == nil ? answer : nil
      case .definition(let definition):
        try define(definition)
        return nil
      case .include(let path, let statements):
        let before = last
        defer { last = before }
        try include(path, statements, at: statement.span, context)
        return nil
      }
    } catch let diagnostic as Diagnostic {
      let source = diagnostic.source ?? statement.source
      var span = statement.span
      if diagnostic.source != nil {
        let place = diagnostic.span?.lowerBound ?? -1
        span =
          definitions.values.first { $0.source == source && $0.span.contains(place) }?.span
          ?? 0..<source.text.utf8.count
      }
      let whole = Repair.whole(
        diagnostic, in: source.text, statement: span, mistake: { mistake(in: $0, context) })
      throw counted(whole, context)
    }
  }

  /// A name is one thing: a value, a result or a definition.
  static func taken(_ name: String, _ new: String, _ old: String, _ span: Range<Int>) -> Diagnostic {
    Diagnostic("`$\(name)` would be \(old) and \(new) at once", at: span, hint: "give \(theNew(new)) another name")
  }

  private static func theNew(_ new: String) -> String { "the " + new.split(separator: " ").dropFirst().joined() }

  /// The value of a `param`: what `--arg` gave, in the type of the default.
  private func parameter(_ name: String, _ standard: Literal?, _ span: Range<Int>) throws(Diagnostic) -> Literal {
    guard let given = givenArguments[name] else {
      guard let standard else {
        throw Diagnostic("`\(name)` has no value", at: span, hint: "give it with `--arg \(name)=VALUE`")
      }
      return standard
    }
    guard let standard else { return (try? Parser.literal(given)) ?? Literal(.text(given), span) }
    return try argument(name, given, like: standard)
  }

  /// Names a table that is not the answer of a query.
  mutating func name(_ table: NamedTable, _ name: String) { results[name] = table }

  /// Plans a query without running it.
  public func plan(_ query: Query, _ context: RunContext) throws -> Plan {
    do {
      return try planner(context).plan(query).plan
    } catch let diagnostic as Diagnostic {
      throw counted(diagnostic, context)
    }
  }

  /// A query with its plan, and what it was planned with.
  func planned(_ query: Query, _ context: RunContext) throws -> (Plan, PlanContext) {
    let planner = planner(context)
    return (try planner.plan(query).plan, planner.context)
  }

  private func answer(_ query: Query, _ context: RunContext) throws -> QueryAnswer {
    let planner = planner(context)
    let (plan, schema) = try planner.plan(query)
    var tables: [Table] = []
    let table: Table
    do {
      table = try plan.run(context) { tables.append($0) }
    } catch let mistake as Diagnostic {
      throw plan.expansion.placed(mistake)
    }
    let counts = tables.map(\.rowCount)
    var notes = plan.notes + tables.dropFirst().flatMap(\.notes)
    if let search = plan.search {
      if counts.first != 0 {
        notes += try search.notes(context)
      } else if archive.reading == nil {
        notes += try search.explainEmpty(context)
      } else {
        // What each word finds by itself was not read.
        notes.append(Diagnostic("0 articles", severity: .note))
      }
    }
    // From a piece of the input the other values are not known.
    if archive.reading == nil,
      let note = try WhyNoRows(plan: plan, planContext: planner.context, tables: tables).note(context)
    {
      notes.append(note)
    }
    var known = schema
    if schema.pivoted != nil {
      // Now that the rows are there, so are their columns.
      known.columns = table.columns.map { .init($0.name, $0.column.type) }
      known.pivoted = nil
    }
    notes = notes.map(plan.expansion.placed)
    return QueryAnswer(table: table, schema: known, notes: notes, plan: plan, rowCounts: counts)
  }

  private func planner(_ context: RunContext) -> Planner {
    var arguments = parameters
    for (name, text) in givenArguments where arguments[name] == nil {
      arguments[name] = (try? Parser.literal(text)) ?? Literal(.text(text), 0..<0)
    }
    var planContext = PlanContext(
      archive: archive, arguments: arguments, results: results, run: context, search: nil)
    planContext.definitions = definitions
    return Planner(context: planContext, last: last)
  }

  /// The value that `--arg` gives a `param`: of the type of its default.
  private func argument(_ name: String, _ text: String, like standard: Literal) throws(Diagnostic) -> Literal {
    switch standard.kind {
    case .text: return Literal(.text(text), standard.span)
    case .date, .day:
      // `2021` alone is a number to the parser; where a date is wanted it is a year.
      if let date = NewsDate(iso: text) { return Literal(.date(date), standard.span) }
    default: break
    }
    if let literal = try? Parser.literal(text), literal.kind.isSameType(as: standard.kind) {
      return Literal(literal.kind, standard.span)
    }
    throw Diagnostic(
      "`--arg \(name)=\(text)` is not a \(standard.kind.typeName), as the default of `\(name)` is", at: standard.span,
      hint: "the default is \(Printer.text(of: standard))")
  }

  /// What is wrong with a query as a whole, its columns too; nil if it can be asked.
  private func mistake(in text: String, _ context: RunContext) -> Diagnostic? {
    if let mistake = Parser.mistake(
      in: text, stages: StageCatalog.syntax, definitions: definitions, fieldKind: archive.fieldKind)
    {
      return mistake
    }
    var notes: [Diagnostic] = []
    guard
      let statements = try? Parser.statements(
        of: SourceText(text), stages: StageCatalog.syntax, notes: &notes, definitions: definitions,
        fieldKind: archive.fieldKind)
    else { return nil }
    for statement in statements {
      var asked: Query?
      switch statement.kind {
      case .query(_, let query): asked = query
      case .definition(let definition):
        // Without its values it cannot be asked.
        if case .search(let search) = definition.body, definition.parameters.isEmpty {
          asked = Query(search: search, stages: [], span: definition.span)
        }
      default: break
      }
      guard let query = asked else { continue }
      do {
        _ = try planner(context).plan(query)
      } catch let mistake as Diagnostic {
        return mistake
      } catch {
        return nil
      }
    }
    return nil
  }

  /// Follows each whole query that a diagnostic offers until it can be asked, and counts the articles that it finds. One
  /// that leads nowhere is left out, unless it may be meant for a script whose names are not known yet.
  private func counted(_ diagnostic: Diagnostic, _ context: RunContext) -> Diagnostic {
    var diagnostic = diagnostic
    var hints: [Diagnostic.Hint] = []
    for var hint in diagnostic.hints {
      guard hint.isReading else {
        if hint.replaced == nil { hints.append(hint) }
        continue
      }
      if let query = Repair.followed(hint.text, mistake: { mistake(in: $0, context) }) {
        hint.text = query
      } else if !hint.text.contains("$") {
        continue
      }
      guard !hints.contains(where: { $0.text == hint.text }) else { continue }
      hint.articleCount = articleCount(of: hint.text, context)
      hints.append(hint)
    }
    diagnostic.hints = hints
    return diagnostic
  }

  /// So many articles are asked at most for a condition of a query that is only offered.
  private static let mostAsked = 50_000

  /// Articles that a query finds, those that the conditions right after its search leave; nil if it has no search, cannot be
  /// planned yet, or would take long.
  private func articleCount(of text: String, _ context: RunContext) -> Int? {
    var notes: [Diagnostic] = []
    guard
      let statements = try? Parser.statements(
        of: SourceText(text), stages: StageCatalog.syntax, notes: &notes, definitions: definitions,
        fieldKind: archive.fieldKind),
      case .query(_, let query)? = statements.last?.kind, query.search != nil
    else { return nil }
    let conditions = Array(query.stages.prefix { $0.name == "where" })
    guard
      let plan = try? planner(context).plan(Query(search: query.search, stages: conditions, span: query.span)).plan,
      let count = try? plan.search?.articleCount(context)
    else { return nil }
    if conditions.isEmpty || count == 0 { return count }
    return count <= Session.mostAsked ? try? plan.run(context) { _ in }.rowCount : nil
  }
}

/// What a query gave.
public struct QueryAnswer: Sendable {
  public var table: Table
  public var schema: Schema
  /// What the asker should know besides: where nothing was found, why.
  public var notes: [Diagnostic]
  public var plan: Plan
  /// Rows after the start and after each step of the plan.
  public var rowCounts: [Int]
}

extension StageCatalog {
  /// What the parser must know of the stages.
  public static let syntax = all.map { StageSyntax($0.usage.name, synonyms: $0.usage.synonyms, forms: $0.usage.forms) }
}

extension Archive {
  /// The kind of a field under any name that may be typed: the language's fields and the archive's own columns.
  /// The order is that of `SearchField`: a field by its own name, a column of the input, an alias.
  var fieldKind: @Sendable (String) -> ValueType? {
    let own = Dictionary(schema.map { ($0.name.lowercased(), $0.type) }, uniquingKeysWith: { first, _ in first })
    return { name in
      let folded = name.lowercased()
      let field = Field.named(folded)
      return field?.name == folded ? field?.type : own[folded] ?? field?.type
    }
  }
}

extension Literal.Kind {
  /// In words, for messages.
  var typeName: String {
    switch self {
    case .number: "number"
    case .text: "text"
    case .date, .day: "date"
    case .duration: "duration"
    case .truth: "truth"
    case .null, .argument: "value"
    }
  }

  func isSameType(as other: Literal.Kind) -> Bool { typeName == other.typeName }
}
