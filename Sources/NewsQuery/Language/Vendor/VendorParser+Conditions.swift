/// Fields, lengths and dates of a vendor's string.
extension VendorParser {
  /// `hd=`, `wc>`, `HEADLINE(`, `date aft`: a field stands next.
  var startsCondition: Bool { meaning != nil }

  private var meaning: VendorFields.Meaning? {
    let word = next.lowered
    guard !word.isEmpty else { return nil }
    let follower = afterNext
    if word == "date" || word == "load-date" || word == "pd" {
      if case .comparison = follower.kind { return .date }
      if follower.kind == .open, vendor == .nexis { return .date }
      let isDated = Self.dateWords.contains(follower.lowered) && !follower.lowered.isEmpty
      let isBack = word == "date" && follower.lowered.hasPrefix("-")
      return isDated || isBack ? .date : nil
    }
    switch follower.kind {
    case .comparison(let comparison):
      if let meaning = VendorFields.factiva[word] { return comparison == .equal || meaning == .words ? meaning : nil }
      if let meaning = VendorFields.nexis[word] { return comparison == .equal || meaning == .words ? meaning : nil }
      return nil
    case .open where vendor == .nexis: return VendorFields.nexis[word]
    case .word where word == "length" && vendor == .nexis && Self.comparison(follower.lowered) != nil: return .words
    default: return nil
    }
  }

  mutating func condition() throws(Diagnostic) -> Search? {
    guard let meaning else { throw missing(before: next) }
    let name = take()
    switch meaning {
    case .words: return try compared(name) { (parser: inout VendorParser) throws(Diagnostic) in try parser.number() }
    case .date:
      if name.lowered == "load-date" {
        note("newsq has no `load-date`; read as `date`", at: name.span)
      }
      return try compared(name) { (parser: inout VendorParser) throws(Diagnostic) in try parser.date() }
    case .text(let field): return try textField(field, name)
    case .code, .sourceCode: return try code(name, ofOutlet: meaning == .sourceCode)
    }
  }

  // MARK: - Text in a field

  private mutating func textField(_ field: String, _ name: VendorToken) throws(Diagnostic) -> Search? {
    guard let inner = try value() else { return nil }
    guard !hasField(inner) else {
      throw Diagnostic("a field inside the brackets of another field", at: name.span, hint: "put `and` between them")
    }
    if name.lowered == "td" {
      note("`td` is the text after the lead paragraph; `body` has the lead too", at: name.span)
    }
    if field == "tags" {
      note(
        "newsq has subjects, companies, people and places together in `tags`, where the input names them",
        at: name.span)
    }
    return Search(.field(FieldName(field, name.span), inner), name.span.lowerBound..<inner.span.upperBound)
  }

  private func hasField(_ search: Search) -> Bool {
    switch search.kind {
    case .field, .compare, .range, .valueIs, .isEmpty, .inResult, .first: true
    case .and(let items), .or(let items): items.contains { hasField($0) }
    case .not(let inner), .atLeast(_, let inner): hasField(inner)
    default: false
    }
  }

  /// What stands after `hd=` or in `HEADLINE(…)`.
  private mutating func value() throws(Diagnostic) -> Search? {
    if case .comparison = next.kind { take() }
    let open = next
    if open.kind == .open {
      take()
      var inner = try group()
      guard next.kind == .close else { throw unclosed(open) }
      let end = take().span.upperBound
      inner?.span = open.span.lowerBound..<end
      return inner
    }
    var words: [Search] = []
    while words.isEmpty || !startsCondition {
      let token = next
      if case .phrase(let text) = token.kind {
        take()
        words.append(phrase(text, token.span))
      } else if case .word = token.kind, isValueWord(token) {
        take()
        words.append(word(token))
      } else {
        break
      }
    }
    guard let first = words.first, let last = words.last else { throw missing(before: next) }
    if words.count == 1 { return first }
    let texts = words.map { search -> String in
      if case .text(let operand) = search.kind { return operand.text }
      return ""
    }
    return Search(.phrase, texts.joined(separator: " "), first.span.lowerBound..<last.span.upperBound)
  }

  private func isValueWord(_ token: VendorToken) -> Bool {
    let word = token.lowered
    if ["and", "or", "not", "same", "&", "andnot", "butnot"].contains(word) { return false }
    return VendorMarks.reach(of: word) == nil && !(word.hasPrefix("/f") && word.hasSuffix("/"))
  }

  // MARK: - Codes

  /// `rst=(j or nytf)`, `in=i211`: a column where the archive has it, an outlet where its code is known.
  private mutating func code(_ name: VendorToken, ofOutlet isOutlet: Bool) throws(Diagnostic) -> Search? {
    guard let inner = try value() else { return nil }
    let span = name.span.lowerBound..<inner.span.upperBound
    let column = name.lowered == "rst" ? "sc" : name.lowered
    if let own = columns.first(where: { $0.lowercased() == column }) {
      return Search(.field(FieldName(own, name.span), inner), span)
    }
    if isOutlet, let outlets = outlets(inner) {
      note("codes of outlets are read as their names", at: span)
      return Search(.field(FieldName("source", name.span), outlets), span)
    }
    note(
      "`\(name.lowered)` asks for a code of the vendor's, which these articles do not have: it is left out", at: span,
      hint: isOutlet ? "source:\"…\" with the outlet's name" : "tags:\"…\" where the input has subjects, or its words")
    return nil
  }

