// `first/50 x`, `atleast/3 x`, and notes on words that may be meant otherwise.

extension Parsing {
  // MARK: - first/ and atleast/

  /// `first/50 x`, `atleast/3 (x or y)`, `atleast/3 (a near/5 b)`
  mutating func counted(_ keyword: Token, _ count: Int) throws(Diagnostic) -> Search {
    let name = lexer.text(keyword.span)
    let isFirst =
      switch keyword.kind {
      case .first, .counted(isFirst: true, _): true
      default: false
      }
    if isFirst, let field {
      throw Diagnostic("`first/` counts the words of the body, not of `\(field.name)`", at: keyword.span)
    }
    let token = try peek(.search)
    guard beginsOperand(token), token.kind != .and, token.kind != .or else {
      throw unexpected(token, "a word after `\(name)`")
    }
    try deepen(at: keyword.span)
    let operand = try primary()
    depth -= 1
    try requireCountable(operand, isFirst: isFirst, name)
    let span = keyword.span.lowerBound..<operand.span.upperBound
    if !isFirst, case .field(let field, let inner) = operand.kind {
      return Search(.field(field, Search(.atLeast(count, inner), span)), span)
    }
    return Search(isFirst ? .first(count, operand) : .atLeast(count, operand), span)
  }

  private func requireCountable(_ search: Search, isFirst: Bool, _ name: String) throws(Diagnostic) {
    switch search.kind {
    case .text, .chain: return
    case .or where isTextOrAlternatives(search): return
    case .field(let field, let inner):
      if isFirst {
        throw Diagnostic("`first/` counts the words of the body, not of `\(field.name)`", at: field.span)
      }
      return try requireCountable(inner, isFirst: isFirst, name)
    case .and(let items) where items.allSatisfy(isTextOrAlternatives):
      throw Diagnostic(
        "expected one operand, or words joined by `or` in brackets, after `\(name)`", at: search.span,
        with: "(\(items.map(Printer.operand).joined(separator: " or ")))")
    default:
      throw Diagnostic(
        "expected a word, a phrase, words joined by `or` in brackets, or a chain in brackets after `\(name)`",
        at: search.span)
    }
  }

  // MARK: - Notes

  /// A bare `2020-07` is two words; a date was perhaps meant.
  mutating func noteDate(_ token: Token) {
    guard (7...10).contains(token.span.count), lexer.isDigit(at: token.span.lowerBound), field == nil else { return }
    let word = lexer.text(token.span)
    guard NewsDate(iso: word) != nil else { return }
    notes.append(
      Diagnostic("`\(word)` is looked for as words here", at: token.span, with: "date:\(word)", severity: .note))
  }

  /// `quake near taiwan`
  mutating func noteNear(_ token: Token) {
    guard token.span.count == 4, token.span.lowerBound > 0, lexer.text(token.span).lowercased() == "near",
      let next = try? peek(.search), next.kind == .word
    else { return }
    notes.append(
      Diagnostic(
        "`near` is looked for as a word here; a distance has its number", at: token.span, with: "near/10",
        severity: .note))
  }

  /// `rock / pop / jazz`
  mutating func noteSlashes(_ token: Token, _ pattern: String) {
    guard pattern.hasPrefix(" "), pattern.hasSuffix(" ") else { return }
    notes.append(
      Diagnostic(
        "`\(shortened(token.span))` is read as a regular expression", at: token.span,
        with: "\"\(pattern.split(separator: " ").joined(separator: " "))\"", severity: .note))
  }
}

extension Search {
  /// `first/1 x` with an argument in the place of its number.
  func withCount(isFirst: Bool, argument: String) -> Search {
    switch kind {
    case .first(_, let inner), .atLeast(_, let inner):
      Search(.counted(isFirst: isFirst, argument: argument, inner), span)
    case .field(let name, let inner):
      Search(.field(name, inner.withCount(isFirst: isFirst, argument: argument)), span)
    default: self
    }
  }
}
