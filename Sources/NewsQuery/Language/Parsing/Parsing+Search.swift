// The grammar of a search. Tightest first: `field:`, chains of `near` and `pre`, `not`, words side by side; `or` beside
// `and` wants brackets.
//
//     search   = operand { [ "and" | "or" ] operand }
//     operand  = { "not" | "-" } chain
//     chain    = primary { [ "not" ] reach primary }
//     primary  = "(" search ")" | text | field ":" value | field comparison value | "first/n" … | …

extension Parsing {
  /// A whole search. If it can only be offered, not asked, the readings are thrown.
  mutating func search() throws(Diagnostic) -> Search {
    let beginning = self
    let outerOffers = offers
    (offers, reading) = ([], 0)
    let start = try peek(.search).span.lowerBound
    let search = try disjunction()
    guard var diagnostic = offers.first?.diagnostic else {
      offers = outerOffers
      return search
    }
    var readings = [Printer.text(of: search)]
    let most = offers.reduce(1) { max($0, $1.readingCount) }
    for number in 1..<max(most, 2) where number < most {
      var other = beginning
      (other.offers, other.reading) = ([], number)
      let text = Printer.text(of: try other.disjunction())
      if !readings.contains(text) { readings.append(text) }
    }
    let whole = start..<max(start, lexer.position)
    diagnostic.hints = readings.map { Diagnostic.Hint($0, replacing: whole) }
    throw diagnostic
  }

  /// The first reading of a search, even if it cannot be asked as it is written: for importing other languages.
  mutating func lenientSearch() throws(Diagnostic) -> Search {
    let outerOffers = offers
    defer { offers = outerOffers }
    (offers, reading) = ([], 0)
    return try disjunction()
  }

  // MARK: - and, or, not

  /// Operands side by side and the `and` and `or` between them.
  mutating func disjunction() throws(Diagnostic) -> Search {
    var items: [Search] = []
    var joins: [Join] = []
    // Lucene's `+` before an operand: then the others need not be there.
    var required: [Bool] = []
    var operatorToken: Token?
    while true {
      let token = try peek(.search)
      switch token.kind {
      case .punctuation where lexer.text(token.span) == "&&":
        guard !items.isEmpty, operatorToken == nil else { break }
        var and = try take(.search)
        _ = offer("words side by side must all be there; `&&` is left out", at: and.span, readings: 1)
        and.kind = .and
        operatorToken = and
        continue
      case .punctuation, .comma:
        try take(.search)
        continue
      case .bar
      where lexer.byte(at: token.span.upperBound) == UInt8(ascii: "|") && !items.isEmpty && operatorToken == nil:
        var or = try take(.search)
        lexer.position += 1
        goesOn = true
        or.span = or.span.lowerBound..<lexer.position
        _ = offer("`||` is written `or` in newsq", at: or.span, readings: 1)
        or.kind = .or
        operatorToken = or
        continue
      case .and, .or:
        guard !items.isEmpty, operatorToken == nil else { throw missingOperand(at: token, after: operatorToken) }
        operatorToken = try take(.search)
        continue
      default: break
      }
      guard beginsOperand(token) else {
        if items.isEmpty || operatorToken != nil { throw missingOperand(at: token, after: operatorToken) }
        noteWordsBesideAnd(items, joins)
        return try combined(items, joins, required)
      }
      if !items.isEmpty {
        joins.append(
          Join(
            isOr: operatorToken?.kind == .or, isWritten: operatorToken != nil, span: operatorToken?.span ?? token.span))
      }
      operatorToken = nil
      required.append(token.kind == .plus)
      items.append(try operand())
    }
  }

  struct Join {
    var isOr: Bool
    /// False for words side by side.
    var isWritten: Bool
    var span: Range<Int>
  }

  func beginsOperand(_ token: Token) -> Bool {
    !token.endsStatement && token.kind != .bar && token.kind != .rightParenthesis
  }

  private func missingOperand(at token: Token, after operatorToken: Token?) -> Diagnostic {
    if token.kind == .and || token.kind == .or, operatorToken == nil {
      let word = lexer.text(token.span)
      return Diagnostic("expected a word before `\(word)`", at: token.span, with: "\"\(word)\"")
    }
    if let operatorToken {
      let word = lexer.text(operatorToken.span)
      if token.kind == .and || token.kind == .or {
        return Diagnostic(
          "expected a word after `\(word)`, \(found(token))", at: token.span, with: "\"\(lexer.text(token.span))\"")
      }
      return Diagnostic(
        "expected a word after `\(word)`, \(found(token))", at: token.span, replacing: operatorToken.span,
        with: word == "-" ? "" : "\"\(word)\"")
    }
    if token.kind == .rightParenthesis {
      return Diagnostic(
        openBrackets > 0 ? "these brackets are empty" : "no bracket is open here", at: token.span)
    }
    return Diagnostic(
      "expected what to look for, \(found(token))", at: token.span, hint: "every article is `*`")
  }