  /// Known outlets in place of their codes; nil where one of them is not known.
  private func outlets(_ search: Search) -> Search? {
    switch search.kind {
    case .text(let operand):
      guard let outlet = VendorFields.outlets[operand.text.lowercased()] else { return nil }
      return Search(.phrase, outlet, search.span)
    case .or(let items):
      let known = items.compactMap { outlets($0) }
      return known.count == items.count ? any(known) : nil
    default: return nil
    }
  }

  // MARK: - Comparing

  private static let dateWords: Set<String> = [
    "aft", "after", "bef", "before", "is", "on", "from", "between", "geq", "leq", "since",
  ]

  private static func comparison(_ word: String) -> Comparison? {
    switch word {
    case "aft", "after", "gt": .greater
    case "bef", "before", "lt": .less
    case "geq", "since": .greaterOrEqual
    case "leq": .lessOrEqual
    case "is", "on", "eq": .equal
    default: nil
    }
  }

  private mutating func takeComparison() -> Comparison? {
    if case .comparison(let comparison) = next.kind {
      take()
      return comparison
    }
    guard let comparison = Self.comparison(next.lowered) else { return nil }
    take()
    return comparison
  }

  /// `>800`, `(geq 800 and leq 900)`, `aft 1/1/2020`, `from 1/1/2020 to 2/1/2020`
  private mutating func compared(
    _ name: VendorToken, _ value: (inout VendorParser) throws(Diagnostic) -> Literal
  ) throws(Diagnostic) -> Search? {
    let isLength = VendorFields.nexis[name.lowered] == .words || name.lowered == "wc"
    let field = FieldName(isLength ? "words" : "date", name.span)
    var open: VendorToken?
    if next.kind == .comparison(.equal), afterNext.kind == .open { take() }
    if next.kind == .open { open = take() }
    var items: [Search?] = []
    repeat {
      let start = next.span.lowerBound
      if ["from", "between"].contains(next.lowered) {
        take()
        let low = try value(&self)
        guard ["to", "and", "-"].contains(next.lowered) else { throw missing(before: next) }
        take()
        let high = try value(&self)
        items.append(try range(field, low, high, from: start))
        continue
      }
      if let back = daysBack() {
        items.append(back)
        continue
      }
      let comparison = takeComparison() ?? .equal
      let inner = next.kind == .open ? take() : nil
      let low = try value(&self)
      if let inner {
        guard next.kind == .close else { throw unclosed(inner) }
        take()
      }
      if comparison == .equal, next.lowered == "to" {
        take()
        let high = try value(&self)
        items.append(try range(field, low, high, from: start))
      } else if comparison == .equal, field.name == "date" {
        items.append(Search(.range(field, low, low), start..<low.span.upperBound))
      } else {
        items.append(Search(.compare(field, comparison, low), start..<low.span.upperBound))
      }
    } while open != nil && takeAnd()
    if let open {
      guard next.kind == .close else { throw unclosed(open) }
      take()
    }
    return all(items)
  }

  private func range(
    _ field: FieldName, _ low: Literal, _ high: Literal, from start: Int
  ) throws(Diagnostic) -> Search {
    let span = start..<high.span.upperBound
    if high.ends(before: low) { throw Diagnostic("this range ends before it begins", at: span) }
    return Search(.range(field, low, high), span)
  }

  private mutating func takeAnd() -> Bool {
    guard next.lowered == "and" else { return false }
    take()
    return true
  }

  /// Factiva's `date -7`.
  private mutating func daysBack() -> Search? {
    guard let days = VendorMarks.digits(next.lowered, after: "-"), days > 0 else { return nil }
    let token = take()
    let back = Literal(.duration(seconds: Int64(days) * 86_400), token.span)
    return Search(.range(FieldName("date", token.span), back, back), token.span)
  }

  mutating func number() throws(Diagnostic) -> Literal {
    let token = next
    let digits = token.lowered.filter { $0 != "," }
    guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let number = Double(digits)
    else { throw Diagnostic("expected a number of words", at: token.span, hint: "wc>800") }
    take()
    return Literal(.number(number), token.span)
  }

  mutating func date() throws(Diagnostic) -> Literal {
    let first = next
    // `January 1, 2020` is three pieces.
    for count in [3, 2, 1] {
      let pieces = tokens[index..<min(index + count, tokens.count)]
      let texts = pieces.compactMap { token -> String? in
        switch token.kind {
        case .word(let word): word
        case .phrase(let phrase) where count == 1: phrase
        default: nil
        }
      }
      guard texts.count == count, let last = pieces.last else { continue }
      let text = texts.joined(separator: " ")
      let span = first.span.lowerBound..<last.span.upperBound
      var found = NewsDate(iso: text) ?? Self.compact(text) ?? DateParsing.parse(text)
      if found == nil, let monthFirst = DateParsing.parse(text, dayFirst: false) {
        let other = DateParsing.parse(text, dayFirst: true)
        note(
          "`\(text)` is read with the month first, as both vendors do in America", at: span,
          hint: other.map { "\($0.description) where the day comes first" })
        found = monthFirst
      }
      guard let found else { continue }
      index += count
      return Literal(.date(found), span)
    }
    if let days = ["today": 0, "yesterday": -1][first.lowered] {
      take()
      return Literal(.day(offset: days), first.span)
    }
    throw Diagnostic("expected a date", at: first.span, hint: "date aft 2020-01-31")
  }

  /// Factiva's `20200131`.
  private static func compact(_ text: String) -> NewsDate? {
    let digits = Array(text)
    guard digits.count == 8 || digits.count == 6, text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    let month = "\(String(digits[0..<4]))-\(String(digits[4..<6]))"
    return NewsDate(iso: digits.count == 8 ? "\(month)-\(String(digits[6..<8]))" : month)
  }
}
