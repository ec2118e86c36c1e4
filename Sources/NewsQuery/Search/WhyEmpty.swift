extension CompiledSearch {
  /// Why there are no rows: each term's own count, the operator that emptied it, the nearest words.
  public func explainEmpty(_ context: RunContext) throws -> [Diagnostic] {
    var counts: [String] = []
    var nearest: [String] = []
    var seen: Set<String> = []
    for (number, operand) in operands.enumerated() where operand.isPositive {
      let nodes = SearchNodes(ofParts: parts.map { _ in .operand(number) })
      let name = self.name(of: nodes.first)
      guard seen.insert(name).inserted, counts.count < 12 else { continue }
      let count = try articleCount(of: nodes, context)
      counts.append("`\(name)` \(WhyEmpty.written(count))")
      if count == 0 { nearest += nearestWords(ofOperand: number) }
    }
    for (nodes, name) in filters(rootNodes) where seen.insert(name).inserted && counts.count < 12 {
      counts.append("`\(name)` \(WhyEmpty.written(try articleCount(of: nodes, context)))")
    }
    var message = "0 articles."
    if !counts.isEmpty { message += " " + counts.joined(separator: " · ") + "." }
    if let culprit = try culprit(rootNodes, context) { message += " " + culprit }
    nearest += try nearestConditions(syntax, context)
    if !nearest.isEmpty { message += " " + nearest.joined(separator: " ") }
    if message.hasSuffix(".") { message.removeLast() }
    return [Diagnostic(message, severity: .note)] + (try edgeNotes(syntax, context))
  }

  private func filters(_ nodes: SearchNodes) -> [(SearchNodes, String)] {
    switch nodes.first {
    case .and, .or: nodes.parts.flatMap(filters)
    case .known, .filter: [(nodes, name(of: nodes.first))]
    default: []
    }
  }

  /// If every part of the search finds something and together they find nothing: the one that left nothing.
  private func culprit(_ nodes: SearchNodes, _ context: RunContext) throws -> String? {
    guard case .and(let names) = nodes.first, names.count > 1 else { return nil }
    for part in nodes.parts where try articleCount(of: part, context) == 0 {
      if case .not(let inner) = part.first { return "`not \(label(inner))` leaves none: every article has it." }
      return nil
    }
    for count in 2...names.count {
      guard try articleCount(of: nodes.prefix(count), context) == 0 else { continue }
      let last = names[count - 1]
      let before = names.prefix(count - 1).map(label).joined(separator: " ")
      if case .not(let inner) = last { return "All articles of `\(before)` have `\(label(inner))`: `not` leaves none." }
      return "`\(before)` and `\(label(last))` have no article in common."
    }
    return nil
  }

  private func label(_ node: SearchNode) -> String {
    switch node {
    case .and(let parts): "(" + parts.map(label).joined(separator: " ") + ")"
    case .or(let parts): "(" + parts.prefix(6).map(label).joined(separator: " or ") + (parts.count > 6 ? " …)" : ")")
    case .not(let part): "not " + label(part)
    case .atLeast(_, let numbers): name(of: node) + " " + numbers.map { operands[$0].name }.joined(separator: " or ")
    default: name(of: node)
    }
  }

  /// For the words of an operand that are in no article: the nearest that are in some.
  private func nearestWords(ofOperand operand: Int) -> [String] {
    guard case .index(let text) = operands[operand].source else {
      if case .column(let column) = operands[operand].source {
        return nearestValues(to: operands[operand].name, in: column)
      }
      return []
    }
    var result: [String] = []
    for (number, word) in text.query.words.enumerated() where !word.isWildcard && isNowhere(word: number, operand) {
      // For `cost-cutting` its parts are looked up, not the whole.
      guard text.query.scoreParts.contains(.word(number)), result.count < 3 else { continue }
      let found = NearestWords.terms(nearestTo: word.folded, in: archive, limit: 6)
      guard let best = found.first else { continue }
      let typed = String(decoding: word.surface, as: UTF8.self)
      // Several terms may be printed alike: `e-mail` and `email`.
      var shown: Set<String> = []
      var nearest: [String] = []
      for (term, count) in found where count * 20 >= best.articleCount && nearest.count < 3 {
        let name = String(decoding: archive.commonestForm(ofTerm: term), as: UTF8.self).lowercased()
        guard shown.insert(name).inserted else { continue }
        nearest.append("`\(name)` (\(WhyEmpty.written(count)) \(count == 1 ? "article" : "articles"))")
      }
      result.append("Nearest to `\(typed)`: " + nearest.joined(separator: ", ") + ".")
    }
    return result
  }

  private func isNowhere(word: Int, _ operand: Int) -> Bool {
    parts.allSatisfy { part in
      guard case .index(let text) = part.operands[operand].source else { return true }
      return text.words[word].terms.allSatisfy { part.place.articleCount(of: $0.term) == 0 }
    }
  }

  private func nearestValues(to name: String, in column: ColumnText) -> [String] {
    let text = name.filter { $0 != "\"" }
    return nearestValues(to: text, column.name).map { [$0] } ?? []
  }

  private func nearestValues(to text: String, _ column: String) -> String? {
    let stored = archive.column(column)
    let valueCount = stored?.codes?.count ?? (stored as? PartedColumn)?.repeatedTexts?.count ?? 0
    guard valueCount > 0, valueCount <= 20_000 || archive.type(of: column) == .list else { return nil }
    let values = (archive.values(of: column) ?? []).map { (value: $0.value, count: $0.articleCount) }
    return NearestValues.sentence(text, of: column, among: values, unit: "article")
  }

  /// For whole values and lengths of the search that no article has: the nearest, or how far the values go.
  private func nearestConditions(_ search: Search, _ context: RunContext) throws -> [String] {
    switch search.kind {
    case .and(let parts), .or(let parts): return try parts.flatMap { try nearestConditions($0, context) }
    case .defined(_, let inner): return try nearestConditions(inner, context)
    case .valueIs(let name, let literal, negated: false):
      guard case .text(let text) = resolved(literal).kind, try count(of: search, context) == 0,
        case .column(let column, _, _)? = try? SearchField(name, in: archive, part: 0)
      else { return [] }
      return nearestValues(to: text, column).map { [$0] } ?? []
    case .compare(let name, _, _), .range(let name, _, _):
      guard try count(of: search, context) == 0,
        case .column(let column, _, _)? = try? SearchField(name, in: archive, part: 0),
        let cells = archive.column(column)
      else { return [] }
      return WhyEmpty.extent(of: column, cells, rows: (0..<archive.articleCount).lazy.map { UInt32($0) }).map { [$0] }
        ?? []
    case .inResult(let name):
      guard try count(of: search, context) == 0 else { return [] }
      return ["The result `$\(name)` has no rows."]
    default: return []
    }
  }

  private func resolved(_ literal: Literal) -> Literal {
    if case .argument(let name) = literal.kind { return plan.arguments[name] ?? literal }
    return literal
  }

  private func count(of search: Search, _ context: RunContext) throws -> Int {
    try CompiledSearch(search, context: plan).articleCount(context)
  }

  /// `date>2020` leaves out 2020 itself. A note says so if any article is of that time.
  private func edgeNotes(_ search: Search, _ context: RunContext) throws -> [Diagnostic] {
    switch search.kind {
    case .and(let parts), .or(let parts): return try parts.flatMap { try edgeNotes($0, context) }
    case .compare(let name, let comparison, let literal) where comparison == .greater || comparison == .less:
      guard case .date(let date) = resolved(literal).kind, date.precision <= .day,
        case .column(_, .date, _)? = try? SearchField(name, in: archive, part: 0)
      else { return [] }
      if archive.reading != nil {
        return [
          Diagnostic(
            "`\(name.name)\(comparison.rawValue)\(date)` leaves out \(date) itself; "
              + "`\(name.name)\(comparison.rawValue)=\(date)` has it", at: search.span, severity: .note)
        ]
      }
      let wider: Comparison = comparison == .greater ? .greaterOrEqual : .lessOrEqual
      let inside = Search(.compare(name, .equal, literal), search.span)
      guard try count(of: inside, context) > 0 else { return [] }
      let form = Search(.compare(name, wider, Literal(.date(date), literal.span)), search.span)
      return [
        Diagnostic(
          "`\(name.name)\(comparison.rawValue)\(date)` leaves out \(date) itself: "
            + "\(Printer.text(of: form)) finds \(WhyEmpty.written(try count(of: form, context))) articles",
          at: search.span, severity: .note)
      ]
    default: return []
    }
  }

  /// Notes beside an answer: a word in capitals that folds onto a common one, a wildcard that finds more.
  public func notes(_ context: RunContext) throws -> [Diagnostic] {
    var notes: [Diagnostic] = []
    for (operand, first) in operands.enumerated() {
      guard let number = first.capitals, case .index(let text) = first.source, isOneTerm(word: number, operand) else {
        continue
      }
      let word = text.query.words[number]
      let typed = String(decoding: word.surface, as: UTF8.self)
      var (count, exactCount) = (0, 0)
      for part in parts {
        guard case .index(let text) = part.operands[operand].source else { continue }
        count += text.words[number].terms.reduce(0) { $0 + part.place.articleCount(of: $1.term) }
        var exact = text
        exact.query.exactWords = [number]
        exact.words = [ResolvedWord(word, isExact: true, in: part.index)]
        exactCount += try part.articleCount(of: exact)
      }
      if exactCount < count {
        notes.append(
          Diagnostic(
            "`\(typed)` meets `\(typed.lowercased())` too: \(WhyEmpty.written(count)) articles; `=\(typed)` \(WhyEmpty.written(exactCount))",
            severity: .note))
      }
    }
    return notes + (try edgeNotes(syntax, context))
  }

  /// Whether a word is one term, the same in all parts that have it.
  private func isOneTerm(word: Int, _ operand: Int) -> Bool {
    var keys: Set<[UInt8]> = []
    for part in parts {
      guard case .index(let text) = part.operands[operand].source else { return false }
      for term in text.words[word].terms {
        if term.forms != nil { return false }
        if part.place.dead.isEmpty || part.place.articleCount(of: term.term) > 0 {
          keys.insert(Array(part.index.dictionary.key(of: Int(term.term.number))))
        }
      }
    }
    return keys.count == 1
  }
}

