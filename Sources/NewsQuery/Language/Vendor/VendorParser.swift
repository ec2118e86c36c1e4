/// The grammar of both vendors; they differ in what binds tighter.
///
///     Factiva, loosest first: or · and, not · distance · words side by side (a phrase)
///     Nexis, loosest first:   and not · and · distance · or · words side by side (a phrase)
///
/// A rule gives nil for what had to be left out.
struct VendorParser {
  let tokens: [VendorToken]
  let vendor: VendorQuery.Vendor?
  let columns: [String]
  var index = 0
  var notes: [Diagnostic] = []
  private var depth = 0
  private static let deepest = 100
  /// The first `and` and the first `or` at one level, for the note about them.
  private var joins: (and: Range<Int>?, or: Range<Int>?)

  init(_ tokens: [VendorToken], vendor: VendorQuery.Vendor?, columns: [String]) {
    self.tokens = tokens
    self.vendor = vendor
    self.columns = columns
  }

  var next: VendorToken { tokens[index] }
  var afterNext: VendorToken { tokens[min(index + 1, tokens.count - 1)] }

  @discardableResult
  mutating func take() -> VendorToken {
    defer { if index < tokens.count - 1 { index += 1 } }
    return tokens[index]
  }

  mutating func note(_ message: String, at span: Range<Int>, hint: String? = nil) {
    let note = Diagnostic(message, at: span, hint: hint, severity: .note)
    if !notes.contains(where: { $0.message == message }) { notes.append(note) }
  }

  mutating func whole() throws(Diagnostic) -> Search {
    let search = try group()
    guard next.kind == .end else {
      if next.kind == .close {
        throw Diagnostic("no bracket is open here", at: next.span, hint: "leave out this `)`")
      }
      throw missing(before: next)
    }
    if vendor == .nexis, let word = firstPlainWord(search) {
      note(
        "Nexis finds regular plurals and possessives by itself; newsq finds what is written", at: word.span,
        hint: "`\(word.text)*` for any ending")
    }
    guard let search else {
      note("nothing is left to ask, so this is every article", at: 0..<next.span.upperBound)
      return Search(.everything, next.span)
    }
    return search
  }

  private func firstPlainWord(_ search: Search?) -> TextOperand? {
    guard let search else { return nil }
    switch search.kind {
    case .text(let operand):
      let isPlain =
        operand.kind == .word && !operand.isExact && operand.text.count > 2 && operand.text.allSatisfy(\.isLetter)
      return isPlain ? operand : nil
    case .and(let items), .or(let items): return items.lazy.compactMap { firstPlainWord($0) }.first
    case .atLeast(_, let inner), .first(_, let inner): return firstPlainWord(inner)
    case .field(let field, let inner):
      return ["headline", "hlead", "lead", "body"].contains(field.name) ? firstPlainWord(inner) : nil
    case .chain(let chain): return firstPlainWord(chain.first)
    default: return nil
    }
  }

  // MARK: - Levels

  private mutating func descend() throws(Diagnostic) {
    guard depth < Self.deepest else {
      throw Diagnostic("brackets and counts are nested more than \(Self.deepest) deep", at: next.span)
    }
    depth += 1
  }

  /// A whole search, or what stands in a bracket.
  mutating func group() throws(Diagnostic) -> Search? {
    try descend()
    let outer = joins
    joins = (nil, nil)
    defer {
      depth -= 1
      joins = outer
    }
    let search = vendor == .nexis ? try exclusion() : try alternatives()
    if let and = joins.and, let or = joins.or {
      note(
        "without brackets Factiva takes `and` first, Nexis `or`; read as \(vendor?.rawValue ?? "Factiva")'s",
        at: and.lowerBound < or.lowerBound ? or : and)
    }
    return search
  }

  private var isAnd: Bool { ["and", "&"].contains(next.lowered) }

