/// Turns the syntax of a search into nodes for one part of an archive: fields resolved, words folded and looked up, lists and
/// arguments read. Every mistake of the asker is found here.
///
/// The archive, not the part, says which columns there are and of which types; so nodes and mistakes are the same for each
/// part.
struct SearchCompiler {
  let context: SearchContext
  let archive: Archive
  private let part: PlacedPart
  private let sources: SearchSources
  private(set) var operands: [SearchOperand] = []
  private(set) var topics: [SearchTopic] = []
  private(set) var warnings: [Diagnostic] = []

  init(_ context: SearchContext, part: PlacedPart, _ sources: SearchSources) {
    self.context = context
    archive = context.archive
    self.part = part
    self.sources = sources
  }

  private var index: TextIndex { part.part.index }

  private func field(_ name: FieldName) throws(Diagnostic) -> SearchField {
    try SearchField(name, in: archive, part: part.number)
  }

  /// Where the operands below a node are looked for.
  private struct Scope {
    var field: SearchField = .region(.all)
    var firstWords: Int?
    var isPositive = true
    /// True within a definition: another in it is a part of that one.
    var isDefined = false

    /// The part of the index; nil for other columns.
    var region: SearchRegion? {
      guard case .region(let parts) = field else { return nil }
      return SearchRegion(parts: parts, firstWords: firstWords)
    }
  }

  mutating func compile(_ search: Search) throws -> SearchNode { try node(search, Scope()) }

  private mutating func node(_ search: Search, _ scope: Scope) throws -> SearchNode {
    switch search.kind {
    case .everything: return .constant(true)
    case .text(let operand): return try node(operand, scope)
    case .and(let parts): return .and(try parts.map { try node($0, scope) })
    case .or(let parts): return .or(try parts.map { try node($0, scope) })
    case .not(let part):
      var below = scope
      below.isPositive.toggle()
      return .notOf(try node(part, below))
    case .field(let name, let part):
      var below = scope
      below.field = try field(name)
      return try node(part, below)
    case .chain(let chain): return try node(chain, search, scope)
    case .atLeast(let count, let part):
      let first = operands.count
      let inner = try node(part, scope)
      if count <= 0 { return .constant(true) }
      if count == 1 { return inner }
      return .atLeast(count, Array(first..<operands.count))
    case .counted: preconditionFailure("planning puts numbers in the place of arguments")
    case .defined(let use, let inner):
      if scope.isDefined { return try node(inner, scope) }
      var below = scope
      below.isDefined = true
      let first = operands.count
      let node = try node(inner, below)
      if operands[first...].contains(where: \.isPositive) {
        topics.append(SearchTopic(name: use, node: node, operands: first..<operands.count))
      }
      return node
    case .first(let count, let part):
      var below = scope
      below.firstWords = count
      return try node(part, below)
    case .compare(let name, let comparison, let literal):
      return try compare(try field(name), name, comparison, literal)
    case .range(let name, let lower, let upper): return try range(name, lower, upper, scope)
    case .valueIs(let name, let literal, let negated):
      let node = try valueIs(name, literal)
      return negated ? .notOf(node) : node
    case .isEmpty(let name, let negated):
      let node = try isEmpty(name)
      return negated ? .notOf(node) : node
    case .inResult(let name): return try inResult(name, search.span)
    }
  }

  // MARK: - Text

