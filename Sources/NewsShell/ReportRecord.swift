import NewsQuery

/// What a run asked, for the paragraph that ends a report.
struct ReportRecord {
  private var entries: [Method.Entry] = []
  private var parameters: [(name: String, value: Literal)] = []
  private var definitions: [Definition] = []

  mutating func add(_ entry: Method.Entry) { entries.append(entry) }

  /// Notes a statement once it has run.
  mutating func add(_ statement: Statement, _ answer: QueryAnswer?, title: AnswerTitle, _ session: Session) {
    switch statement.kind {
    case .query(nil, _): if let answer { entries.append(.answer(title, answer)) }
    case .query(let name?, let query): entries.append(.result(name: name, query))
    case .parameter(let name, _):
      guard let value = session.parameters[name] else { return }
      parameters.removeAll { $0.name == name }
      parameters.append((name, value))
    case .definition(let definition): definitions.append(definition)
    case .include(_, let statements): for inner in statements { add(inner, nil, title: title, session) }
    case .command: break
    }
  }

  func method(of archive: Archive, _ context: RunContext) -> ReportMethod {
    Method.report(entries, parameters: parameters, definitions: definitions, of: archive, context)
  }
}
