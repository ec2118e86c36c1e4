extension CompiledSearch {
  /// Why there are no rows: each term's own count, the operator that emptied it, the nearest words.
  public func explainEmpty(_ context: RunContext) throws -> [Diagnostic] {
    var counts: [String] = []
    var nearest: [String] = []
    var seen: Set<String> = []
    for (number, operand) in operands.enumerated() where operand.isPositive {
      let node = SearchNode.operand(number)
      let name = self.name(of: node)
      guard seen.insert(name).inserted, counts.count < 12 else { continue }
      let count = try articleCount(of: node, context)
      counts.append("`\(name)` \(WhyEmpty.written(count))")
      if count == 0 { nearest += nearestWords(of: operand) }
    }
    for (node, name) in filters(root) where seen.insert(name).inserted && counts.count < 12 {
      counts.append("`\(name)` \(WhyEmpty.written(try articleCount(of: node, context)))")
    }
    var message = "0 articles."
    if !counts.isEmpty { message += " " + counts.joined(separator: " · ") + "." }
    if let culprit = try culprit(root, context) { message += " " + culprit }
    if !nearest.isEmpty { message += " " + nearest.joined(separator: " ") }
    if message.hasSuffix(".") { message.removeLast() }
    return [Diagnostic(message, severity: .note)]
  }

  private func filters(_ node: SearchNode) -> [(SearchNode, String)] {
    switch node {
    case .and(let parts), .or(let parts): parts.flatMap(filters)
    case .known, .filter: [(node, name(of: node))]
    default: []
    }
  }

  /// Where every part finds something and together they find nothing: which one left nothing.
  private func culprit(_ node: SearchNode, _ context: RunContext) throws -> String? {
    guard case .and(let parts) = node, parts.count > 1 else { return nil }
    for part in parts where try articleCount(of: part, context) == 0 {
      if case .not(let inner) = part { return "`not \(label(inner))` leaves none: every article has it." }
      return nil
    }
    for count in 2...parts.count {
      guard try articleCount(of: .and(Array(parts.prefix(count))), context) == 0 else { continue }
      let last = parts[count - 1]
      let before = parts.prefix(count - 1).map(label).joined(separator: " ")
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

  /// For the words of an operand that are nowhere: the nearest that are somewhere.
  private func nearestWords(of operand: SearchOperand) -> [String] {
    guard case .index(let text) = operand.source else {
      if case .column(let column) = operand.source { return nearestValues(to: operand.name, in: column) }
      return []
    }
    var result: [String] = []
    for (number, word) in text.query.words.enumerated() where !word.isWildcard && text.words[number].terms.isEmpty {
      // Of `cost-cutting` the parts are asked for, not the whole.
      guard text.query.scoreParts.contains(.word(number)), result.count < 3 else { continue }
      let found = NearestWords.terms(nearestTo: word.folded, in: archive.index, limit: 3)
      guard let best = found.first else { continue }
      let typed = String(decoding: word.surface, as: UTF8.self)
      result.append(
        "Nearest to `\(typed)`: "
          + found.filter { $0.articleCount * 20 >= best.articleCount }.map { term, count in
            "`\(surface(of: term))` (\(WhyEmpty.written(count)) \(count == 1 ? "article" : "articles"))"
          }.joined(separator: ", ") + ".")
    }
    return result
  }

  /// A term as its texts have it, in small letters.
  private func surface(of term: TermID) -> String {
    let forms = archive.index.surfaceForms(of: term)
    return String(decoding: forms.first ?? archive.index.bytes(of: term), as: UTF8.self).lowercased()
  }

  private func nearestValues(to name: String, in column: ColumnText) -> [String] {
    guard let codes = column.column?.codes, codes.count <= 20_000 else { return [] }
    let values = (0..<codes.count).compactMap { code -> String? in
      if case .text(let text) = codes.value(of: code) { text } else { nil }
    }
    let nearest = Spelling.names(nearestTo: name.filter { $0 != "\"" }, among: values, limit: 3)
    if nearest.isEmpty { return [] }
    return ["Nearest values of `\(column.name)`: " + nearest.map { "`\($0)`" }.joined(separator: ", ") + "."]
  }

  /// Notes for an answer: a word in capitals that folds to a common one, a wildcard that finds more.
  public func notes(_ context: RunContext) throws -> [Diagnostic] {
    var notes: [Diagnostic] = []
    for operand in operands {
      guard let number = operand.capitals, case .index(let text) = operand.source, text.words[number].onlyTerm != nil
      else { continue }
      let word = text.query.words[number]
      let typed = String(decoding: word.surface, as: UTF8.self)
      let count = text.words[number].articleCount
      var exact = text
      exact.query.exactWords = [number]
      exact.words = [ResolvedWord(word, isExact: true, in: archive.index)]
      let exactCount = try WhyEmpty.count(exact, archive.index)
      if exactCount < count {
        notes.append(
          Diagnostic(
            "`\(typed)` meets `\(typed.lowercased())` too: \(WhyEmpty.written(count)) articles; `=\(typed)` \(WhyEmpty.written(exactCount))",
            severity: .note))
      }
    }
    return notes
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