  private mutating func combined(
    _ items: [Search], _ joins: [Join], _ required: [Bool]
  ) throws(Diagnostic) -> Search {
    guard let first = joins.first else { return items[0] }
    guard let mixed = joins.first(where: { $0.isOr != first.isOr }) else {
      return joined(try optional(items, joins, required)[...], isOr: first.isOr)
    }
    // In the first reading `and` binds tighter, in the second `or` does, in the third words side by side are a phrase.
    let phrases = phrasesBesideOr(items, joins)
    let reading = offer("`and` and `or` mixed without parentheses", at: mixed.span, readings: phrases == nil ? 2 : 3)
    if reading == 2, let phrases {
      if phrases.joins.allSatisfy({ $0.isOr == phrases.joins[0].isOr }) {
        return joined(phrases.items[...], isOr: phrases.joins[0].isOr)
      }
      return grouped(phrases.items, phrases.joins, splitsAtOr: true)
    }
    return grouped(items, joins, splitsAtOr: reading == 0)
  }

  private func grouped(_ items: [Search], _ joins: [Join], splitsAtOr: Bool) -> Search {
    var groups: [Search] = []
    var start = 0
    for (index, join) in joins.enumerated() where join.isOr == splitsAtOr {
      groups.append(joined(items[start...index], isOr: !splitsAtOr))
      start = index + 1
    }
    groups.append(joined(items[start...], isOr: !splitsAtOr))
    return joined(groups[...], isOr: splitsAtOr)
  }

  /// `+steel tariffs`: to Lucene the word without a sign need not be there. The other reading has all of them.
  private mutating func optional(
    _ items: [Search], _ joins: [Join], _ required: [Bool]
  ) throws(Diagnostic) -> [Search] {
    guard required.contains(true), required.contains(false), joins.allSatisfy({ !$0.isWritten }) else { return items }
    let kept = items.indices.filter { place in
      if required[place] { return true }
      if case .not = items[place].kind { return true }
      return false
    }
    guard kept.count < items.count else { return items }
    let message = "`+` marks words that must be there; in newsq all must"
    return offer(message, at: items[0].span, readings: 2) == 0 ? kept.map { items[$0] } : items
  }

  private func joined(_ items: ArraySlice<Search>, isOr: Bool) -> Search {
    guard items.count > 1, let first = items.first, let last = items.last else { return items[items.startIndex] }
    return Search(isOr ? .or(Array(items)) : .and(Array(items)), first.span.lowerBound..<last.span.upperBound)
  }

  private mutating func operand() throws(Diagnostic) -> Search {
    let token = try peek(.search)
    switch token.kind {
    case .plus:
      try take(.search)
      _ = offer("words side by side must all be there; `+` is left out", at: token.span, readings: 1)
      return try operand()
    case .not, .minus, .otherDash, .bang:
      try take(.search)
      if token.kind == .otherDash {
        _ = offer("`not` is written with a plain `-`", at: token.span, readings: 1)
      } else if token.kind == .bang {
        _ = offer("`not` is written `-` in newsq, not `!`", at: token.span, readings: 1)
      }
      let next = try peek(.search)
      guard beginsOperand(next), next.kind != .and, next.kind != .or else {
        throw missingOperand(at: next, after: token)
      }
      try deepen(at: token.span)
      let inner = try operand()
      depth -= 1
      return Search(.not(inner), token.span.lowerBound..<inner.span.upperBound)
    default: return try chain()
    }
  }

  // MARK: - near and pre

  private mutating func chain() throws(Diagnostic) -> Search {
    let first = try primary()
    guard let link = try takeLink() else { return first }
    if case .first(let count, let operand) = first.kind { return try chainAfterFirst(count, operand, first.span, link) }
    return try chain(from: first, link)
  }

  private typealias LinkHead = (isOrdered: Bool, reach: Chain.Reach, isNegated: Bool, span: Range<Int>)