  private mutating func node(_ operand: TextOperand, _ scope: Scope) throws -> SearchNode {
    switch operand.kind {
    case .word, .phrase:
      if let value = try value(operand, scope) { return value }
      guard let query = TextQuery(operand.text, isExact: operand.isExact) else {
        throw Diagnostic("no word to look for in `\(operand.text)`", at: operand.span)
      }
      return add(query, SearchWriter.written(operand), scope)
    case .argument:
      let literal = try argument(operand.text, operand.span)
      if let value = try value(TextOperand(.phrase, literal, operand.span), scope) { return value }
      return add(TextQuery(literal, isExact: operand.isExact) ?? .nothing, literal, scope)
    case .list:
      let lines = try self.lines(of: operand)
      if lines.isEmpty {
        warnings.append(
          Diagnostic("`\(SearchWriter.written(operand))` has no line to look for", at: operand.span, severity: .warning)
        )
      }
      return .or(lines.map { add(TextQuery($0, isExact: operand.isExact) ?? .nothing, $0, scope) })
    case .call: preconditionFailure("planning puts definitions in the place of their names")
    case .regex:
      let pattern = try RegularExpression(operand)
      let target: RegexText.Target
      switch scope.field {
      case .region(let parts): target = .region(SearchRegion(parts: parts, firstWords: scope.firstWords))
      case .column(let name, _, let column): target = .column(name, column)
      }
      var regex = RegexText(pattern: pattern, target: target)
      if case .region = target { regex.words = RegexText.words(for: operand.text, in: index) }
      operands.append(
        SearchOperand(
          name: SearchWriter.written(operand), source: .regex(regex),
          isPositive: scope.isPositive))
      return .operand(operands.count - 1)
    }
  }

  private mutating func add(_ query: TextQuery, _ name: String, _ scope: Scope) -> SearchNode {
    let source: SearchOperand.Source
    switch scope.field {
    case .region(let parts):
      let region = SearchRegion(parts: parts, firstWords: scope.firstWords)
      source = .index(IndexedText(query, region: region, in: index))
    case .column(let name, _, let column):
      source = .column(ColumnText(name: name, query: query, column: column))
    }
    operands.append(SearchOperand(name: name, source: source, isPositive: scope.isPositive))
    return .operand(operands.count - 1)
  }

  /// `date:(2020-07 or 2020-09)`, `words:"800"`: in a column of dates or numbers a text is read as one.
  private func value(_ operand: TextOperand, _ scope: Scope) throws -> SearchNode? {
    guard case .column(let name, let type, let column) = scope.field, type != .text, type != .list else { return nil }
    let field = FieldName(name, operand.span)
    let literal = try SearchCompiler.literal(of: operand.text, as: type, field, operand.span)
    return try compare(.column(name, type, column), field, .equal, literal)
  }

  private func lines(of operand: TextOperand) throws -> [String] {
    if operand.text.hasPrefix("$"), let result = context.results[String(operand.text.dropFirst())] {
      guard let lines = result.lines else {
        throw Diagnostic(
          "`\(operand.text)` has several columns, and a list has one", at: operand.span,
          hint: "choose it: `let names = \(operand.text) | select name`, then `@$names`")
      }
      return lines()
    }
    let bytes: [UInt8]
    do {
      bytes = try sources.lines(ofList: operand.text, context.run)
    } catch {
      // What was meant may be a name on social media.
      throw Diagnostic(
        "the list `\(operand.text)` cannot be read: \(error.reason)", at: operand.span,
        with: Printer.quoted(operand.text))
    }
    return ListLine.all(in: bytes).map(\.text)
  }

  private func argument(_ name: String, _ span: Range<Int>) throws -> String {
    guard let literal = context.arguments[name] else { throw unknownArgument(name, span) }
    switch literal.kind {
    case .text(let text): return text
    case .number(let number): return number.written
    case .date(let date): return date.description
    case .truth(let truth): return truth ? "true" : "false"
    case .duration(let seconds): return "\(seconds / 86_400)d"
    case .day(let offset): return SearchCompiler.day(offset, context.run.now).description
    case .null: return ""
    case .argument(let other) where other != name: return try argument(other, span)
    case .argument: throw unknownArgument(name, span)
    }
  }

  private func unknownArgument(_ name: String, _ span: Range<Int>) -> Diagnostic {
    if context.results[name] != nil {
      return Diagnostic("`$\(name)` is a result, not a value", at: span, with: "in $\(name)")
    }
    let nearest = Spelling.names(nearestTo: name, among: context.arguments.keys.sorted(), limit: 1)
    return Diagnostic(
      "no argument `$\(name)`", at: span,
      hint: nearest.first.map { "did you mean `$\($0)`?" }
        ?? "declare it with `param \(name) = …` or set it with `--arg \(name)=…`")
  }