  /// `not`, `and not`, `but not`: how many words; nil where none stands next. `not w/5` is none.
  private var exclusionLength: Int? {
    let (first, second) = (next.lowered, afterNext.lowered)
    if first == "andnot" || first == "butnot" { return 1 }
    if first == "not" { return VendorMarks.reach(of: second) == nil ? 1 : nil }
    if (isAnd || first == "but"), second == "not" {
      let third = tokens[min(index + 2, tokens.count - 1)].lowered
      return VendorMarks.reach(of: third) == nil ? 2 : nil
    }
    return nil
  }

  private mutating func takeExclusion() -> Bool {
    guard let count = exclusionLength else { return false }
    for _ in 0..<count { take() }
    return true
  }

  /// Nexis: `a and b and not c`
  private mutating func exclusion() throws(Diagnostic) -> Search? {
    var result: Search?
    if exclusionLength == nil { result = try conjunction() }
    while true {
      let token = next
      guard takeExclusion() else { return result }
      let excluded = try conjunction()
      if case .and? = excluded?.kind {
        note(
          "`and not` binds loosest in Nexis: all that follows it is left out together", at: token.span,
          hint: "put `and not` last, or brackets around what it is about")
      }
      result = all([result, negated(excluded, from: token.span)])
    }
  }

  /// Nexis: `a and b`
  private mutating func conjunction() throws(Diagnostic) -> Search? {
    var items = [try distances()]
    while isAnd, exclusionLength == nil {
      let token = take()
      joins.and = joins.and ?? token.span
      items.append(try distances())
    }
    return all(items)
  }

  /// Factiva: `a or b`
  private mutating func alternatives() throws(Diagnostic) -> Search? {
    var items = [try required()]
    while next.lowered == "or" {
      let token = take()
      joins.or = joins.or ?? token.span
      items.append(try required())
    }
    return any(items)
  }

  /// Factiva: `a and b not c`
  private mutating func required() throws(Diagnostic) -> Search? {
    var items: [Search?] = []
    while true {
      let token = next
      if takeExclusion() {
        items.append(negated(try distances(), from: token.span))
      } else if isAnd {
        guard !items.isEmpty else { throw missing(before: token) }
        joins.and = joins.and ?? token.span
        take()
        items.append(try distances())
      } else if items.isEmpty {
        items.append(try distances())
      } else {
        return all(items)
      }
    }
  }

  /// `a w/5 b near3 c not w/5 d`
  private mutating func distances() throws(Diagnostic) -> Search? {
    var left = vendor == .nexis ? try choice() : try sequence()
    while let (distance, isNegated, span) = takeDistance() {
      let right = vendor == .nexis ? try choice() : try sequence()
      left = try beside(left, distance, isNegated: isNegated, right, at: span)
    }
    return left
  }

  /// Nexis: `a or b`, tighter than any distance.
  private mutating func choice() throws(Diagnostic) -> Search? {
    var items = [try sequence()]
    while next.lowered == "or" {
      let token = take()
      joins.or = joins.or ?? token.span
      items.append(try sequence())
    }
    return any(items)
  }

  private mutating func takeDistance() -> (VendorMarks.Distance, isNegated: Bool, Range<Int>)? {
    let start = next.span
    var isNegated = false
    var count = 0
    if ["and", "but"].contains(next.lowered), afterNext.lowered == "not" { count = 1 }
    if tokens[min(index + count, tokens.count - 1)].lowered == "not" {
      isNegated = true
      count += 1
    }
    let token = tokens[min(index + count, tokens.count - 1)]
    guard var distance = isOperator(token) else { return nil }
    for _ in 0...count { take() }
    let span = start.lowerBound..<token.span.upperBound
    if distance.isOrdered == nil {
      distance.isOrdered = vendor == .factiva
      note(
        "`w/` and a number is this order in Factiva (`pre/`), any order in Nexis (`near/`); read as "
          + "\(vendor?.rawValue ?? "Nexis")'s", at: span)
    }
    return (distance, isNegated, span)
  }