  private mutating func chain(from first: Search, _ firstLink: LinkHead) throws(Diagnostic) -> Search {
    var field: FieldName?
    var chain = Chain(first: try chainOperand(first, &field, beside: firstLink.span), links: [])
    var next: LinkHead? = firstLink
    var end = first.span.upperBound
    while let link = next {
      if chain.links.last?.isNegated == true {
        throw Diagnostic("`not near` comes last in its chain", at: link.span)
      }
      let token = try peek(.search)
      if token.kind == .minus || token.kind == .not {
        throw Diagnostic(
          "`not` goes before `near`: an article has the left word with the right one nowhere that near",
          at: token.span, replacing: link.span.lowerBound..<token.span.upperBound,
          with: "not \(lexer.text(link.span)) ")
      }
      guard beginsOperand(token), token.kind != .and, token.kind != .or else {
        throw unexpected(token, "a word after `\(lexer.text(link.span))`")
      }
      let operand = try primary()
      end = operand.span.upperBound
      chain.links.append(
        Chain.Link(
          isOrdered: link.isOrdered, reach: link.reach, isNegated: link.isNegated,
          operand: try chainOperand(operand, &field, beside: link.span)))
      if chain.links.count > 1000 { throw Diagnostic("a chain of more than 1000 links", at: link.span) }
      next = try takeLink()
    }
    let span = first.span.lowerBound..<end
    let search = Search(.chain(chain), span)
    return field.map { Search(.field($0, search), span) } ?? search
  }

  /// `first/50 a near/5 b` may count either the chain or the word alone.
  private mutating func chainAfterFirst(
    _ count: Int, _ operand: Search, _ span: Range<Int>, _ link: LinkHead
  ) throws(Diagnostic) -> Search {
    let chain = try chain(from: operand, link)
    let whole = span.lowerBound..<chain.span.upperBound
    let message = "`first/\(count)` may be about this word or about the whole chain"
    if offer(message, at: link.span, readings: 2) == 0 { return Search(.first(count, chain), whole) }
    return Search(.and([Search(.first(count, operand), span), chain]), whole)
  }

  /// `near/5`, `not near/5`; nil where none stands next.
  private mutating func takeLink() throws(Diagnostic) -> LinkHead? {
    let token = try peek(.search)
    if token.kind == .not {
      let beforeNot = self
      try take(.search)
      if var link = try takeLink(), !link.isNegated {
        link.isNegated = true
        link.span = token.span.lowerBound..<link.span.upperBound
        return link
      }
      self = beforeNot
      return nil
    }
    switch token.kind {
    case .reach(let isOrdered, let reach):
      try take(.search)
      return (isOrdered, reach, false, token.span)
    case .within(let reach):
      try take(.search)
      let word = lexer.text(token.span)
      let message = "`\(word)` is any order in Nexis and this order in Factiva"
      return (offer(message, at: token.span, readings: 2) == 1, reach, false, token.span)
    default: return nil
    }
  }

  /// An operand of a chain, its field taken off: a field on one operand holds for the chain.
  private func chainOperand(
    _ search: Search, _ field: inout FieldName?, beside link: Range<Int>
  ) throws(Diagnostic) -> Search {
    let near = lexer.text(link)
    switch search.kind {
    case .text(let text):
      if case .regex = text.kind {
        throw Diagnostic(
          "a regular expression matches text, not words, so it cannot be used with `\(near)`", at: search.span)
      }
      return search
    case .or(let items):
      for item in items {
        var inner: FieldName?
        guard isTextOrAlternatives(item) else { throw notAnOperand(item, near) }
        _ = try chainOperand(item, &inner, beside: link)
      }
      return search
    case .field(let name, let inner):
      if let other = field, other.name.lowercased() != name.name.lowercased() {
        throw Diagnostic(
          "all words of a chain are in one field; here it has `\(other.name)` and `\(name.name)`", at: name.span,
          replacing: name.span.lowerBound..<name.span.upperBound + 1, with: "")
      }
      field = name
      var none: FieldName?
      return try chainOperand(inner, &none, beside: link)
    default: throw notAnOperand(search, near)
    }
  }

  func isTextOrAlternatives(_ search: Search) -> Bool {
    switch search.kind {
    case .text: true
    case .or(let items): items.allSatisfy(isTextOrAlternatives)
    default: false
    }
  }

  private func notAnOperand(_ search: Search, _ near: String) -> Diagnostic {
    let message = "`\(near)` takes a word, a phrase, or words joined by `or` in brackets"
    if case .and(let items) = search.kind, items.allSatisfy(isTextOrAlternatives) {
      return Diagnostic(
        message, at: search.span, with: "(\(items.map(Printer.operand).joined(separator: " or ")))")
    }
    if case .chain = search.kind { return Diagnostic(message, at: search.span, with: Printer.text(of: search)) }
    return Diagnostic(message, at: search.span, hint: "join two such searches by `and`: (a near/5 b) (c near/5 d)")
  }

  // MARK: - Operands