  // MARK: - Chains

  private mutating func node(_ chain: Chain, _ search: Search, _ scope: Scope) throws -> SearchNode {
    // A field on one operand holds for the chain.
    var scope = scope
    if let field = try fieldOfChain([chain.first] + chain.links.map(\.operand)) { scope.field = field }
    var words: [QueryWord] = []
    var isExact: Set<Int> = []
    var scoreParts: [OccurrencePattern] = []
    let first = try pattern(chain.first, scope, &words, &isExact, &scoreParts)
    var links: [OccurrencePattern.Link] = []
    for link in chain.links {
      var parts: [OccurrencePattern] = []
      let operand = try pattern(link.operand, scope, &words, &isExact, &parts)
      if !link.isNegated { scoreParts += parts }
      links.append(
        OccurrencePattern.Link(
          isOrdered: link.isOrdered, reach: link.reach, isNegated: link.isNegated, operand: operand))
    }
    let query = TextQuery(
      words: words, exactWords: isExact, pattern: .chain(first, links), scoreParts: scoreParts)
    return add(query, SearchWriter.written(search), scope)
  }

  private func fieldOfChain(_ operands: [Search]) throws -> SearchField? {
    var found: FieldName?
    for operand in operands {
      guard case .field(let name, _) = operand.undefined.kind else { continue }
      if let other = found, Fold.folded(other.name) != Fold.folded(name.name) {
        throw Diagnostic(
          "`\(other.name)` and `\(name.name)` in one chain: words are near each other in one field only", at: name.span)
      }
      found = name
    }
    return try found.map { try field($0) }
  }

  /// An operand of a chain: a word, a phrase, a wildcard, an `or` of them.
  private func pattern(
    _ search: Search, _ scope: Scope, _ words: inout [QueryWord], _ isExact: inout Set<Int>,
    _ scoreParts: inout [OccurrencePattern]
  ) throws -> OccurrencePattern {
    func take(_ query: TextQuery) -> (OccurrencePattern, [OccurrencePattern]) {
      let shift = words.count
      words += query.words
      isExact.formUnion(query.exactWords.map { $0 + shift })
      return (query.pattern.shifted(by: shift), query.scoreParts.map { $0.shifted(by: shift) })
    }
    switch search.kind {
    case .text(let operand):
      switch operand.kind {
      case .regex:
        throw Diagnostic(
          "a regular expression has no position for `near`", at: operand.span, hint: "use words or wildcards")
      case .list:
        let taken = try lines(of: operand).map { take(TextQuery($0, isExact: operand.isExact) ?? .nothing) }
        let union = OccurrencePattern.unionOf(taken.map(\.0))
        scoreParts.append(union)
        return union
      case .call: preconditionFailure("planning puts definitions in the place of their names")
      case .word, .phrase, .argument:
        let text = operand.kind == .argument ? try argument(operand.text, operand.span) : operand.text
        guard let query = TextQuery(text, isExact: operand.isExact) else {
          throw Diagnostic("no word to look for in `\(text)`", at: operand.span)
        }
        let (pattern, parts) = take(query)
        scoreParts += parts
        return pattern
      }
    case .or(let parts):
      var ignored: [OccurrencePattern] = []
      let union = OccurrencePattern.unionOf(try parts.map { try pattern($0, scope, &words, &isExact, &ignored) })
      // One term with the union's number of articles.
      scoreParts.append(union)
      return union
    case .field(_, let inner), .defined(_, let inner):
      return try pattern(inner, scope, &words, &isExact, &scoreParts)
    default:
      throw Diagnostic(
        "operands of `near` and `pre` are words, phrases, wildcards or an `or` of them in parentheses", at: search.span)
    }
  }

  // MARK: - Values

