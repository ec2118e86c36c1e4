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
    if !nearest.isEmpty { message += " " + nearest.joined(separator: " ") }
    if message.hasSuffix(".") { message.removeLast() }
    return [Diagnostic(message, severity: .note)]
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
      let found = NearestWords.terms(nearestTo: word.folded, in: archive, limit: 3)
      guard let best = found.first else { continue }
      let typed = String(decoding: word.surface, as: UTF8.self)
      result.append(
        "Nearest to `\(typed)`: "
          + found.filter { $0.articleCount * 20 >= best.articleCount }.map { term, count in
            let surface = String(decoding: archive.commonestForm(ofTerm: term), as: UTF8.self).lowercased()
            return "`\(surface)` (\(WhyEmpty.written(count)) \(count == 1 ? "article" : "articles"))"
          }.joined(separator: ", ") + ".")
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
    let stored = archive.column(column.name)
    var values = (stored as? PartedColumn)?.repeatedTexts ?? []
    if let codes = stored?.codes, codes.count <= 20_000 {
      values = (0..<codes.count).compactMap { if case .text(let text) = codes.value(of: $0) { text } else { nil } }
    }
    guard !values.isEmpty, values.count <= 20_000 else { return [] }
    let nearest = Spelling.names(nearestTo: name.filter { $0 != "\"" }, among: values, limit: 3)
    if nearest.isEmpty { return [] }
    return ["Nearest values of `\(column.name)`: " + nearest.map { "`\($0)`" }.joined(separator: ", ") + "."]
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
    return notes
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
}