  mutating func primary() throws(Diagnostic) -> Search {
    var token = try peek(.search)
    while token.isMark {
      try take(.search)
      token = try peek(.search)
      guard beginsOperand(token) else { throw unexpected(token, "a word") }
    }
    switch token.kind {
    case .leftParenthesis: return try group()
    case .word, .truncatedWord, .phrase, .regex, .list, .argument, .exactMark: return try text()
    case .everything:
      try take(.search)
      if let field {
        throw Diagnostic(
          "`\(field.name):*` is written `has:\(field.name)`", at: token.span,
          replacing: field.span.lowerBound..<token.span.upperBound, with: "has:\(Printer.name(field.name))")
      }
      return Search(.everything, token.span)
    case .field(let name, let isQuoted): return try fieldSearch(name, isQuoted: isQuoted)
    case .detachedField(let name):
      _ = offer("no blank goes between `\(name):` and what it looks for", at: token.span, readings: 1)
      return try fieldSearch(name, isQuoted: false)
    case .comparedField(let name, let comparison, let operatorSpan):
      return try comparedField(FieldName(name, token.span), comparison, operatorSpan)
    case .name(let name, _): return try quotedName(name)
    case .address: return try address()
    case .first(let count), .atLeast(let count):
      try take(.search)
      return try counted(token, count)
    case .counted(let isFirst, let argument):
      try take(.search)
      let plain = try counted(token, 1)
      return plain.withCount(isFirst: isFirst, argument: argument)
    case .reach, .within:
      let word = lexer.text(token.span)
      throw Diagnostic("`\(word)` goes between two words", at: token.span, with: "\"\(word)\"")
    case .minus, .not, .otherDash, .plus, .bang:
      throw Diagnostic("put `not` before the whole of it", at: token.span, hint: "for example `-headline:x`")
    case .and, .or: throw missingOperand(at: token, after: nil)
    default: throw unexpected(token, "what to look for")
    }
  }

  private mutating func group() throws(Diagnostic) -> Search {
    let opening = try open(.search)
    var inner = try disjunction()
    inner.span = try close(opening, .search)
    return inner
  }

  /// A word, phrase, pattern, list or argument; also what a word begins: `source is …`, `in $calls`.
  mutating func text(_ mode: Lexer.Mode = .search) throws(Diagnostic) -> Search {
    let token = try take(mode)
    switch token.kind {
    case .word:
      if mode == .search {
        if let search = try keywordSearch(token) { return search }
        noteDate(token)
        noteNear(token)
        noteSame(token)
      }
      return try foreignWord(token) ?? Search(.word, lexer.text(token.span), token.span)
    case .truncatedWord:
      let word = lexer.text(token.span)
      let message = "`!` is not a wildcard; any ending is `*`"
      _ = offer(message, at: token.span.upperBound..<token.span.upperBound + 1, readings: 1)
      return Search(.word, word.hasSuffix("*") ? word : word + "*", token.span)
    case .exactMark: return try exact(token, mode)
    case .phrase(let text): return try phrase(text, token)
    case .regex(let pattern, let ignoresCase):
      noteSlashes(token, pattern)
      return Search(.regex(ignoresCase: ignoresCase), pattern, token.span)
    case .list(let path): return Search(.list, path, token.span)
    case .argument(let name):
      if let (values, end) = try definitionArguments(of: name) {
        return Search(.call(values), name, token.span.lowerBound..<end)
      }
      return Search(.argument, name, token.span)
    default: throw unexpected(token, "a word")
    }
  }

  /// `=WHO`
  private mutating func exact(_ mark: Token, _ mode: Lexer.Mode) throws(Diagnostic) -> Search {
    let token = try peek(mode)
    let span = mark.span.lowerBound..<token.span.upperBound
    switch token.kind {
    case .word:
      try take(mode)
      return Search(.word, lexer.text(token.span), isExact: true, span)
    case .phrase(let text):
      try take(mode)
      return Search(.phrase, text, isExact: true, span)
    case .and, .or, .not:
      let word = lexer.text(token.span)
      throw Diagnostic("put quotes around the word `\(word)` to find it", at: token.span, with: "\"\(word)\"")
    default: throw unexpected(token, "a word or a phrase after `=`")
    }
  }

  private mutating func address() throws(Diagnostic) -> Search {
    let token = try take(.search)
    _ = offer("an address is looked for in `url`", at: token.span, readings: 1)
    let field = FieldName("url", token.span)
    return Search(.field(field, Search(.phrase, lexer.text(token.span), token.span)), token.span)
  }
}

extension Search {
  /// A text operand.
  init(_ kind: TextOperand.Kind, _ text: String, isExact: Bool = false, _ span: Range<Int>) {
    self.init(.text(TextOperand(kind, text, isExact: isExact, span)), span)
  }
}