  private mutating func range(
    _ name: FieldName, _ lower: Literal?, _ upper: Literal?, _ scope: Scope
  ) throws -> SearchNode {
    let field = try field(name)
    if case .column(_, let type, _) = field, type != .text, type != .list {
      if let lower, let upper, lower == upper { return try compare(field, name, .equal, lower) }
      var parts: [SearchNode] = []
      if let lower { parts.append(try compare(field, name, .greaterOrEqual, lower)) }
      if let upper { parts.append(try compare(field, name, .lessOrEqual, upper)) }
      return parts.isEmpty ? .constant(true) : parts.count == 1 ? parts[0] : .and(parts)
    }
    // `headline:2020`: a text that looks like a number or a date.
    if let lower, let upper, lower == upper {
      let text = try SearchCompiler.text(of: lower, self)
      var below = scope
      below.field = field
      return try node(TextOperand(.phrase, text, lower.span), below)
    }
    throw Diagnostic(
      "`\(name.name)` is text: a range is for numbers and dates", at: name.span,
      hint: "dates and numbers here: " + numbersAndDates())
  }

  private func numbersAndDates() -> String {
    archive.schema.filter { $0.type == .number || $0.type == .date }.map { "`\($0.name)`" }.joined(separator: " ")
  }

  private func compare(
    _ field: SearchField, _ name: FieldName, _ comparison: Comparison, _ literal: Literal
  ) throws -> SearchNode {
    let literal = try resolved(literal)
    guard case .column(let columnName, let type, let column) = field, type != .text, type != .list else {
      let value = try SearchCompiler.text(of: literal, self)
      if comparison == .equal || comparison == .notEqual {
        let sign = comparison == .equal ? "" : "-"
        throw Diagnostic(
          "`\(comparison.rawValue)` compares numbers and dates, and `\(name.name)` is text", at: name.span,
          readings: [
            "\(sign)\(name.name):\(SearchWriter.quoted(value))",
            "\(name.name) is \(sign.isEmpty ? "" : "not ")\"\(value)\"",
          ])
      }
      throw Diagnostic(
        "`\(comparison.rawValue)` compares numbers and dates, and `\(name.name)` is text", at: name.span,
        hint: "dates and numbers here: " + numbersAndDates())
    }
    let label = "\(name.name)\(comparison.rawValue)\(SearchWriter.written(literal))"
    guard let column else { return .constant(false) }
    switch type {
    case .number:
      guard case .number(let number) = try SearchCompiler.coerced(literal, to: .number, name).kind else { break }
      var exact: Int64?
      if case .text(let text) = literal.kind { exact = Int64(text.filter { $0 != "," }) }
      return .filter(NumberFilter(column: column, comparison: comparison, number: number, exact: exact), name: label)
    case .date:
      let literal = try SearchCompiler.coerced(literal, to: .date, name)
      if column is AbsentColumn { return .filter(NothingFilter(), name: label) }
      guard let column = column as? DateColumn else { break }
      let now = context.run.now
      switch literal.kind {
      case .date(let date):
        return .filter(DateFilter(column: column, comparison: comparison, span: date), name: label)
      case .day(let offset):
        let day = SearchCompiler.day(offset, now)
        return .filter(DateFilter(column: column, comparison: comparison, span: day), name: label)
      case .duration(let seconds):
        if comparison == .equal {
          return .filter(RecentFilter(column: column, start: now.start - seconds, now: now.start), name: label)
        }
        return .filter(
          DateFilter(column: column, comparison: comparison, instant: now.start - seconds), name: label)
      default: break
      }
    case .truth:
      guard case .truth(let truth) = try SearchCompiler.coerced(literal, to: .truth, name).kind else { break }
      if comparison == .equal { return .filter(TruthFilter(column: column, truth: truth), name: label) }
      if comparison == .notEqual { return .filter(TruthFilter(column: column, truth: !truth), name: label) }
      throw Diagnostic("`\(columnName)` is true or false: compare it with `=`", at: name.span)
    case .text, .list: break
    }
    throw Diagnostic("`\(columnName)` is \(type.rawValue)", at: literal.span)
  }

