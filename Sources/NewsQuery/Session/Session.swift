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
      return try Parser.statements(
        of: source, stages: StageCatalog.syntax, notes: &notes, fieldKind: archive.fieldKind)
    } catch {
      throw counted(error, context)
    }
  }

  /// Answers one statement: nil where there is nothing to show (`let`, `param`, a shell command). Throws `Diagnostic`,
  /// `WorldError` or `Interrupted`; what was there before stays.
  public mutating func run(_ statement: Statement, _ context: RunContext) throws -> QueryAnswer? {
    switch statement.kind {
    case .command:
      return nil
    case .parameter(let name, let standard):
      parameters[name] = try givenArguments[name].map { try argument(name, $0, like: standard) } ?? standard
      return nil
    case .query(let name, let query):
      let answer = try answer(query, context)
      let result = NamedTable(table: answer.table, schema: answer.schema)
      if let name { results[name] = result }
      last = result
      return name == nil ? answer : nil
    }
  }

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
    do {
      let planner = planner(context)
      let (plan, schema) = try planner.plan(query)
      var tables: [Table] = []
      let table = try plan.run(context) { tables.append($0) }
      let counts = tables.map(\.rowCount)
      var notes = plan.notes
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
      return QueryAnswer(table: table, schema: schema, notes: notes, plan: plan, rowCounts: counts)
    } catch let diagnostic as Diagnostic {
      throw counted(diagnostic, context)
    }
  }

  private func planner(_ context: RunContext) -> Planner {
    var arguments = parameters
    for (name, text) in givenArguments where arguments[name] == nil {
      arguments[name] = (try? Parser.literal(text)) ?? Literal(.text(text), 0..<0)
    }
    let planContext = PlanContext(
      archive: archive, arguments: arguments, results: results.mapValues(\.table), run: context, search: nil)
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
      "`--arg \(name)=\(text)` is no \(standard.kind.typeName), and the default of `\(name)` is one", at: standard.span)
  }

  /// Counts the articles of each reading that a diagnostic offers.
  private func counted(_ diagnostic: Diagnostic, _ context: RunContext) -> Diagnostic {
    var diagnostic = diagnostic
    for index in diagnostic.hints.indices where diagnostic.hints[index].isReading {
      guard let search = try? Parser.search(diagnostic.hints[index].text, fieldKind: archive.fieldKind),
        let compiled = try? CompiledSearch(search, context: planner(context).context)
      else { continue }
      diagnostic.hints[index].articleCount = try? compiled.articleCount(context)
    }
    return diagnostic
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
  static let syntax = all.map { StageSyntax($0.usage.name, synonyms: $0.usage.synonyms, forms: $0.usage.forms) }
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