/// Parts of the answer to an empty result.
enum WhyEmpty {
  /// `1,204`
  static func written(_ count: Int) -> String {
    var text = ""
    for (place, digit) in String(count).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// How far the numbers or dates of a column go: ``" `words` goes from 12 to 5,400 here."``. Nil for other columns.
  static func extent(of name: String, _ column: any Column, rows: some Sequence<UInt32>) -> String? {
    guard column.type == .number || column.type == .date else { return nil }
    var least: Value?
    var greatest: Value?
    for row in rows {
      let value = column.value(at: Int(row))
      if value.isEmpty { continue }
      if least.map({ ValueOrder.compare(value, $0) < 0 }) ?? true { least = value }
      if greatest.map({ ValueOrder.compare(value, $0) > 0 }) ?? true { greatest = value }
    }
    guard let least, let greatest else { return "`\(name)` is empty in all of them." }
    return "`\(name)` goes from \(written(least)) to \(written(greatest)) here."
  }

  private static func written(_ value: Value) -> String {
    if case .date(let date) = value { return date.day }
    return value.printed
  }

  static func count(_ text: IndexedText, _ index: TextIndex) throws -> Int {
    let walker = text.walker(in: index)
    var set = ArticleSet()
    var count = 0
    for number in 0..<Chunk.count(of: index.articleCount) {
      try walker.fill(&set, Chunk(number: number, of: index.articleCount))
      count += set.count
    }
    return count
  }
}