  private func valueIs(_ name: FieldName, _ literal: Literal) throws -> SearchNode {
    let literal = try resolved(literal)
    let field = try field(name)
    if case .column(_, let type, _) = field, type != .text, type != .list {
      return try compare(field, name, .equal, literal)
    }
    let value = try SearchCompiler.text(of: literal, self)
    let label = "\(name.name) is \"\(value)\""
    guard let column = try wholeColumn(field, name) else { return .constant(false) }
    let filter = ValueFilter(column: column, value: value)
    if let codes = column.codes {
      return .filter(CodedFilter(codes, holdsForNull: false, filter.holds(for:)), name: label)
    }
    return .filter(filter, name: label)
  }

  private func isEmpty(_ name: FieldName) throws -> SearchNode {
    let label = "\(name.name) is empty"
    switch try field(name) {
    case .region(let parts):
      return .filter(EmptyRegionFilter(part: part.part, parts: parts), name: label)
    case .column(_, _, let column):
      guard let column else { return .constant(true) }
      if let codes = column.codes {
        return .filter(CodedFilter(codes, holdsForNull: true, \.isEmpty), name: label)
      }
      return .filter(EmptyFilter(column: column), name: label)
    }
  }

  /// The column of whole values; nil if no article fills it.
  private func wholeColumn(_ field: SearchField, _ name: FieldName) throws -> (any Column)? {
    switch field {
    case .column(_, _, let column): return column
    case .region(let parts):
      if parts == .headline { return archive.column("headline", ofPart: part.number) }
      if parts == .deck { return archive.column("deck", ofPart: part.number) }
      if parts == .body { return archive.column("body", ofPart: part.number) }
      throw Diagnostic(
        "`\(name.name)` has no value of its own to compare", at: name.span,
        hint: "look for words in it: `\(name.name):\"…\"`")
    }
  }

  private func inResult(_ name: String, _ span: Range<Int>) throws -> SearchNode {
    guard let result = context.results[name] else {
      if context.arguments[name] != nil {
        throw Diagnostic("`$\(name)` is a value, not a result", at: span, hint: "let \(name) = … names a result")
      }
      let nearest = Spelling.names(nearestTo: name, among: context.results.keys.sorted(), limit: 1)
      throw Diagnostic(
        "no result `$\(name)`", at: span, hint: nearest.first.map { "did you mean `$\($0)`?" } ?? "let \(name) = …")
    }
    guard result.isOfArticles else {
      throw Diagnostic(
        "the rows of `$\(name)` are not made from articles, and have no column `id`", at: span,
        hint: "in a condition its own columns can be asked: `| where source in $\(name)`")
    }
    let articles = sources.results[name] ?? articles(of: result)
    sources.results[name] = articles
    let own = (0..<UInt32(part.part.articleCount)).filter { !part.isDead($0) && articles.contains(part.number(of: $0)) }
    return .known(own, name: "in $\(name)")
  }

  /// The articles of a result, as this archive numbers them.
  private func articles(of result: SearchContext.Result) -> Set<UInt32> {
    var articles = result.articles()
    if result.archive !== archive {
      // Another archive: the articles with the same ids.
      let ids = result.archive.column("id")
      let wanted = Set(
        articles.compactMap { article -> String? in
          if case .text(let id)? = ids?.value(at: Int(article)) { id } else { nil }
        })
      articles = []
      let mine = archive.column("id")
      for article in 0..<archive.articleCount {
        if case .text(let id)? = mine?.value(at: article), wanted.contains(id) { articles.insert(UInt32(article)) }
      }
    }
    return articles
  }

  func resolved(_ literal: Literal) throws -> Literal {
    guard case .argument(let name) = literal.kind else { return literal }
    guard let value = context.arguments[name] else { throw unknownArgument(name, literal.span) }
    return Literal(value.kind, literal.span)
  }
}