  /// The distance that a word is as an operator. `same` and `adj` are words to Nexis.
  private func isOperator(_ token: VendorToken) -> VendorMarks.Distance? {
    let word = token.lowered
    if vendor != .nexis, word == "same" { return .init(isOrdered: false, reach: .paragraph) }
    if vendor != .nexis, word == "adj", index > 0 { return .init(isOrdered: true, reach: .words(1)) }
    return VendorMarks.reach(of: word)
  }

  // MARK: - Words side by side

  /// `free trade "of goods" % (x or y)`: a phrase to both vendors.
  private mutating func sequence() throws(Diagnostic) -> Search? {
    var items: [Search?] = []
    var words: [Search] = []
    let start = next.span
    func phrase(_ words: [Search]) -> Search {
      guard words.count > 1, let first = words.first, let last = words.last else { return words[0] }
      let texts = words.map { item -> String in
        if case .text(let operand) = item.kind { return operand.text }
        return ""
      }
      return Search(.phrase, texts.joined(separator: " "), first.span.lowerBound..<last.span.upperBound)
    }
    func isJoined(_ search: Search) -> Bool {
      if case .text(let operand) = search.kind { return !operand.isExact }
      return false
    }
    while beginsOperand(next) {
      let isCondition = startsCondition
      let token = next
      let item = try primary()
      if let item, isJoined(item), !isCondition, token.kind != .open {
        words.append(item)
        continue
      }
      if !words.isEmpty { items.append(phrase(words)) }
      words = []
      items.append(item)
    }
    if words.count > 1 {
      note(
        "words side by side are a phrase to \(vendor?.rawValue ?? "both vendors"), both anywhere to newsq",
        at: words[0].span.lowerBound..<words[words.count - 1].span.upperBound)
    }
    if !words.isEmpty { items.append(phrase(words)) }
    guard items.count > 1 else {
      if items.isEmpty { throw missing(before: next) }
      return items[0]
    }
    // `(a or b) c`: one directly after the other, conditions aside.
    var (texts, conditions): (Search?, [Search?]) = (nil, [])
    for item in items {
      guard let item else { continue }
      if isText(item), texts == nil || isText(texts) {
        texts =
          texts == nil
          ? item : try beside(texts, .init(isOrdered: true, reach: .words(1)), isNegated: false, item, at: start)
      } else {
        conditions.append(item)
      }
    }
    return all([texts] + conditions)
  }

  private func isText(_ search: Search?) -> Bool {
    switch search?.kind {
    case .text, .chain: true
    case .or(let items): items.allSatisfy { isText($0) }
    default: false
    }
  }

  private func beginsOperand(_ token: VendorToken) -> Bool {
    switch token.kind {
    case .open, .phrase: return true
    case .word:
      let word = token.lowered
      if ["and", "or", "not", "&", "andnot", "butnot"].contains(word) { return false }
      if word == "but", afterNext.lowered == "not" { return false }
      return isOperator(token) == nil
    default: return false
    }
  }

  func missing(before token: VendorToken) -> Diagnostic {
    let what =
      switch token.kind {
      case .end: "the string ends here"
      case .close: "here is `)`"
      case .comparison(let comparison): "here is `\(comparison.rawValue)`"
      case .word(let word): "here is `\(word)`"
      case .phrase, .open: "here is something else"
      }
    let before = index > 0 ? tokens[index - 1] : token
    let after = before.lowered.isEmpty || index == 0 ? "" : " after `\(before.lowered)`"
    return Diagnostic("expected a word\(after), \(what)", at: token.span)
  }

  // MARK: - One operand

  private mutating func primary() throws(Diagnostic) -> Search? {
    let token = next
    switch token.kind {
    case .open:
      take()
      var inner = try group()
      guard next.kind == .close else { throw unclosed(token) }
      let end = take().span.upperBound
      inner?.span = token.span.lowerBound..<end
      return try afterOperand(inner)
    case .phrase(let text):
      take()
      return try afterOperand(phrase(text, token.span))
    case .word:
      if startsCondition { return try condition() }
      if let own = try ownForm(token) { return own }
      if let counted = try atLeast() { return counted }
      if VendorFields.forms.contains(token.lowered), afterNext.kind == .open { return try form() }
      take()
      return try afterOperand(word(token))
    default: throw missing(before: token)
    }
  }

  func unclosed(_ open: VendorToken) -> Diagnostic {
    Diagnostic("this bracket is not closed", at: open.span, hint: "a `)` is missing")
  }

  /// What is newsq's already: `source:"Fox News"`, `-steel`, `words>800`.
  private mutating func ownForm(_ token: VendorToken) throws(Diagnostic) -> Search? {
    guard case .word(let text) = token.kind else { return nil }
    if text.hasPrefix("-"), text.count > 1 || afterNext.isGlued && beginsOperand(afterNext) {
      take()
      guard text.count > 1 else { return negated(try primary(), from: token.span) }
      let rest = VendorToken(kind: .word(String(text.dropFirst())), span: token.span, isGlued: true)
      return negated(word(rest), from: token.span)
    }
    if case .comparison(let comparison) = afterNext.kind, Field.typeOfTyped(text) == .number {
      take()
      take()
      return Search(.compare(FieldName(text, token.span), comparison, try number()), token.span)
    }
    guard let colon = text.firstIndex(of: ":"), Field.typeOfTyped(String(text[..<colon])) != nil else { return nil }
    take()
    if text.last == ":" {
      guard next.isGlued, beginsOperand(next), let inner = try primary() else { throw missing(before: next) }
      return Search(.field(FieldName(String(text.dropLast()), token.span), inner), token.span)
    }
    var parsing = Parsing(text, stages: [], fieldKind: Field.typeOfTyped)
    var search = try parsing.lenientSearch()
    search.span = token.span
    return search
  }

  /// `toyota/F50/`: within the first 50 words.
  private mutating func afterOperand(_ operand: Search?) throws(Diagnostic) -> Search? {
    let word = next.lowered
    guard word.hasSuffix("/"), let count = VendorMarks.digits(String(word.dropLast()), after: "/f") else {
      return operand
    }
    let token = take()
    guard count > 0 else { throw Diagnostic("expected a whole number of at least 1", at: token.span) }
    note("`\(word)` counts from the start of the article, `first/` from that of its text", at: token.span)
    return try counted(operand, at: token.span) { .first(count, $0) }
  }

  /// `atleast5 x`, `atl5(x)`
  private mutating func atLeast() throws(Diagnostic) -> Search? {
    let word = next.lowered
    guard let count = VendorMarks.digits(word, after: "atleast") ?? VendorMarks.digits(word, after: "atl") else {
      return nil
    }
    let token = take()
    guard count > 0 else { throw Diagnostic("expected a whole number of at least 1", at: token.span) }
    guard beginsOperand(next) else { throw missing(before: next) }
    try descend()
    defer { depth -= 1 }
    return try counted(try primary(), at: token.span) { .atLeast(count, $0) }
  }

  /// Counts hits of each part: newsq counts those of one operand.
  private mutating func counted(
    _ search: Search?, at span: Range<Int>, _ count: (Search) -> Search.Kind
  ) throws(Diagnostic) -> Search? {
    guard let search else { return nil }
    switch search.kind {
    case .text, .chain: return Search(count(search), search.span)
    case .or where isText(search) && !hasChain(search): return Search(count(search), search.span)
    case .and(let items), .or(let items):
      var parts: [Search?] = []
      for item in items { parts.append(try counted(item, at: span, count)) }
      note("each part in these brackets is counted by itself", at: span)
      if case .and = search.kind { return all(parts) }
      return any(parts)
    case .field(let field, let inner):
      if case .first(let words, _) = count(inner) {
        throw Diagnostic("`first/\(words)` counts the words of the text, not of `\(field.name)`", at: span)
      }
      return try counted(inner, at: span, count).map { Search(.field(field, $0), search.span) }
    default: throw Diagnostic("only words can be counted", at: span)
    }
  }

  private func hasChain(_ search: Search) -> Bool {
    switch search.kind {
    case .chain: true
    case .or(let items): items.contains { hasChain($0) }
    default: false
    }
  }
}
